"""What offers put on the pages of others: a programme’s offers, notes, and things to do."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.learning.pages.mine import HEADINGS
from goldenthread.learning.pages.offers import STATE_TONES
from goldenthread.learning.queries.offers import offers
from goldenthread.learning.queries.own_dates import OwnApplication, own_applications
from goldenthread.learning.queries.screening_waiting import (
    WaitingToMatch,
    WaitingToScreen,
    notes_to_read,
    waiting,
)
from goldenthread.learning.queries.thread import OfferThread, threads
from goldenthread.learning.rules import applications as rules
from goldenthread.learning.terms import ApplicationState, ApplicationStep, OfferState
from goldenthread.ui.slots import Panel, Todo
from goldenthread.ui.words import clock, counted, listed, near_day, plural, when

MOST_AT_HOME = 6


def _rows(found: Sequence[OfferThread]) -> list[dict[str, object]]:
    return [
        {
            "name": one.offer.name,
            "href": reverse("learning:offer_show", args=(one.offer.id,)),
            "steps": one.steps,
            "here": one.here,
            "note": one.note,
            "state": one.offer.state_name,
            "tone": STATE_TONES[one.offer.state],
        }
        for one in found
    ]


def home_thread(actor: Actor, _: int) -> Panel | None:
    """Where each offer stands, from need to board: those under way, the nearest first."""
    if not actor.may(Permission.OFFER_VIEW):
        return None
    shown = [row for row in offers(actor) if row.state != OfferState.CANCELLED][:MOST_AT_HOME]
    if not shown:
        return None
    context = {"rows": _rows(threads(actor, shown)), "all_href": reverse("learning:offer_list")}
    return Panel("learning/_panel_thread.jinja", context, position=10)


def programme_offers(actor: Actor, programme_id: int) -> Panel | None:
    """The offers of one programme."""
    if not actor.may(Permission.OFFER_VIEW):
        return None
    own = [row for row in offers(actor) if row.programme_id == programme_id]
    may_add = actor.may_reach(Permission.OFFER_EDIT, "programme", programme_id)
    add_href = f"{reverse('learning:offer_add')}?programme={programme_id}" if may_add else ""
    if not own and not add_href:
        return None
    context = {"rows": _rows(threads(actor, own)), "add_href": add_href}
    return Panel("learning/_panel_offers.jinja", context, position=20)


def cohort_notes(actor: Actor, cohort_id: int) -> Panel | None:
    """A way to the notes, for the facilitator alone; it does not say whether there are any."""
    if not actor.reach(Permission.FLAG_VIEW).covers("cohort", cohort_id):
        return None
    href = reverse("learning:note_list", args=(cohort_id,))
    return Panel("learning/_panel_notes.jinja", {"href": href}, position=15)


def my_applications(actor: Actor, person_id: int) -> Panel | None:
    """What the person who signed in applied for, and where it stands."""
    found = own_applications(person_id)
    if not found:
        return None
    context = {"rows": [_mine(one) for one in found]}
    title = "What you applied for"
    return Panel("learning/_panel_mine.jinja", context, 20, anchor="applied", title=title)


def _mine(one: OwnApplication) -> dict[str, object]:
    """Where it stands; a place is answered here, and leaving begins with what it means."""
    place = one.state == ApplicationState.OFFERED and one.kept_until is not None
    may_leave = rules.may(one.state, ApplicationStep.WITHDRAW)
    leave = "Step out" if one.state == ApplicationState.PLACED else "Take it back"
    return {
        "offer": one.offer,
        "words": HEADINGS[one.state],
        "href": reverse("learning:apply_mine", args=(one.slug, one.token)),
        "group": one.group if place else "",
        "until": when(one.kept_until) if place and one.kept_until else "",
        "accept": reverse("learning:place_accept", args=(one.token,)),
        "decline": reverse("learning:place_decline", args=(one.token,)),
        "leave": leave if may_leave else "",
        "leave_href": reverse("learning:apply_withdraw", args=(one.slug, one.token)),
    }


def to_do(actor: Actor, today: date) -> Sequence[Todo]:
    """Screening, matching and reading, for whoever they fall to."""
    found: list[Todo] = []
    if actor.may(Permission.APPLICATION_SCREEN):
        to_screen, to_match = waiting(actor)
        found += [_screen(one, today) for one in to_screen]
        found += [_match(one) for one in to_match]
    if actor.may(Permission.FLAG_VIEW):
        found += [
            Todo(
                when=f"Before {near_day(one.begins, today=today)}, {clock(one.begins)}",
                title=f"Read what {plural(one.count, 'person', 'people')} told you",
                why=f"{one.cohort}. Only you can read it.",
                action="Read it",
                href=reverse("learning:note_list", args=(one.cohort_id,)),
                urgency=25,
            )
            for one in notes_to_read(actor, today=today)
        ]
    return found


def _match(one: WaitingToMatch) -> Todo:
    parts = [
        plural(count, words)
        for count, words in ((one.organisations, "organisation"), (one.managers, "line manager"))
        if count
    ]
    return Todo(
        when="Before cohorts are formed",
        title=f"Match {listed(parts)}",
        why=f"{one.offer}. People wrote these in their own words. Matched, they count in the mix "
        "and in who is kept apart.",
        action="See who they are",
        href=reverse("learning:application_list", args=(one.offer_id,)),
        urgency=45,
    )


def _screen(one: WaitingToScreen, today: date) -> Todo:
    by_hand = one.count - one.clear
    parts = []
    if one.clear:
        meets = "meets" if one.clear == 1 else "meet"
        parts.append(f"{counted(one.clear, 'application')} clearly {meets} the criteria")
    if by_hand:
        needs = "needs" if by_hand == 1 else "need"
        parts.append(
            f"{by_hand if parts else counted(by_hand, 'application')} {needs} your reading"
        )
    title = f"Screen {plural(one.count, 'application')}"
    return Todo(
        when=f"Waiting since {near_day(one.oldest, today=today)}",
        title=title,
        why=f"{one.offer}. {'; '.join(parts)}.",
        action=title,
        href=f"{reverse('learning:application_list', args=(one.offer_id,))}?state=submitted",
        urgency=20,
    )
