"""The register: who is on it, one mark each, closing and correcting."""

from datetime import timedelta
from typing import Any

import pytest

from goldenthread.access.terms import OutOfReach, Refused, Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.learning import events
from goldenthread.learning.models import Attendance, Cohort, Membership, Session
from goldenthread.learning.operations.registers import close_register, mark_attendance
from goldenthread.learning.queries.attendance import offer_counts
from goldenthread.learning.terms import CohortState, Mark, SessionState
from tests.factories.access import actor_with
from tests.factories.directory import make_person
from tests.factories.learning_cohorts import (
    BY,
    FIRST,
    make_cohort,
    make_member,
    make_offer,
    make_session_of,
    times,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    return make_cohort()


@pytest.fixture
def session(cohort: Cohort) -> Session:
    return make_session_of(cohort, 1)


def mark(session: Session, marks: dict[int, Mark], **rest: Any) -> None:
    given = {"now": session.starts_at, "by": BY, **rest}
    mark_attendance(session_id=session.pk, marks=marks, **given)


def close(session: Session) -> None:
    close_register(session_id=session.pk, now=session.ends_at, by=BY)


def test_one_mark_each_and_the_last_one_counts(cohort: Cohort, session: Session) -> None:
    member = make_member(cohort)
    for choice in (Mark.WHOLE, Mark.PART, Mark.NOT_ABLE):
        mark(session, {member.person_id: choice})
    assert Attendance.objects.get().mark == Mark.NOT_ABLE


def test_only_who_belonged_on_the_day_is_on_the_register(cohort: Cohort, session: Session) -> None:
    day = FIRST.date()
    make_member(cohort, starts_on=day + timedelta(days=1))
    left = make_member(cohort, ends_on=day)
    stranger = make_person()
    for person_id in (left.person_id, stranger.pk, Membership.objects.first().person_id):  # type: ignore[union-attr]  # two exist
        with pytest.raises(Refused, match="was not in this cohort on the day"):
            mark(session, {person_id: Mark.WHOLE})
    close(session)
    assert Attendance.objects.count() == 0


def test_the_register_closes_when_everyone_is_marked(cohort: Cohort, session: Session) -> None:
    one, other = make_member(cohort), make_member(cohort)
    mark(session, {one.person_id: Mark.WHOLE})
    with pytest.raises(Refused, match=f"One person is not marked yet: {other.person.name}"):
        close(session)
    mark(session, {other.person_id: Mark.NOT_ABLE})
    close(session)
    session.refresh_from_db()
    cohort.refresh_from_db()
    assert session.state == SessionState.HELD
    assert cohort.state == CohortState.RUNNING
    with pytest.raises(Refused, match="closed already"):
        close(session)


def test_the_last_register_finishes_the_cohort(cohort: Cohort) -> None:
    make_session_of(cohort, 2, state=SessionState.CANCELLED)
    close(make_session_of(cohort, 1))
    cohort.refresh_from_db()
    assert cohort.state == CohortState.FINISHED


def test_closing_and_each_correction_are_told_on(
    cohort: Cohort, session: Session, django_capture_on_commit_callbacks: Any
) -> None:
    member = make_member(cohort)
    heard: list[int] = []

    def hear(session_id: int, cohort_id: int, **_: object) -> None:
        heard.append(session_id)

    events.register_closed.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        mark(session, {member.person_id: Mark.WHOLE})
    assert heard == []
    with django_capture_on_commit_callbacks(execute=True):
        close(session)
    assert heard == [session.pk]
    with django_capture_on_commit_callbacks(execute=True):
        mark(session, {member.person_id: Mark.PART})
        mark(session, {member.person_id: Mark.PART})
    events.register_closed.disconnect(hear)
    assert heard == [session.pk, session.pk]
    correction = Event.objects.get(action="attendance.corrected")
    assert correction.detail == {"was": "whole", "is": "part"}
    assert correction.person_id == member.person_id


def test_the_register_opens_on_the_day(cohort: Cohort, session: Session) -> None:
    member = make_member(cohort)
    with pytest.raises(Refused, match="opens on the day: Tuesday 14 April 2026"):
        mark(session, {member.person_id: Mark.WHOLE}, now=FIRST - timedelta(days=1))


def test_a_facilitator_marks_their_own_cohort_only(cohort: Cohort, session: Session) -> None:
    member = make_member(cohort)
    own = actor_with(Role.FACILITATOR, over=(ScopeKind.COHORT, cohort.pk))
    other = actor_with(Role.FACILITATOR, over=(ScopeKind.COHORT, make_cohort().pk))
    mark(session, {member.person_id: Mark.WHOLE}, by=own)
    for actor in (other, actor_with(Role.EVALUATOR), actor_with(Role.LINE_MANAGER)):
        with pytest.raises(OutOfReach):
            mark(session, {member.person_id: Mark.PART}, by=actor)
    assert Attendance.objects.get().marked_by == own.id


def test_four_sets_of_23_people_and_16_sessions_are_counted_from_the_registers() -> None:
    offer = make_offer()
    sizes = (4, 5, 7, 7)
    sets = [
        make_cohort(offer, f"Set {n}", minimum=4, maximum=7, session_times=times(sessions=4))
        for n in range(4)
    ]
    for cohort, size in zip(sets, sizes, strict=True):
        people = [make_member(cohort).person_id for _ in range(size)]
        for session in cohort.sessions.all():
            mark(session, dict.fromkeys(people, Mark.WHOLE))
            close(session)
    assert offer_counts(BY, offer.pk) == (4, 23, 16)
    assert set(Cohort.objects.values_list("state", flat=True)) == {CohortState.FINISHED}
