"""Rules of cohorts, belonging, sessions and registers, without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from goldenthread.access.terms import Refused
from goldenthread.learning.rules import cohorts, memberships, registers, sessions
from goldenthread.learning.rules.cohorts import Times
from goldenthread.learning.rules.sessions import Preparation
from goldenthread.learning.terms import CohortPolicy, CohortState, Mark, Mode, SessionState

START = datetime(2026, 4, 14, 8, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
ONE = Times(START, START + 3 * HOUR)


def test_the_room_seats_its_trainers_too() -> None:
    assert cohorts.learner_seats(12, venue_seats=10, trainers=2) == 8
    assert cohorts.learner_seats(6, venue_seats=10, trainers=2) == 6
    assert cohorts.learner_seats(6, venue_seats=None, trainers=2) == 6
    assert cohorts.learner_seats(6, venue_seats=1, trainers=2) == 0


def test_sizes_must_be_possible() -> None:
    cohorts.must_be_in_order(4, 4)
    for minimum, maximum in ((0, 4), (5, 4)):
        with pytest.raises(Refused):
            cohorts.must_be_in_order(minimum, maximum)


def test_a_room_too_small_for_the_smallest_cohort_is_said_at_once() -> None:
    with pytest.raises(Refused, match="Room 2 seats 5, so 4 learners with 1 facilitator"):
        cohorts.must_fit_the_room(5, 8, venue="Room 2", venue_seats=5, trainers=1)


def test_a_single_organisation_cohort_names_it_and_a_mixed_one_does_not() -> None:
    cohorts.must_name_organisation(CohortPolicy.SINGLE_ORGANISATION, 3)
    cohorts.must_name_organisation(CohortPolicy.MIXED, None)
    with pytest.raises(Refused):
        cohorts.must_name_organisation(CohortPolicy.SINGLE_ORGANISATION, None)
    with pytest.raises(Refused):
        cohorts.must_name_organisation(CohortPolicy.MIXED, 3)


def test_an_online_cohort_has_no_room() -> None:
    with pytest.raises(Refused):
        cohorts.must_have_a_room(Mode.ONLINE, 1)


@pytest.mark.parametrize(
    "times",
    [
        [],
        [Times(START, START)],
        [ONE, Times(START + 2 * HOUR, START + 4 * HOUR)],
    ],
)
def test_times_that_cannot_be_are_refused(times: list[Times]) -> None:
    with pytest.raises(Refused):
        cohorts.must_be_good_times(times)


def test_sessions_may_follow_one_another_without_a_gap() -> None:
    cohorts.must_be_good_times([ONE, Times(ONE.ends_at, ONE.ends_at + HOUR)])


def test_two_cohorts_do_not_have_one_room_at_one_time() -> None:
    with pytest.raises(Refused, match="Set B has Room 2 on Tue 14 April, 9:30am to 12:30pm"):
        cohorts.must_not_clash([ONE], [(ONE, "Set B")], room="Room 2")
    cohorts.must_not_clash([ONE], [(Times(ONE.ends_at, ONE.ends_at + HOUR), "B")], room="Room 2")


@pytest.mark.parametrize(
    ("held", "state"),
    [(0, CohortState.PLANNED), (1, CohortState.RUNNING), (4, CohortState.FINISHED)],
)
def test_a_cohort_runs_from_its_first_register_to_its_last(held: int, state: CohortState) -> None:
    assert cohorts.state_after(held, sessions=4) == state


@pytest.mark.parametrize("state", [CohortState.CANCELLED, CohortState.FINISHED])
def test_a_cohort_that_is_over_stays_as_it_was(state: CohortState) -> None:
    cohorts.must_be_changeable(CohortState.RUNNING)
    with pytest.raises(Refused):
        cohorts.must_be_changeable(state)


def test_belonging_ends_on_a_day_that_no_longer_counts() -> None:
    def belongs(day: int, ends: date | None = date(2026, 3, 10)) -> bool:
        return memberships.belongs_on(date(2026, 3, 3), ends, on=date(2026, 3, day))

    assert [belongs(day) for day in (2, 3, 9, 10)] == [False, True, True, False]
    assert belongs(30, None)


def preparation(*has_plan: bool) -> list[Preparation]:
    return [
        Preparation(number, SessionState.PLANNED, plan)
        for number, plan in enumerate(has_plan, start=1)
    ]


def test_joining_instructions_wait_for_every_safety_plan() -> None:
    sessions.must_be_safe_to_announce(preparation(True, True))
    with pytest.raises(Refused, match="Sessions 2 and 3 need a safety plan first"):
        sessions.must_be_safe_to_announce(preparation(True, False, False))


def test_a_session_held_or_called_off_needs_no_plan_any_more() -> None:
    over = [
        Preparation(1, SessionState.HELD, False),
        Preparation(2, SessionState.CANCELLED, False),
    ]
    assert sessions.without_plan(over) == ()


def test_a_session_that_was_held_keeps_its_time() -> None:
    sessions.must_be_changeable(SessionState.PLANNED, None)
    with pytest.raises(Refused, match="register is closed"):
        sessions.must_be_changeable(SessionState.HELD, START)
    with pytest.raises(Refused, match="cancelled"):
        sessions.must_be_changeable(SessionState.CANCELLED, None)


def test_who_is_told_is_said_before_it_happens() -> None:
    assert sessions.told_sentence(6, facilitators=1).startswith("6 members and 1 facilitator get")
    assert "nobody needs to be told" in sessions.told_sentence(0, facilitators=0)


def test_the_register_opens_on_the_day_by_the_clock_in_london() -> None:
    late = datetime(2026, 4, 13, 23, 30, tzinfo=UTC)  # half past midnight on the 14th, summer time
    registers.must_take_marks(SessionState.PLANNED, starts_at=START, now=late)
    with pytest.raises(Refused, match="opens on the day: Tuesday 14 April 2026"):
        registers.must_take_marks(
            SessionState.PLANNED, starts_at=START, now=late - timedelta(hours=1)
        )


def test_a_cancelled_session_takes_no_marks() -> None:
    with pytest.raises(Refused):
        registers.must_take_marks(SessionState.CANCELLED, starts_at=START, now=START)


def test_an_unfinished_register_names_who_is_left() -> None:
    names = {1: "Ana", 2: "Ben", 3: "Cai"}
    registers.must_be_whole(names, marked={1, 2, 3})
    with pytest.raises(Refused, match="Two people are not marked yet: Ben and Cai"):
        registers.must_be_whole(names, marked={1})
    many = {n: f"P{n}" for n in range(8)}
    with pytest.raises(Refused, match="P0, P1, P2 and 5 more"):
        registers.must_be_whole(many, marked=set())


def test_marks_are_counted_by_kind() -> None:
    counted = registers.counts([Mark.WHOLE, Mark.WHOLE, Mark.PART])
    assert counted == {Mark.WHOLE: 2, Mark.PART: 1, Mark.NOT_ABLE: 0}


def test_names_keep_their_capital_inside_a_sentence() -> None:
    assert memberships.in_a_sentence("Large print") == "large print"
    assert memberships.in_a_sentence("British Sign Language interpreter").startswith("British")
    assert memberships.as_a_sentence("large print and BSL") == "Large print and BSL."
