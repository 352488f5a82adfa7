"""Belonging has dates: a move rewrites nothing."""

from datetime import date, timedelta

import pytest

from goldenthread.access.models import Grant
from goldenthread.access.terms import OutOfReach, Refused, Role
from goldenthread.directory.operations import connect_user
from goldenthread.learning import events
from goldenthread.learning.models import Attendance, Cohort, Membership
from goldenthread.learning.operations.facilitators import (
    assign_facilitator,
    remove_facilitator,
)
from goldenthread.learning.operations.leaving import withdraw_member
from goldenthread.learning.operations.memberships import move_member
from goldenthread.learning.operations.registers import mark_attendance
from goldenthread.learning.queries.attendance import cohort_calendar, offer_counts
from goldenthread.learning.terms import LeaveReason, Mark
from goldenthread.messaging.models import Message
from tests.factories.access import UserFactory, actor_with
from tests.factories.directory import make_person, make_report
from tests.factories.learning_cohorts import (
    BY,
    FIRST,
    NOW,
    TODAY,
    make_cohort,
    make_member,
    make_offer,
    make_session_of,
    with_safety_plans,
)

pytestmark = pytest.mark.django_db
BETWEEN = FIRST + timedelta(days=7)
THAT_DAY = BETWEEN.date()


@pytest.fixture
def two() -> list[Cohort]:
    offer = make_offer()
    return [with_safety_plans(make_cohort(offer, name)) for name in ("Set A", "Set B")]


def move(member: Membership, to: Cohort, *, on: date = THAT_DAY, why: str = "") -> None:
    move_member(
        person_id=member.person_id,
        from_cohort_id=member.cohort_id,
        to_cohort_id=to.pk,
        on=on,
        by=BY,
        why=why,
        now=BETWEEN,
    )


def test_attendance_of_the_former_cohort_stays(two: list[Cohort]) -> None:
    member = make_member(two[0])
    first = make_session_of(two[0])
    mark_attendance(
        session_id=first.pk, marks={member.person_id: Mark.WHOLE}, now=first.ends_at, by=BY
    )
    move(member, two[1])
    mark = Attendance.objects.get()
    assert (mark.session_id, mark.person_id, mark.mark) == (first.pk, member.person_id, Mark.WHOLE)
    known = cohort_calendar(BY, two[0].pk)
    assert known.marks == {(first.pk, member.person_id): Mark.WHOLE}
    assert known.members == ((member.person_id, TODAY, THAT_DAY),)
    assert known.left == {(member.person_id, TODAY): LeaveReason.MOVED}


def test_a_move_ends_one_stretch_and_begins_another_the_same_day(two: list[Cohort]) -> None:
    member = make_member(two[0])
    move(member, two[1])
    rows = Membership.objects.order_by("pk").values_list("cohort_id", "starts_on", "ends_on")
    assert list(rows) == [
        (two[0].pk, TODAY, THAT_DAY),
        (two[1].pk, THAT_DAY, None),
    ]


def test_the_calendar_follows_a_move(two: list[Cohort]) -> None:
    move(make_member(two[0]), two[1])
    methods = dict(Message.objects.values_list("kind", "calendar_method"))
    assert methods == {"left_cohort": "CANCEL", "joining": "REQUEST"}


def test_a_move_beside_ones_own_manager_needs_a_reason(two: list[Cohort]) -> None:
    member, manager = make_member(two[0]), make_member(two[1])
    make_report(member.person, manager.person)
    with pytest.raises(Refused, match="Their line manager or someone they manage"):
        move(member, two[1])
    move(member, two[1], why="Both said it is fine.")
    assert Membership.objects.filter(cohort=two[1], ends_on__isnull=True).count() == 2


def test_a_move_needs_a_seat_and_another_cohort(two: list[Cohort]) -> None:
    member = make_member(two[0])
    with pytest.raises(Refused, match="in this cohort already"):
        move(member, two[0])
    Cohort.objects.filter(pk=two[1].pk).update(maximum=1, minimum=1)
    make_member(two[1])
    with pytest.raises(Refused, match="Set B has no seat left"):
        move(member, two[1])


