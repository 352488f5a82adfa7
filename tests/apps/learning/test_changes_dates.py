"""Moving several sessions of a cohort at once: tried first, told once, and put back."""

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from goldenthread.access.terms import OutOfReach, Permission, Refused, Role
from goldenthread.audit.models import Event
from goldenthread.learning.models import ChangeOfPlans, Cohort, Membership, Session
from goldenthread.learning.operations.cohorts import edit_cohort
from goldenthread.learning.operations.memberships import leave
from goldenthread.learning.operations.rehearsing import rehearse
from goldenthread.learning.operations.sessions import reschedule_session
from goldenthread.learning.operations.shifting import move_sessions, put_dates_back
from goldenthread.learning.queries.changes import cohort_now, seen_of_cohort
from goldenthread.learning.rules.changes import Shift
from goldenthread.learning.rules.cohorts import Times
from goldenthread.learning.terms import CohortPolicy, LeaveReason, Mode, SessionState
from goldenthread.messaging.models import Message
from goldenthread.ui.words import LONDON
from tests.factories.access import actor_with
from tests.factories.directory import make_person
from tests.factories.learning_cohorts import (
    BY,
    FIRST,
    NOW,
    make_cohort,
    make_member,
    make_offer,
    make_session_of,
    make_venue,
    times,
)

pytestmark = pytest.mark.django_db
LATER = Shift(14)
WHY = "The room is being painted."


@pytest.fixture
def cohort() -> Cohort:
    return make_cohort(make_offer("Listening well"), "Set B", session_times=times(sessions=4))


def ids(cohort: Cohort, *numbers: int) -> list[int]:
    return list(cohort.sessions.filter(number__in=numbers).values_list("pk", flat=True))


def starts(cohort: Cohort) -> list[datetime]:
    return list(cohort.sessions.order_by("number").values_list("starts_at", flat=True))


def move(cohort: Cohort, chosen: Collection[int], shift: Shift = LATER, **rest: Any) -> Any:
    given = {"why": WHY, "now": NOW, "by": BY, **rest}
    return move_sessions(cohort_id=cohort.pk, session_ids=chosen, shift=shift, **given)


def test_chosen_sessions_move_and_the_others_stay(cohort: Cohort) -> None:
    before = starts(cohort)
    move(cohort, ids(cohort, 3, 4))
    assert starts(cohort) == [*before[:2], *(one + timedelta(days=14) for one in before[2:])]


def test_everyone_hears_of_all_of_it_in_one_letter(cohort: Cohort) -> None:
    make_member(cohort, person=make_person(name="Amal Reed"))
    make_member(cohort, person=make_person(name="Kit Moss"))
    move(cohort, ids(cohort, 3, 4))
    letters = list(Message.objects.filter(kind="sessions_moved"))
    assert {one.to_name for one in letters} == {"Amal Reed", "Kit Moss"}
    assert len(letters) == 2
    assert letters[0].calendar.count("METHOD:REQUEST") == 2
    assert WHY in letters[0].body and "Two sessions of Set B moved" in letters[0].body


def test_everybody_is_told_however_many_sessions_move() -> None:
    many = make_cohort(make_offer(), session_times=times(sessions=24))
    for _ in range(3):
        make_member(many)
    move(many, ids(many, *range(1, 25)))
    assert Message.objects.filter(kind="sessions_moved").count() == 3


def test_someone_who_leaves_before_the_new_date_still_hears_of_it(cohort: Cohort) -> None:
    make_member(cohort, ends_on=starts(cohort)[3].date() + timedelta(days=1))
    move(cohort, ids(cohort, 4))
    assert Message.objects.filter(kind="sessions_moved").count() == 1


def test_the_time_of_day_stays_when_the_clocks_change() -> None:
    last_of_summer = datetime(2026, 10, 20, 9, 30, tzinfo=LONDON)
    moved = LATER.of(Times(last_of_summer, last_of_summer + timedelta(hours=3)))
    assert moved.starts_at.astimezone(UTC) == datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
    assert moved.ends_at - moved.starts_at == timedelta(hours=3)
    other = Shift(0, at=time(13)).of(Times(last_of_summer, last_of_summer + timedelta(hours=3)))
    assert other.starts_at == datetime(2026, 10, 20, 13, tzinfo=LONDON)


def test_trying_it_tells_nobody_and_changes_nothing(cohort: Cohort) -> None:
    make_member(cohort, person=make_person(name="Amal Reed"))
    before, noted = starts(cohort), Event.objects.count()
    tried = rehearse(lambda: move(cohort, ids(cohort, 1, 2, 3, 4)))
    assert [one.name for one in tried.told] == ["Amal Reed"]
    assert WHY in tried.told[0].body
    assert starts(cohort) == before
    assert not Message.objects.exists() and not ChangeOfPlans.objects.exists()
    assert Event.objects.count() == noted


def test_what_is_tried_is_what_happens(cohort: Cohort) -> None:
    make_member(cohort)
    tried = rehearse(lambda: move(cohort, ids(cohort, 3, 4)))
    move(cohort, ids(cohort, 3, 4))
    sent = Message.objects.values_list("to_name", "subject", "body")
    assert list(sent) == [(one.name, one.subject, one.body) for one in tried.told]


