"""Problems that make no sense are refused in one sentence naming the record and field."""

from pathlib import Path
from typing import Any

import pytest

from goldenthread.methods.allocation import BadProblem, Problem, read_problem
from tests.methods.allocation.builders import cohort, people, person, problem

ONE = [person("P1", "C1", sector="police"), person("P2", "C1", sector="school")]


def refusal(rows: Any = ONE, cohorts: Any = None, **more: Any) -> str:
    with pytest.raises(BadProblem) as caught:
        problem(rows, [cohort("C1")] if cohorts is None else cohorts, **more)
    return str(caught.value)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"rows": []}, "The problem, field people: there is nobody to place."),
        (
            {"cohorts": []},
            "The problem, field cohorts: there is no cohort to place anybody in.",
        ),
        ({"rows": [*ONE, ONE[0]]}, "Person P1, field id: this id is used twice."),
        ({"rows": [person("P1", "C9")]}, "Person P1, field available: C9 is not known."),
        ({"rows": [{"id": "P1"}]}, "Person P1, field available: a list of texts is needed here."),
        ({"rows": [person("", "C1")]}, "Person 1, field id: a text is needed here."),
        ({"rows": ["P1"]}, "Item 1 of people is not a record with named fields."),
        ({"rows": "P1"}, "The problem, field people: a list is needed here."),
        (
            {"rows": [person("P1", "C1", modes=["post"])]},
            "Person P1, field modes: post is not one of in_person and online.",
        ),
        (
            {"rows": [person("P1", "C1", eligible="yes")]},
            "Person P1, field eligible: true or false is needed here.",
        ),
        (
            {"rows": [person("P1", "C1", tier=-1)]},
            "Person P1, field tier: a whole number of at least 0 is needed here.",
        ),
        (
            {"rows": [person("P1", "C1", sector=["a"])]},
            "Person P1, field sector: a text is needed here.",
        ),
        (
            {"rows": [person("P1", "C1", needs=[3])]},
            "Person P1, field needs: every item of the list must be a text.",
        ),
        (
            {"rows": [person("P1", "C1", attributes=[])]},
            "Person P1, field attributes: names with values are needed here.",
        ),
        (
            {"rows": [person("P1", "C1", manager="P1")]},
            "Person P1, field manager: a person cannot be their own line manager.",
        ),
        (
            {"cohorts": [cohort("C1", min=7)]},
            "Cohort C1, field min: the minimum 7 is more than the maximum 6.",
        ),
        ({"cohorts": [cohort("C1", venue="V1")]}, "Cohort C1, field venue: V1 is not known."),
        (
            {"cohorts": [cohort("C1", mode="post")]},
            "Cohort C1, field mode: post is not one of in_person and online.",
        ),
        (
            {"cohorts": [cohort("C1", date="May")]},
            "Cohort C1, field date: a date written as 2027-01-31 is needed here.",
        ),
        (
            {"cohorts": [cohort("C1", colour="red")]},
            "Cohort C1, field colour: this field is not known.",
        ),
        ({"keep_appart": []}, "The problem, field keep_appart: this field is not known."),
        (
            {"keep_apart": [["P1", "P1"]]},
            "Person P1, field keep_apart: kept apart from themselves.",
        ),
        ({"keep_apart": [["P1", "P9"]]}, "The problem, field keep_apart: P9 is not known."),
        (
            {"keep_apart": "P1"},
            "The problem, field keep_apart: a list of groups of ids is needed here.",
        ),
        (
            {"keep_apart": [["P1", "P2"]], "keep_together": [["P1", "P2"]]},
            "Person P1, field keep_together: kept together with and apart from P2.",
        ),
        ({"locks": {"P9": "C1"}}, "The problem, field locks: P9 is not known."),
        ({"locks": {"P1": "C9"}}, "The problem, field locks: C9 is not known."),
        (
            {"locks": {"P1": "C1", "P2": "C1"}, "keep_apart": [["P1", "P2"]]},
            "Person P1, field locks: locked to C1 together with P2, from whom they are kept apart.",
        ),
        (
            {
                "cohorts": [cohort("C1"), cohort("C2")],
                "locks": {"P1": "C1", "P2": "C2"},
                "keep_together": [["P1", "P2"]],
            },
            "Person P1, field locks: people kept together are locked to C1 and C2.",
        ),
        ({"weights": {"age": 1}}, "The problem, field weights: nobody has the attribute age."),
        (
            {"weights": {"sector": -1}},
            "Weights, field sector: a number from 0 to 1e+06 is needed here.",
        ),
        (
            {"max_share": {"sector": {"police": 2}}},
            "Max_share, sector, field police: a number from 0 to 1 is needed here.",
        ),
        (
            {"service_cover": [{"team": "A", "max": 1}]},
            "The problem, field service_cover: nobody has the attribute team.",
        ),
        (
            {"trainers": [{"id": "T1", "available": ["C9"]}]},
            "Trainer T1, field available: C9 is not known.",
        ),
        (
            {"rows": [person("P1", "C1")], "cohorts": [cohort("C1", single_organisation=True)]},
            "Cohort C1, field single_organisation: nobody who can attend it has a recorded"
            " organisation.",
        ),
        (
            {"rows": [person("P1", "C1")], "cohorts": [cohort("C1", single_organisation="A")]},
            "The problem, field organisation_attribute: nobody has the attribute organisation.",
        ),
    ],
)
def test_a_bad_problem_is_refused_by_record_and_field(
    change: dict[str, Any], sentence: str
) -> None:
    assert refusal(**change) == sentence


def test_a_group_kept_apart_stands_for_all_its_pairs() -> None:
    given = problem(people(3, "C1"), [cohort("C1")], keep_apart=[["P01", "P02", "P03"]])
    assert given.keep_apart == (("P01", "P02"), ("P01", "P03"), ("P02", "P03"))


def test_a_cohort_without_features_offers_those_of_its_venue() -> None:
    venue = {"id": "V1", "capacity": 9, "features": ["step_free"]}
    given = problem(ONE, [cohort("C1", venue="V1")], venues=[venue])
    assert given.cohorts[0].features == {"step_free"}


def test_a_set_only_flagged_as_single_takes_the_organisation_with_most_applicants() -> None:
    rows = [*people(2, "C1", organisation="B"), person("Q", "C1", organisation="A")]
    given = problem(rows, [cohort("C1", single_organisation=True)])
    assert given.cohorts[0].single_organisation == "B"
    assert given.organisation_attribute == "organisation"


def test_the_organisation_attribute_can_be_named() -> None:
    given = problem(ONE, [cohort("C1")], organisation_attribute="sector")
    assert given.organisation_attribute == "sector"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "The problem file given.json is not readable as JSON."),
        ("[]", "The problem file given.json must hold one object with named fields."),
        (None, "The problem file given.json could not be opened."),
    ],
)
def test_an_unreadable_file_is_refused(tmp_path: Path, content: str | None, sentence: str) -> None:
    path = tmp_path / "given.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(BadProblem, match=sentence):
        read_problem(path)


def test_fields_not_used_yet_are_named() -> None:
    given: Problem = problem(ONE, [cohort("C1")], travel_minutes={"P1": {"C1": 5}})
    assert given.unused == ("travel_minutes",)