def test_nobody_leaves_before_they_came(two: list[Cohort]) -> None:
    member = make_member(two[0])
    with pytest.raises(Refused, match="They joined on Tuesday 3 March 2026"):
        withdraw_member(
            person_id=member.person_id,
            cohort_id=two[0].pk,
            on=TODAY - timedelta(days=1),
            by=BY,
            now=NOW,
        )


def test_whoever_is_above_hears_of_every_change_on_commit(
    two: list[Cohort], django_capture_on_commit_callbacks: object
) -> None:
    heard: list[tuple[int, int]] = []

    def hear(person_id: int, cohort_id: int, **_: object) -> None:
        heard.append((person_id, cohort_id))

    events.membership_changed.connect(hear)
    member = make_member(two[0])
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture
        move(member, two[1])
        assert heard == []
    events.membership_changed.disconnect(hear)
    assert heard == [(member.person_id, two[0].pk), (member.person_id, two[1].pk)]


def test_counts_of_an_offer_come_from_the_register(two: list[Cohort]) -> None:
    make_member(two[0])
    moved = make_member(two[1])
    for number in (1, 2):
        make_session_of(two[0], number, state="held")
    make_session_of(two[1], 1, state="held")
    move(moved, two[0])
    assert offer_counts(BY, two[0].offer_id) == (2, 2, 3)


def test_a_facilitator_may_open_their_cohort_and_no_other(two: list[Cohort]) -> None:
    user = UserFactory()
    person = make_person(user=user)
    assign_facilitator(cohort_id=two[0].pk, person_id=person.pk, by=BY, on=TODAY)
    assign_facilitator(cohort_id=two[0].pk, person_id=person.pk, by=BY, on=TODAY)
    grant = Grant.objects.get(user=user)
    assert (grant.role, grant.scope_kind, grant.scope_id) == ("facilitator", "cohort", two[0].pk)


def test_a_facilitator_removed_may_no_longer_open_it(two: list[Cohort]) -> None:
    user = UserFactory()
    person = make_person(user=user)
    assign_facilitator(cohort_id=two[0].pk, person_id=person.pk, by=BY, on=TODAY)
    later = TODAY + timedelta(days=30)
    remove_facilitator(cohort_id=two[0].pk, person_id=person.pk, by=BY, on=later)
    assert Grant.objects.get(user=user).ends_on == later - timedelta(days=1)
    with pytest.raises(OutOfReach):
        remove_facilitator(cohort_id=two[0].pk, person_id=person.pk, by=BY, on=later)


def test_an_account_made_later_brings_the_roles_of_its_person(two: list[Cohort]) -> None:
    person = make_person()
    assign_facilitator(cohort_id=two[0].pk, person_id=person.pk, by=BY, on=TODAY)
    make_member(two[1], person=person)
    assert Grant.objects.count() == 0
    connect_user(person_id=person.pk, user_id=UserFactory().pk, by=BY)
    assert set(Grant.objects.values_list("role", flat=True)) == {"facilitator", "learner"}


def test_nobody_runs_the_cohort_they_learn_in(two: list[Cohort]) -> None:
    member = make_member(two[0])
    with pytest.raises(Refused, match="learns in Set A"):
        assign_facilitator(cohort_id=two[0].pk, person_id=member.person_id, by=BY, on=TODAY)


def test_the_calendar_of_a_cohort_is_for_those_who_may_see_it(two: list[Cohort]) -> None:
    assert cohort_calendar(actor_with(Role.EVALUATOR), two[0].pk).cohort_id == two[0].pk
    for role in (Role.LEARNER, Role.BOARD_MEMBER):
        with pytest.raises(OutOfReach):
            cohort_calendar(actor_with(role), two[0].pk)
    with pytest.raises(OutOfReach):
        cohort_calendar(BY, 999_999)
