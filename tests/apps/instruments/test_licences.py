"""The questions of a licensed instrument are never kept here; its scores may be, with a licence."""

from datetime import date
from decimal import Decimal

import pytest

from goldenthread.access.terms import Refused
from goldenthread.instruments import operations, queries, rules
from goldenthread.instruments.models import Instrument, Item
from goldenthread.instruments.terms import Licence, SubscaleDraft
from tests.factories import instruments as make

pytestmark = pytest.mark.django_db
BY = make.BY
TODAY = date(2026, 3, 3)
OVERALL = SubscaleDraft("overall", "Overall", Decimal(1), Decimal(7), "Better")
EVIDENCE = "Northmoor Partnership, licence 12 of 2026, with the evaluator"


def shell() -> int:
    return make.make_instrument("Bought scale", licence=Licence.LICENSED, subscales=[OVERALL])


def test_a_licensed_instrument_takes_no_questions_by_any_road() -> None:
    instrument_id = shell()
    with pytest.raises(Refused, match="belong to its owner"):
        make.make_draft(instrument_id=instrument_id)
    draft = make.make_draft([], instrument_id=instrument_id)
    with pytest.raises(Refused, match="belong to its owner"):
        operations.add_item(version_id=draft, draft=make.item_draft(), by=BY)
    assert not Item.objects.exists()


def test_choosing_a_licensed_instrument_asks_for_evidence_first() -> None:
    instrument_id = shell()
    draft = make.make_draft([], instrument_id=instrument_id)
    with pytest.raises(Refused, match="who holds the licence"):
        operations.publish_version(version_id=draft, now=make.PUBLISHED_AT, by=BY)
    operations.record_licence(instrument_id=instrument_id, evidence=EVIDENCE, by=BY)
    operations.publish_version(version_id=draft, now=make.PUBLISHED_AT, by=BY)
    assert draft in dict(queries.usable_versions(BY, today=TODAY))


def test_evidence_is_more_than_a_word() -> None:
    with pytest.raises(Refused, match="where it can be found"):
        operations.record_licence(instrument_id=shell(), evidence="Yes", by=BY)


def test_an_open_instrument_needs_no_licence() -> None:
    with pytest.raises(Refused, match="needs no licence"):
        operations.record_licence(instrument_id=make.make_instrument(), evidence=EVIDENCE, by=BY)


def test_a_licence_that_has_run_out_takes_the_instrument_off_the_list() -> None:
    instrument_id = shell()
    draft = make.make_draft([], instrument_id=instrument_id)
    operations.record_licence(
        instrument_id=instrument_id, evidence=EVIDENCE, until=date(2026, 3, 2), by=BY
    )
    operations.publish_version(version_id=draft, now=make.PUBLISHED_AT, by=BY)
    assert draft in dict(queries.usable_versions(BY, today=date(2026, 3, 2)))
    assert draft not in dict(queries.usable_versions(BY, today=TODAY))


def test_the_licence_gives_the_range_where_the_shell_has_none() -> None:
    instrument_id = make.make_instrument(
        licence=Licence.LICENSED, subscales=[SubscaleDraft("trust", "Trust")]
    )
    operations.record_licence(
        instrument_id=instrument_id,
        evidence=EVIDENCE,
        ranges={"trust": (Decimal(1), Decimal(4))},
        by=BY,
    )
    found = queries.instrument(BY, instrument_id).subscales[0]
    assert (found.minimum, found.maximum) == (1, 4)


@pytest.mark.parametrize("ends", [(Decimal(4), Decimal(4)), (Decimal(1), None), (None, Decimal(4))])
def test_a_range_has_two_ends_in_order(ends: tuple[Decimal | None, Decimal | None]) -> None:
    with pytest.raises(Refused, match="highest"):
        operations.record_licence(
            instrument_id=shell(), evidence=EVIDENCE, ranges={"overall": ends}, by=BY
        )


def test_a_score_within_the_range_is_kept_as_it_was_given() -> None:
    found = rules.accept_scores([OVERALL], {"overall": "3.50"})
    assert found == {"overall": "3.5"}
    assert rules.accept_scores([OVERALL], {}) == {"overall": None}


@pytest.mark.parametrize("given", ["0.99", "7.01", "seven", "NaN", "-3"])
def test_a_score_out_of_range_gets_a_sentence(given: str) -> None:
    with pytest.raises(Refused, match="Overall: enter a number from 1 to 7"):
        rules.accept_scores([OVERALL], {"overall": given})


def test_a_score_that_the_instrument_does_not_have_is_refused() -> None:
    with pytest.raises(Refused, match="no score called"):
        rules.accept_scores([OVERALL], {"other": 3})


def test_a_score_without_a_range_waits_for_the_licence() -> None:
    with pytest.raises(Refused, match="range"):
        rules.accept_scores([SubscaleDraft("trust", "Trust")], {"trust": 3})


def test_an_instrument_can_be_renamed_but_not_relicensed() -> None:
    instrument_id = shell()
    operations.change_instrument(
        instrument_id=instrument_id,
        name="Bought scale 2",
        purpose="Why",
        citation="Where",
        is_validated=True,
        by=BY,
    )
    row = Instrument.objects.get(pk=instrument_id)
    assert (row.name, row.licence) == ("Bought scale 2", "licensed")
