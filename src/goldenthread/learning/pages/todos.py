"""What needs someone today, in words for the home page."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.learning.queries import todos as queries
from goldenthread.ui.slots import Todo
from goldenthread.ui.words import clock, in_london, near_day, plural

# So many cohorts of one offer are said in one line.
MANY = 3


def learning_todos(actor: Actor, today: date) -> list[Todo]:
    """Registers, places that run out, safety plans, cohorts to form: most urgent first."""
    sessions = queries.to_run(actor, today)
    return [
        *(_register(row, today) for row in sessions.registers),
        *(_expiring(row, today) for row in queries.expiring(actor, today)),
        *_plans(actor, sessions.plans, today),
        *(_form(row) for row in queries.to_form(actor)),
    ]


def _register(row: queries.Missing, today: date) -> Todo:
    day = in_london(row.starts_at).date()
    is_today = day == today
    what = "Register" if is_today else "Register missing"
    return Todo(
        when=f"Today, {clock(row.starts_at)}" if is_today else f"Since {_near(day, today)}",
        title=f"{what}: {row.cohort}, session {row.number}",
        why=f"{row.offer}. {plural(row.people, 'person', 'people')}."
        + ("" if is_today else " Nobody’s next questions can be planned until it is in."),
        action="Take the register",
        href=reverse("learning:register_show", args=[row.session_id]),
        urgency=10 if is_today else 20,
    )


def _near(day: date, today: date) -> str:
    return near_day(day, today=today)


def _expiring(row: queries.Expiring, today: date) -> Todo:
    href = reverse("learning:place_list", args=[row.offer_id])
    last = in_london(row.first).date()
    if row.by_hand:
        return Todo(
            when=f"By {_near(last, today)}",
            title=f"Tell {plural(row.by_hand, 'person', 'people')} about their place yourself",
            why=f"{row.offer}. They did not want email, so no message went to them.",
            action="See whom to tell",
            href=href,
            urgency=25,
        )
    return Todo(
        when=f"9pm, {_near(last, today)}",
        title=f"{plural(row.soon, 'place')} not answered yet",
        why=f"{row.offer}. Then the seat goes to the next person drawn, on its own.",
        action="Open the places",
        href=href,
        urgency=40,
    )


def _plans(actor: Actor, rows: Sequence[queries.Missing], today: date) -> list[Todo]:
    """One line a cohort, or one for an offer with many of them."""
    said: list[Todo] = []
    for offer_id in dict.fromkeys(row.offer_id for row in rows):
        own = [row for row in rows if row.offer_id == offer_id]
        may_list = actor.may_reach(Permission.OFFER_VIEW, "offer", offer_id)
        if len(own) >= MANY and may_list:
            said.append(_many_plans(own, today))
        else:
            said += [_plan(row, today) for row in own]
    return said


def _many_plans(rows: Sequence[queries.Missing], today: date) -> Todo:
    people = sum(row.people for row in rows)
    return Todo(
        when=f"Before {_near(in_london(rows[0].starts_at).date(), today)}",
        title=f"Write the safety plans of {len(rows)} cohorts",
        why=f"{rows[0].offer}. Joining instructions wait for them;"
        f" {plural(people, 'person is', 'people are')} expecting them.",
        action="See the cohorts",
        href=reverse("learning:cohort_list", args=[rows[0].offer_id]),
        urgency=35,
    )


def _plan(row: queries.Missing, today: date) -> Todo:
    return Todo(
        when=f"Before {_near(in_london(row.starts_at).date(), today)}",
        title=f"Write the safety plan: {row.cohort}, session {row.number}",
        why=f"{row.offer}. Joining instructions wait for it;"
        f" {plural(row.people, 'person is', 'people are')} expecting them.",
        action="Prepare the session",
        href=reverse("learning:session_prepare", args=[row.session_id]),
        urgency=35,
    )


def _form(row: queries.ToForm) -> Todo:
    people = plural(row.people, "person", "people")
    if row.draft_id is not None:
        return Todo(
            when="When you are ready",
            title=f"Look at the plan and offer the places: {row.offer}",
            why=f"A draft is waiting. {people} eligible have not heard yet.",
            action="Open the plan",
            href=reverse("learning:plan_show", args=[row.draft_id]),
            urgency=45,
        )
    return Todo(
        when="When applications are screened",
        title=f"Form cohorts: {row.offer}",
        why=f"{people} eligible and not placed yet.",
        action="Form cohorts",
        href=reverse("learning:plan_list", args=[row.offer_id]),
        urgency=50,
    )
