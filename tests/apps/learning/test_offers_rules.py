"""When an offer may move on, and when it takes applications."""

from datetime import date

import pytest

from goldenthread.access.terms import Refused
from goldenthread.learning.rules import offers
from goldenthread.learning.rules.offers import OfferDetails
from goldenthread.learning.terms import OfferKind, OfferState, OfferStep


def test_the_table_of_offer_states_is_total() -> None:
    assert set(offers.TABLE) == set(OfferStep)
    for step, row in offers.TABLE.items():
        assert set(row) == set(OfferState), step
    assert set(offers.WHERE_IT_STANDS) == set(offers.STATE_NAMES) == set(OfferState)
    assert set(offers.KIND_NAMES) == set(OfferKind)


def test_every_step_either_leads_somewhere_or_says_where_the_offer_stands() -> None:
    for step in OfferStep:
        for state in OfferState:
            if offers.may(state, step):
                assert isinstance(offers.next_state(state, step), OfferState)
            else:
                with pytest.raises(Refused, match="offer"):
                    offers.next_state(state, step)


def test_a_finished_or_cancelled_offer_goes_nowhere() -> None:
    for state in (OfferState.FINISHED, OfferState.CANCELLED):
        assert not any(offers.may(state, step) for step in OfferStep)


def test_a_closed_offer_may_open_again() -> None:
    assert offers.next_state(OfferState.CLOSED, OfferStep.OPEN) == OfferState.OPEN


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": " "}, "Give the offer a name"),
        (
            {"opens_on": date(2026, 3, 3), "closes_on": date(2026, 3, 2)},
            "would close on Monday 2 March 2026, before they open on Tuesday 3 March 2026",
        ),
        ({"place_offer_days": 0}, "between 1 and 60 days"),
    ],
)
def test_an_offer_out_of_order_says_what_to_change(
    change: dict[str, object], sentence: str
) -> None:
    details = OfferDetails(**{"name": "Round 1", "kind": OfferKind.COURSE, **change})
    with pytest.raises(Refused, match=sentence):
        offers.must_be_in_order(details)


def test_an_offer_in_order_passes() -> None:
    offers.must_be_in_order(
        OfferDetails(
            "Round 1", OfferKind.COURSE, opens_on=date(2026, 3, 3), closes_on=date(2026, 3, 3)
        )
    )


def test_an_offer_opens_only_once_it_says_what_it_is_and_who_it_is_for() -> None:
    with pytest.raises(Refused, match="what it is, in a few sentences and who it is for"):
        offers.must_be_ready_to_open(has_summary=False, has_criteria=False)
    with pytest.raises(Refused, match="who it is for, and who decided that"):
        offers.must_be_ready_to_open(has_summary=True, has_criteria=False)
    offers.must_be_ready_to_open(has_summary=True, has_criteria=True)


@pytest.mark.parametrize(
    ("state", "today", "sentence"),
    [
        (OfferState.DRAFT, date(2026, 3, 10), "Applications have not opened yet."),
        (OfferState.OPEN, date(2026, 3, 2), "Applications open on Tuesday 3 March 2026."),
        (OfferState.OPEN, date(2026, 3, 3), ""),
        (OfferState.OPEN, date(2026, 3, 20), ""),
        (OfferState.OPEN, date(2026, 3, 21), "Applications closed on Friday 20 March 2026."),
        (OfferState.CLOSED, date(2026, 3, 10), "Applications have closed."),
        (OfferState.RUNNING, date(2026, 3, 10), "Applications have closed."),
        (OfferState.FINISHED, date(2026, 3, 10), "Applications have closed."),
        (OfferState.CANCELLED, date(2026, 3, 10), "This is no longer going ahead. We are sorry."),
    ],
)
def test_applications_are_taken_from_the_first_day_to_the_last(
    state: OfferState, today: date, sentence: str
) -> None:
    dates = {"opens_on": date(2026, 3, 3), "closes_on": date(2026, 3, 20), "today": today}
    assert offers.why_not_taking(state, **dates) == sentence
    assert offers.is_taking_applications(state, **dates) is (sentence == "")
    if sentence:
        with pytest.raises(Refused, match=sentence):
            offers.must_take_applications(state, **dates)
    else:
        offers.must_take_applications(state, **dates)
