"""The Surrey and North East Hampshire year, told through the real operations."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from goldenthread.access.actor import Actor
from goldenthread.directory import operations as directory
from goldenthread.learning import operations as learning
from goldenthread.learning.operations import (
    cohorts,
    facilitators,
    forming,
    places,
    publishing,
    registers,
    sessions,
)
from goldenthread.learning.queries.attendance import cohort_calendar
from goldenthread.learning.queries.belonging import members_on
from goldenthread.learning.queries.places import places as places_of
from goldenthread.learning.terms import CohortPolicy, Mark, Mode
from goldenthread.messaging.operations import send_due
from goldenthread.programmes import operations as programmes
from goldenthread.web.demo import leads, own_page, people, surrey_evaluation, surrey_screening
from goldenthread.web.demo.places import add_organisations, add_places
from goldenthread.web.demo.surrey_data import (
    APPLICANTS,
    MARKS,
    ORGANISATIONS,
    PLACES,
    SETS,
    Applicant,
    SetPlan,
)
from goldenthread.web.demo.surrey_texts import (
    FIRST_CRITERIA,
    NEED,
    OFFER,
    SAFETY_PLAN,
    SUMMARY,
)

LONDON = ZoneInfo("Europe/London")
SLUG = "action-learning-sets-year-one"
HOST = "Ashcombe Mental Health Trust"
SINGLE = "Pinehurst Talking Service"
SEED = 2022
BEGINS = date(2022, 9, 1)


def at(day: date, hour: int = 9, minute: int = 30) -> datetime:
    return datetime.combine(day, time(hour, minute), LONDON)


def tell(user_ids: Mapping[str, int], *, by: Actor) -> None:
    """From the need to the answers, in the order in which it happened."""
    place_ids = add_places(PLACES, by=by)
    organisations = add_organisations(ORGANISATIONS, place_ids=place_ids, by=by)
    programme_id = add_programme(organisations[HOST], place_ids["surrey-ne-hampshire"], by=by)
    people.grant_over_programme(user_ids=user_ids, programme_id=programme_id, on=BEGINS, by=by)
    offer_id = add_offer(programme_id, by=by)
    sets = {plan.name: add_set(offer_id, plan, organisations, by=by) for plan in SETS}
    add_facilitator(organisations[HOST], sets.values(), user_ids["facilitator"], by=by)
    person_ids = take_applications(offer_id, sets, organisations, by=by)
    directory.connect_user(person_id=person_ids["Asha Bright"], user_id=user_ids["learner"], by=by)
    plan_id = surrey_evaluation.add_plan(offer_id, by=by)
    surrey_screening.screen(offer_id, by=by)
    send_due(now=at(date(2022, 11, 15)), by=by)
    form_sets(offer_id, by=by)
    run_sessions(sets, person_ids, by=by)
    surrey_evaluation.tell(plan_id, sets, person_ids, by=by)
    own_page.tell(person_ids["Asha Bright"], user_ids["coordinator"], by=by)
    leads.add_leads(user_ids, person_ids, organisations, on=BEGINS, by=by)


def add_programme(host_id: int, place_id: int, *, by: Actor) -> int:
    return programmes.create_programme(
        name="Surrey and North East Hampshire: a trauma-informed service",
        slug="surrey-ne-hampshire",
        host_id=host_id,
        place_id=place_id,
        starts_on=BEGINS,
        need=NEED,
        summary=SUMMARY,
        support_line="01632 960 118",
        support_hours="8am to 8pm",
        contact_email="sets@ashcombe.example",
        by=by,
    )


def add_offer(programme_id: int, *, by: Actor) -> int:
    offer_id = learning.create_offer(
        programme_id=programme_id,
        slug=SLUG,
        name=OFFER.name,
        kind=OFFER.kind,
        summary=OFFER.summary,
        what_to_expect=OFFER.what_to_expect,
        words_used=OFFER.words_used,
        what_to_bring=OFFER.what_to_bring,
        content_note=OFFER.content_note,
        opens_on=OFFER.opens_on,
        closes_on=OFFER.closes_on,
        by=by,
    )
    learning.decide_criteria(
        offer_id=offer_id,
        criteria=FIRST_CRITERIA,
        why="First version, for a pilot.",
        decided_on=date(2022, 10, 3),
        decided_by="Programme team",
        now=at(date(2022, 10, 3)),
        by=by,
    )
    learning.open_offer(offer_id=offer_id, today=date(2022, 10, 3), by=by)
    return offer_id


def add_set(offer_id: int, plan: SetPlan, organisations: Mapping[str, int], *, by: Actor) -> int:
    """A set of four to seven. Its four sessions are booked as one package."""
    cohort_id = cohorts.add_cohort(
        offer_id=offer_id,
        name=plan.name,
        policy=CohortPolicy.SINGLE_ORGANISATION if plan.is_single else CohortPolicy.MIXED,
        single_organisation_id=organisations[SINGLE] if plan.is_single else None,
        mode=Mode.ONLINE,
        minimum=4,
        maximum=7,
        session_times=[(at(day), at(day, 12)) for day in plan.days],
        features=("captions",),
        by=by,
    )
    for session in cohort_calendar(by, cohort_id).sessions:
        sessions.prepare_session(
            session_id=session.id,
            title="",
            online_link="https://meet.example/set",
            content_note=OFFER.content_note,
            safety_plan=SAFETY_PLAN,
            on_call_name="Duty manager",
            on_call_phone="01632 960 145",
            now=at(date(2022, 10, 3)),
            by=by,
        )
    return cohort_id


def add_facilitator(host_id: int, set_ids: Iterable[int], user_id: int, *, by: Actor) -> None:
    person_id = directory.find_or_add_person(
        name="Marit Solheim",
        email="marit.solheim@demo.example",
        organisation_id=host_id,
        title="Facilitator",
        on=BEGINS,
        by=by,
    )
    directory.connect_user(person_id=person_id, user_id=user_id, by=by)
    for set_id in set_ids:
        facilitators.assign_facilitator(cohort_id=set_id, person_id=person_id, on=BEGINS, by=by)


def take_applications(
    offer_id: int, sets: Mapping[str, int], organisations: Mapping[str, int], *, by: Actor
) -> dict[str, int]:
    """Expressions of interest in October 2022, one after another."""
    person_ids = {}
    for number, applicant in enumerate(APPLICANTS):
        day = date(2022, 10, 5) + timedelta(days=number)
        person_ids[applicant.name] = apply(offer_id, applicant, sets, organisations, on=day, by=by)
    directory.set_manager(
        person_id=person_ids["Sami Wray"],
        manager_id=person_ids["Asha Bright"],
        starts_on=BEGINS,
        by=by,
    )
    return person_ids


def apply(
    offer_id: int,
    applicant: Applicant,
    sets: Mapping[str, int],
    organisations: Mapping[str, int],
    *,
    on: date,
    by: Actor,
) -> int:
    person_id = directory.find_or_add_person(
        name=applicant.name,
        email=f"{applicant.name.lower().replace(' ', '.')}@demo.example",
        organisation_id=organisations[applicant.organisation],
        title=applicant.title,
        seniority=applicant.seniority,
        on=BEGINS,
        by=by,
    )
    learning.add_application(
        offer_id=offer_id,
        person_id=person_id,
        submitted_at=at(on, 11),
        answers={
            "senior": applicant.senior,
            "trained": applicant.trained,
            "influence": applicant.influences,
        },
        cohort_ids=[sets[f"Set {letter}"] for letter in applicant.makes],
        modes=[Mode.ONLINE],
        may_contact_for_evaluation=True,
        by=by,
    )
    return person_id


def form_sets(offer_id: int, *, by: Actor) -> None:
    """The allocator forms the sets; places are offered and taken."""
    learning.close_offer(offer_id=offer_id, by=by)
    plan_id = forming.form_cohorts(offer_id=offer_id, seed=SEED, now=at(date(2022, 12, 5)), by=by)
    publishing.publish_plan(plan_id=plan_id, now=at(date(2022, 12, 6)), by=by)
    send_due(now=at(date(2022, 12, 6)), by=by)
    for place in places_of(by, offer_id, on=date(2022, 12, 8)).open:
        places.accept_place(place_offer_id=place.id, now=at(date(2022, 12, 8)), by=by)
    send_due(now=at(date(2022, 12, 9)), by=by)


def run_sessions(sets: Mapping[str, int], person_ids: Mapping[str, int], *, by: Actor) -> None:
    """Sixteen registers, in the order of their days."""
    marks = {(person_ids[name], number): Mark(mark) for (name, number), mark in MARKS.items()}
    meetings = [
        (session, set_id)
        for set_id in sets.values()
        for session in cohort_calendar(by, set_id).sessions
    ]
    for session, set_id in sorted(meetings, key=lambda pair: pair[0].starts_at):
        members = members_on(set_id, session.starts_at.date())
        registers.mark_attendance(
            session_id=session.id,
            marks={m: marks.get((m, session.number), Mark.WHOLE) for m in members},
            now=session.ends_at,
            by=by,
        )
        registers.close_register(session_id=session.id, now=session.ends_at, by=by)
