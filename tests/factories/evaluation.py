"""Offers with sessions and registers, plans, invitations and answers for tests."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from goldenthread.access.actor import Actor
from goldenthread.directory.models import Person
from goldenthread.evaluation.models import Plan, PlannedWave, Response
from goldenthread.evaluation.operations import plans, reminders, waves
from goldenthread.evaluation.terms import (
    Anchor,
    Arm,
    ConfidentialityMode,
    WaveDraft,
    WaveKind,
)
from goldenthread.learning.models import Attendance, Cohort, Membership, Offer, Session
from goldenthread.learning.terms import CohortPolicy, LeaveReason, Mark, Mode, OfferKind, OfferState
from goldenthread.programmes.models import Programme
from goldenthread.ui.words import LONDON
from tests.factories.directory import make_organisation, make_person
from tests.factories.instruments import make_published
from tests.factories.programmes import make_programme

BY = Actor.system(reason="tests")
_numbers = count(1)
MONDAYS = (date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 19), date(2026, 1, 26))
#: Before anything of the usual calendar happens.
EARLY = datetime(2025, 11, 1, 12, tzinfo=UTC)
#: Just after the last session of the usual calendar.
ENDED = datetime(2026, 1, 26, 15, 30, tzinfo=UTC)
KEPT_UNTIL = date(2028, 1, 31)


def make_offer(programme: Programme | None = None, **rest: Any) -> Offer:
    number = next(_numbers)
    rest.setdefault("name", f"Offer {number}")
    rest.setdefault("kind", OfferKind.ACTION_LEARNING_SET)
    rest.setdefault("state", OfferState.RUNNING)
    return Offer.objects.create(
        programme=programme or make_programme(), slug=f"offer-{number}", **rest
    )


def make_cohort(
    offer: Offer,
    *,
    days: Sequence[date] = MONDAYS,
    people: int | Sequence[Person] = 3,
    single: bool = False,
    hour: int = 13,
) -> Cohort:
    """A cohort with a two-hour session on each day; its people belong from the first day on."""
    cohort = Cohort.objects.create(
        offer=offer,
        name=f"Set {next(_numbers)}",
        policy=CohortPolicy.SINGLE_ORGANISATION if single else CohortPolicy.MIXED,
        single_organisation=make_organisation() if single else None,
        mode=Mode.ONLINE,
        minimum=2,
        maximum=30,
    )
    for number, day in enumerate(days, start=1):
        add_session(cohort, number, day, hour=hour)
    where = cohort.single_organisation
    members = (
        [make_person(organisation=where) for _ in range(people)]
        if isinstance(people, int)
        else people
    )
    for person in members:
        join(cohort, person, on=days[0] - timedelta(days=30))
    return cohort


def add_session(cohort: Cohort, number: int, day: date, *, hour: int = 13) -> Session:
    start = datetime(day.year, day.month, day.day, hour, tzinfo=LONDON)
    return Session.objects.create(
        cohort=cohort,
        number=number,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        calendar_uid=f"session-{next(_numbers)}",
    )


def join(cohort: Cohort, person: Person, *, on: date) -> Membership:
    return Membership.objects.create(cohort=cohort, person=person, starts_on=on)


def leave(
    cohort: Cohort, person: Person, *, on: date, reason: LeaveReason = LeaveReason.WITHDREW
) -> None:
    Membership.objects.filter(cohort=cohort, person=person).update(ends_on=on, leave_reason=reason)


def people_of(cohort: Cohort) -> list[Person]:
    return [row.person for row in cohort.memberships.select_related("person").order_by("id")]


def mark(cohort: Cohort, number: int, marks: Mapping[int, Mark], *, close: bool = True) -> Session:
    """Take the register of one session: marks by person id; the others came for the whole."""
    session = cohort.sessions.get(number=number)
    for person in people_of(cohort):
        Attendance.objects.update_or_create(
            session=session,
            person=person,
            defaults={
                "mark": marks.get(person.pk, Mark.WHOLE),
                "marked_by": "test",
                "marked_at": session.ends_at,
            },
        )
    if close:
        session.register_closed_at = session.ends_at
        session.save()
    return session


def run_all(cohort: Cohort) -> None:
    """Every session took place and everyone came."""
    for session in cohort.sessions.order_by("number"):
        mark(cohort, session.number, {})


def baseline(version_id: int, **rest: Any) -> WaveDraft:
    return WaveDraft(
        key="baseline",
        label="Before the first session",
        anchor=Anchor.FIRST_SESSION,
        lead_days=14,
        instrument_version_id=version_id,
        **rest,
    )


def end(version_id: int, **rest: Any) -> WaveDraft:
    return later(0, version_id, key="end", label="End of last session", **rest)


def later(months: int, version_id: int, **rest: Any) -> WaveDraft:
    rest.setdefault("key", f"month-{months}")
    rest.setdefault("label", f"{months} months later")
    return WaveDraft(
        anchor=Anchor.LAST_ATTENDED, months=months, instrument_version_id=version_id, **rest
    )


def interview(months: int) -> WaveDraft:
    return WaveDraft(
        key=f"interview-{months}",
        label=f"Interview at {months} {'month' if months == 1 else 'months'}",
        anchor=Anchor.LAST_ATTENDED,
        kind=WaveKind.INTERVIEW,
        months=months,
        max_reminders=0,
    )


def make_plan(
    offer: Offer,
    drafts: Sequence[WaveDraft] | None = None,
    *,
    mode: ConfidentialityMode = ConfidentialityMode.PSEUDONYM,
    live_at: datetime | None = EARLY,
) -> Plan:
    """A plan with an end wave unless the test says otherwise, frozen early."""
    plan_id = plans.create_plan(
        offer_id=offer.pk,
        mode=mode,
        kept_until=KEPT_UNTIL,
        waves=[end(make_published())] if drafts is None else drafts,
        evaluator_contact="evaluators@example.org",
        who_sees="The evaluators. Others see counts only.",
        by=BY,
    )
    if live_at:
        plans.make_live(plan_id=plan_id, now=live_at, by=BY)
    return Plan.objects.get(pk=plan_id)


def wave_of(plan: Plan, key: str) -> PlannedWave:
    return plan.waves.get(key=key)


def ask_everyone(plan: Plan, *, now: datetime = ENDED) -> int:
    """Schedule after the registers have closed, and open what is due."""
    waves.schedule_offer(offer_id=plan.offer_id, now=now, by=BY)
    return reminders.open_due(now=now, by=BY)


def respond(
    wave: PlannedWave,
    answers: Mapping[str, Any],
    *,
    cohort: Cohort | None = None,
    arm: Arm | str = "",
) -> Response:
    """One person's answers, kept as the plan's mode has it (named aside)."""
    mode = ConfidentialityMode(wave.plan.mode)
    linked = mode == ConfidentialityMode.PSEUDONYM
    return Response.objects.create(
        mode=mode,
        wave=wave,
        version_id=wave.instrument_version_id,
        pseudonym=secrets.token_hex(8) if linked else "",
        cohort=cohort if linked else None,
        arm=arm if linked else "",
        answers=dict(answers),
    )
