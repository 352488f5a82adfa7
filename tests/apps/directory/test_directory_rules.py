"""How names are compared and what an outside identifier looks like."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.access.terms import Refused
from goldenthread.directory import rules
from goldenthread.directory.terms import IdentifierScheme as Scheme


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Wisła ", "wisla"),
        ("Ścieszka", "scieszka"),
        ("O’Suchojad", "osuchojad"),
        ("Northmoor Fire & Rescue", "northmoor fire and rescue"),
        ("Saltby Royal NHS Foundation Trust", "saltby royal"),
        ("Harbourside Trust", "harbourside trust"),
        ("Young Voices Together CIC", "young voices together"),
        ("NHS Trust", "nhs trust"),
        ("", ""),
    ],
)
def test_folding_forgets_what_people_write_differently(text: str, expected: str) -> None:
    assert rules.folded(text) == expected


@pytest.mark.parametrize("text", ["NorthmoorPolice", "NORTHMOORPOLICE", "northmoor police "])
def test_missing_spaces_and_case_do_not_make_another_organisation(text: str) -> None:
    assert rules.organisation_key(text) == "northmoorpolice"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Dr  Alex Evans", "Alex Evans"),
        ("pan Jerzy Olma", "Jerzy Olma"),
        ("Pan Wei", "Pan Wei"),
        ("MRS. Nicola Bond ", "Nicola Bond"),
        ("Mr", "Mr"),
        ("", ""),
    ],
)
def test_titles_are_left_out_of_names(name: str, expected: str) -> None:
    assert rules.without_title(name) == expected


@settings(max_examples=500)
@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = rules.plain(text)
    assert rules.plain(once) == once


@pytest.mark.parametrize(
    ("scheme", "typed", "kept"),
    [
        (Scheme.ODS, "rx x", "RXX"),
        (Scheme.ODS, "a81001", "A81001"),
        (Scheme.URN, "123456", "123456"),
        (Scheme.COMPANY, "1234567", "01234567"),
        (Scheme.COMPANY, "sc123456", "SC123456"),
        (Scheme.CHARITY, "1234567", "1234567"),
        (Scheme.CHARITY, "sc012345", "SC012345"),
        (Scheme.OTHER, " Any number 7 ", "Any number 7"),
    ],
)
def test_an_identifier_is_kept_in_its_own_spelling(scheme: Scheme, typed: str, kept: str) -> None:
    assert rules.identifier(scheme, typed) == kept


@pytest.mark.parametrize(
    ("scheme", "typed"),
    [
        (Scheme.ODS, "R-1"),
        (Scheme.URN, "012345"),
        (Scheme.COMPANY, "ABC"),
        (Scheme.CHARITY, "12"),
        (Scheme.OTHER, " "),
    ],
)
def test_an_identifier_of_another_shape_is_explained(scheme: Scheme, typed: str) -> None:
    with pytest.raises(Refused):
        rules.identifier(scheme, typed)


def test_nothing_lies_inside_itself() -> None:
    with pytest.raises(Refused, match="part of itself"):
        rules.must_not_circle(1, 3, {3: 2, 2: 1, 1: None})
    rules.must_not_circle(1, 3, {3: 2, 2: None, 1: None})
    rules.must_not_circle(1, 3, {3: 2, 2: 3})
