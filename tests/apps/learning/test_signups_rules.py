"""Sign-up sheets as people fill them in, put into our own words."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.access.terms import Refused
from goldenthread.imports.rules import columns, reading
from goldenthread.imports.terms import Line, Table
from goldenthread.learning.rules import signup_organisations, signups
from goldenthread.learning.rules import signup_texts as texts
from goldenthread.learning.rules.signup_fields import FIELDS

DATA = Path(__file__).parents[2] / "data" / "signups"


def table(name: str) -> Table:
    return reading.read((DATA / name).read_bytes())


def parsed(name: str) -> signups.SignUps:
    found = table(name)
    return signups.parse_signups(columns.lines(found, columns.suggest(FIELDS, found)))


def line(number: int = 2, **values: str) -> Line:
    return Line(number, {"name": "Maya Lowe", "organisation": "The Hub", **values})


def people(*lines: Line) -> signups.SignUps:
    return signups.parse_signups(lines)


def test_a_forms_export_of_145_lines_holds_140_people() -> None:
    found = parsed("microsoft-forms-export.xlsx")
    assert len(found.people) == 140
    assert [(one.number, one.same_as) for one in found.twice] == [
        (76, 59),
        (79, 60),
        (80, 61),
        (86, 71),
        (145, 137),
    ]
    assert found.nobodys == ()


def test_every_column_of_a_forms_export_is_matched_but_its_own() -> None:
    sheet = table("microsoft-forms-export.xlsx")
    matched = columns.suggest(FIELDS, sheet)
    left = [h for at, h in enumerate(sheet.headings) if at not in matched.values()]
    assert left == ["ID", "Start time", "Email", "Name"]


def test_a_sheet_kept_by_hand_holds_the_same_people() -> None:
    found = parsed("coordinators-own-sheet.xlsx")
    assert len(found.people) == 140
    assert [name for _, name in found.nobodys] == [
        "--- Late Ones ---",
        "--- Late Ones ---",
        "Total",
    ]


def test_an_old_export_is_read_as_far_as_it_goes() -> None:
    found = parsed("old-export-latin1.csv")
    assert len(found.people) == 60
    assert found.people[0].dates == ("Mon 15 Feb 2027 (evening)", "Wed 3 Feb 2027 9.30-12.30")


def test_organisations_written_in_several_ways_are_one() -> None:
    found = signup_organisations.organisations_said(parsed("microsoft-forms-export.xlsx").people)
    assert len(found) == 18
    names = {one.key: one.name for one in found}
    assert names["eldmereprimarycare"] == "Eldmere Primary Care"
    assert names["northmoorpolice"] == "Northmoor Police"
    assert names["nmcftcamhs"] == "NMCFT CAMHS"


@pytest.mark.parametrize(
    ("spellings", "best"),
    [
        ({"HOLLIN ROAD SURGERY": 5, "Hollin Road Surgery": 1}, "Hollin Road Surgery"),
        ({"hollin road surgery": 1}, "Hollin Road Surgery"),
        ({"ELDMERE": 1}, "Eldmere"),
        ({"NMCFT CAMHS": 1}, "NMCFT CAMHS"),
        ({"NorthmoorPolice": 1}, "Northmoor Police"),
        ({"McMillan": 1}, "McMillan"),
    ],
)
def test_the_best_spelling_is_neither_shouted_nor_whispered(
    spellings: dict[str, int], best: str
) -> None:
    assert signup_organisations.best_spelling(spellings) == best


def test_the_same_address_is_the_same_person_and_names_the_first_line() -> None:
    found = people(
        line(2, email="Maya@Example.org"), line(3, name="M. Lowe", email="maya@example.org ")
    )
    assert found.twice == (signups.Twice(3, "M. Lowe", 2, "the same email address"),)


@pytest.mark.parametrize("name", ["maya lowe", "Ms MAYA  LOWE", "Mayá Lowe"])
def test_the_same_name_in_the_same_organisation_is_the_same_person(name: str) -> None:
    found = people(line(2, email="maya@example.org"), line(3, name=name, organisation="the HUB"))
    assert [one.why for one in found.twice] == ["the same name and organisation"]


def test_two_people_of_one_name_with_two_addresses_stay_two() -> None:
    found = people(line(2, email="maya@example.org"), line(3, email="mlowe77@example.org"))
    assert len(found.people) == 2


def test_one_name_in_two_organisations_stays_two() -> None:
    assert len(people(line(2), line(3, organisation="Elsewhere")).people) == 2


def test_a_slip_in_name_and_address_is_still_one_person() -> None:
    found = people(
        line(2, email="maya@example.org"),
        line(3, name="Maya Lowee", email="mya@example.org"),
    )
    assert found.twice[0].why.startswith("almost the same name")


def test_short_names_and_lines_without_addresses_are_not_guessed_to_be_slips() -> None:
    short = people(
        line(2, name="Jo Lee", email="jo@example.org"),
        line(3, name="Jo Lea", email="jo2@example.org"),
    )
    silent = people(line(2, name="Maya Lowe"), line(3, name="Maya Lowee"))
    assert (len(short.people), len(silent.people)) == (2, 2)


def test_later_answers_count_and_blanks_take_nothing_away() -> None:
    found = people(
        line(2, email="m@example.org", dates="3 Feb 2027", evaluation="No", sent="2026-11-02"),
        line(3, email="m@example.org", dates="12 Jan 2027", evaluation="Yes", sent="2026-11-09"),
        line(4, email="m@example.org", evaluation="", hard_note="Please call me"),
    )
    (one,) = found.people
    assert (one.number, one.sent, one.dates) == (2, "2026-11-02T00:00:00", ("12 Jan 2027",))
    assert (one.may_contact, one.wants_a_call) == (True, True)


def test_the_note_for_facilitators_never_shows_in_a_printed_form() -> None:
    one = signups.read(line(hard_note="Something hard"))
    assert "hard" not in repr(one) and "Something" not in str(one)


def test_a_line_with_a_name_and_nothing_else_is_nobodys() -> None:
    found = signups.parse_signups(
        [Line(5, {"name": "TOTAL", "email": ""}), Line(6, {"name": "", "email": "a@example.org"})]
    )
    assert found.nobodys == ((5, "Total"), (6, ""))


def test_a_column_with_names_is_needed() -> None:
    with pytest.raises(Refused, match="which column holds the name"):
        signups.must_name({"email"})
    signups.must_name({"forename", "surname"})
    assert signups.read(Line(2, {"forename": "Maya", "surname": "Lowe"})).name == "Maya Lowe"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Dr  Alex Evans ", "Alex Evans"),
        ("MRS ANN O'NEILL", "Ann O'Neill"),
        ("pani julianna machowicz", "Julianna Machowicz"),
        ("ANGUS MCDONALD", "Angus McDonald"),
        ("Ludwig van Dijk", "Ludwig van Dijk"),
        ("suzanne lane-king", "Suzanne Lane-King"),
    ],
)
def test_names_lose_their_titles_and_their_shouting(typed: str, name: str) -> None:
    assert texts.name_of(typed) == name


@pytest.mark.parametrize("typed", ["", "None", "N/A", "n/a", "no", "-", "Prefer not to say", " . "])
def test_ways_of_saying_nothing_say_nothing(typed: str) -> None:
    assert texts.said(typed) == ""


@pytest.mark.parametrize(
    ("typed", "codes", "note"),
    [
        ("Hearing loop; large print", ("hearing_loop", "large_print"), ""),
        ("Step free access please", ("step_free",), ""),
        ("BSL interpreter", ("bsl",), ""),
        ("I am autistic - quiet room helps", ("quiet_space",), ""),
        ("None", (), ""),
        ("Easy read\nBlue badge parking", ("easy_read", "parking"), ""),
        ("Breaks; a seat by the door", ("breaks",), "Breaks; a seat by the door"),
        ("Subtitles", ("captions",), ""),
    ],
)
def test_what_helps_becomes_codes_and_keeps_own_words_when_it_must(
    typed: str, codes: tuple[str, ...], note: str
) -> None:
    assert texts.needs_of(typed) == (codes, note)


@pytest.mark.parametrize(
    ("typed", "modes"),
    [
        ("Either", ("in_person", "online")),
        ("In person", ("in_person",)),
        ("Online (Teams)", ("online",)),
        ("", ()),
    ],
)
def test_ways_of_taking_part(typed: str, modes: tuple[str, ...]) -> None:
    assert texts.modes_of(typed) == modes


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("Yes", True),
        ("yes - 2022", True),
        ("Y", True),
        ("No", False),
        ("not sure", None),
        ("", None),
    ],
)
def test_yes_no_and_neither(typed: str, answer: bool | None) -> None:
    assert texts.yes_or_no(typed) is answer


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("o'neill125@example.nhs.example", "o'neill125@example.nhs.example"),
        ("mailto:maya@example.org.", "maya@example.org"),
        ("Maya <maya@example.org>; work", "maya@example.org"),
        ("anonymous", ""),
    ],
)
def test_the_address_in_a_cell(typed: str, address: str) -> None:
    assert texts.address_of(typed) == address


@pytest.mark.parametrize(
    ("typed", "manager"),
    [
        ("n/a", ""),
        ("Same as above", ""),
        ("Sgt Bell", "Sgt Bell"),
        ("j@example.org", "j@example.org"),
    ],
)
def test_a_manager_is_named_or_not(typed: str, manager: str) -> None:
    assert texts.manager_of(typed) == manager


@pytest.mark.parametrize(
    ("typed", "wants"),
    [("Yes, would like a quick call first", True), ("No call please", False), ("Yes", False)],
)
def test_asking_for_a_call(typed: str, wants: bool) -> None:
    assert texts.wants_a_call(typed) is wants


COHORTS = [
    (1, date(2027, 1, 12), 9),
    (2, date(2027, 1, 21), 13),
    (3, date(2027, 2, 15), 9),
    (4, date(2027, 2, 15), 17),
]


@pytest.mark.parametrize(
    ("option", "meant"),
    [
        ("Tue 12 Jan 2027 9.30-12.30", (1,)),
        ("Thu 21 Jan 2027 13:00 - 16:00", (2,)),
        ("Mon 15 Feb 2027 (evening)", (4,)),
        ("Mon 15 Feb 2027 9.30am", (3,)),
        ("15th February 2027, morning", (3,)),
        ("Mon 15 Feb 2027", (3, 4)),
        ("Mon 15 Feb 2027, 2pm", (3, 4)),
        ("Mon 15 Feb 2027, afternoon", (3, 4)),
        ("2027-01-21", (2,)),
        ("12/01/2027", (1,)),
        ("Mon 31 Feb 2027", ()),
        ("Wed 3 Mar 2027", ()),
        ("any day", ()),
    ],
)
def test_a_date_means_the_groups_that_begin_on_it(option: str, meant: tuple[int, ...]) -> None:
    assert signups.cohorts_meant(option, COHORTS) == meant


def test_several_dates_are_taken_apart_once_each() -> None:
    assert texts.dates_said("a 1;b 2; ;a 1") == ("a 1", "b 2")
    assert texts.dates_said("a 1 / b 2") == ("a 1", "b 2")


WORDS = st.text(max_size=40)


@given(st.fixed_dictionaries({field.key: WORDS for field in FIELDS}))
def test_no_line_makes_the_reader_of_sign_ups_stumble(values: dict[str, str]) -> None:
    found = signups.parse_signups([Line(2, values), Line(3, values)])
    assert len(found.people) + len(found.nobodys) // 2 == 1
    for one in found.people:
        for option in one.dates:
            signups.cohorts_meant(option, COHORTS)
    signup_organisations.organisations_said(found.people)


@given(WORDS, WORDS)
def test_slips_are_symmetric_and_none_between_the_same(one: str, other: str) -> None:
    assert signups.slips(one, one, most=2) == 0
    first, second = signups.slips(one, other, most=2), signups.slips(other, one, most=2)
    assert min(first, 3) == min(second, 3)
    assert (first == 0) == (one == other)


def test_a_moment_is_read_or_left_out() -> None:
    moment: Any = texts.moment_of("2026-11-02T02:34:00")
    assert moment.isoformat() == "2026-11-02T02:34:00"
    assert texts.moment_of("02 Nov") is None