def test_moved_sessions_can_be_put_back_once(cohort: Cohort) -> None:
    before = starts(cohort)
    move(cohort, ids(cohort, 3, 4))
    change = ChangeOfPlans.objects.get()
    put_dates_back(change_id=change.pk, now=NOW, by=BY)
    assert starts(cohort) == before
    assert ChangeOfPlans.objects.count() == 1
    with pytest.raises(Refused, match="put back already"):
        put_dates_back(change_id=change.pk, now=NOW, by=BY)


def test_what_changed_again_since_is_not_put_back(cohort: Cohort) -> None:
    move(cohort, ids(cohort, 3, 4))
    last = cohort.sessions.get(number=4)
    later = last.starts_at + timedelta(days=1)
    reschedule_session(
        session_id=last.pk, starts_at=later, ends_at=later + timedelta(hours=2), by=BY, now=NOW
    )
    with pytest.raises(Refused, match="changed again since"):
        put_dates_back(change_id=ChangeOfPlans.objects.get().pk, now=NOW, by=BY)


def test_sessions_are_not_put_back_into_the_past(cohort: Cohort) -> None:
    move(cohort, ids(cohort, 1), Shift(7))
    with pytest.raises(Refused, match="in the past"):
        put_dates_back(
            change_id=ChangeOfPlans.objects.get().pk, now=FIRST + timedelta(hours=1), by=BY
        )


@pytest.mark.parametrize(
    ("numbers", "shift", "sentence"),
    [
        ((), LATER, "at least one session"),
        ((1,), Shift(0), "how far"),
        ((1,), Shift(-90), "in the past"),
        ((1,), LATER, "overlap"),
    ],
)
def test_moves_that_cannot_be_are_refused_in_a_sentence(
    cohort: Cohort, numbers: tuple[int, ...], shift: Shift, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        move(cohort, ids(cohort, *numbers), shift)


def test_held_sessions_stay_where_they_were(cohort: Cohort) -> None:
    make_session_of(cohort, 1, state=SessionState.HELD)
    with pytest.raises(Refused, match="held or called off"):
        move(cohort, ids(cohort, 1, 2))


def test_a_room_that_another_cohort_has_is_not_taken_twice(cohort: Cohort) -> None:
    room = make_venue("Room 2")
    Cohort.objects.filter(pk=cohort.pk).update(venue=room)
    make_cohort(cohort.offer, "Set C", venue_id=room.pk, session_times=times(FIRST.replace(day=15)))
    with pytest.raises(Refused, match="Set C has Room 2"):
        move(cohort, ids(cohort, 1), Shift(1))


def test_only_those_who_plan_the_cohort_move_its_sessions(cohort: Cohort) -> None:
    for role in (Role.LEARNER, Role.EVALUATOR):
        with pytest.raises(OutOfReach):
            move(cohort, ids(cohort, 1, 2), by=actor_with(role))


def test_a_colleague_who_was_quicker_is_not_overwritten(cohort: Cohort) -> None:
    seen = seen_of_cohort(cohort.pk)
    move(cohort, ids(cohort, 3, 4), seen=seen)
    before = starts(cohort)
    with pytest.raises(Refused, match="Something here changed"):
        move(cohort, ids(cohort, 3, 4), seen=seen)
    assert starts(cohort) == before


def test_the_page_and_the_write_see_the_same_mark(cohort: Cohort) -> None:
    make_member(cohort)
    page = cohort_now(BY, cohort.pk, now=NOW, permission=Permission.OFFER_EDIT)
    assert page.seen == seen_of_cohort(cohort.pk)
    assert [one.number for one in page.coming] == [1, 2, 3, 4]


def test_two_coordinators_changing_one_cohort_do_not_undo_each_other(cohort: Cohort) -> None:
    seen = seen_of_cohort(cohort.pk)
    same = {"policy": CohortPolicy.MIXED, "mode": Mode.IN_PERSON, "minimum": 2, "by": BY}
    edit_cohort(cohort_id=cohort.pk, name="Set Blue", maximum=8, seen=seen, **same)
    with pytest.raises(Refused, match="what you typed is still here"):
        edit_cohort(cohort_id=cohort.pk, name="Set B", maximum=5, seen=seen, **same)
    cohort.refresh_from_db()
    assert (cohort.name, cohort.maximum) == ("Set Blue", 8)


def test_a_goodbye_from_a_later_day_leaves_the_sessions_before_it_in_the_calendar(
    cohort: Cohort,
) -> None:
    row: Membership = make_member(cohort)
    on = starts(cohort)[2].date()
    leave(row, on=on, reason=LeaveReason.WITHDREW, now=NOW, by=BY)
    letter = Message.objects.get(kind="left_cohort")
    kept = Session.objects.get(cohort=cohort, number=2).calendar_uid
    assert letter.calendar.count("METHOD:CANCEL") == 2 and kept not in letter.calendar
