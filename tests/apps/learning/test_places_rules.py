"""Rules of places: times to tell, time to answer, what may follow what."""

from datetime import UTC, date, datetime, time

import pytest

from goldenthread.access.terms import Refused
from goldenthread.learning.rules import places as rules
from goldenthread.learning.terms import ApplicationState, CohortState, PlaceState
from goldenthread.ui.words import LONDON

UNTIL = datetime(2026, 3, 10, 21, tzinfo=UTC)


def london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)  # type: ignore[arg-type,misc]  # year to minute


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (london(2026, 3, 3, 6, 15), london(2026, 3, 3, 9, 0)),
        (london(2026, 3, 3, 9, 0), london(2026, 3, 3, 9, 0)),
        (london(2026, 3, 3, 20, 59), london(2026, 3, 3, 20, 59)),
        (london(2026, 3, 3, 21, 0), london(2026, 3, 4, 9, 0)),
        (london(2026, 3, 28, 23, 30), london(2026, 3, 29, 9, 0)),
    ],
)
def test_nobody_is_told_before_nine_or_after_nine(moment: datetime, told: datetime) -> None:
    assert rules.polite(moment) == told


def test_a_place_is_kept_until_nine_in_the_evening_some_days_on() -> None:
    until = rules.expires_at(london(2026, 3, 3, 10, 0), days=7, first_session=None)
    assert until == rules.at(date(2026, 3, 10), time(21))


def test_the_clock_change_does_not_move_the_hour() -> None:
    until = rules.expires_at(london(2026, 3, 25, 10, 0), days=7, first_session=None)
    assert until == london(2026, 4, 1, 21, 0)


def test_a_place_is_never_kept_beyond_the_evening_before_the_first_session() -> None:
    first = london(2026, 3, 6, 9, 30)
    until = rules.expires_at(london(2026, 3, 3, 10, 0), days=7, first_session=first)
    assert until == rules.at(date(2026, 3, 5), time(21))


def test_a_place_answered_or_over_says_what_became_of_it() -> None:
    for state in PlaceState:
        for new in PlaceState:
            if new in rules.NEXT[state]:
                rules.must_become(state, new, expires_at=UNTIL)
            else:
                with pytest.raises((Refused, KeyError)):
                    rules.must_become(state, new, expires_at=UNTIL)
    with pytest.raises(Refused, match="kept until Tuesday 10 March 2026, 9pm"):
        rules.must_become(PlaceState.EXPIRED, PlaceState.ACCEPTED, expires_at=UNTIL)


def test_an_answer_after_the_time_is_not_taken() -> None:
    rules.must_be_in_time(UNTIL, now=UNTIL)
    with pytest.raises(Refused, match="has gone to the next person"):
        rules.must_be_in_time(UNTIL, now=datetime(2026, 3, 10, 21, 1, tzinfo=UTC))


@pytest.mark.parametrize("state", set(ApplicationState) - rules.MAY_BE_OFFERED)
def test_only_people_eligible_or_waiting_are_offered_a_place(state: ApplicationState) -> None:
    with pytest.raises(Refused, match="Ana"):
        rules.must_be_offerable(state, name="Ana")


def test_whoever_did_not_answer_stays_in_the_draw() -> None:
    after = rules.state_after(ApplicationState.OFFERED, PlaceState.EXPIRED)
    assert after == ApplicationState.WAITING


def test_a_seat_is_passed_on_until_the_day_before_the_first_session() -> None:
    first = london(2026, 3, 6, 9, 30)

    def may(day: int, state: CohortState = CohortState.PLANNED) -> bool:
        return rules.may_be_filled(state, first_session=first, now=london(2026, 3, day, 10, 0))

    assert may(5)
    assert not may(6)
    assert not may(5, CohortState.RUNNING)
