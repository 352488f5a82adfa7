"""How names are folded and compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.search import rules
from goldenthread.search.rules.ranking import distance, likeness


def score(typed: str, *names: str) -> float:
    return rules.Ranking(rules.words_of(typed)).score(rules.indexed(names))


def is_found(typed: str, *names: str) -> bool:
    return score(typed, *names) >= rules.SHOWN_FROM


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Zoe Bronte", "Zoë Brontë"),
        ("lukasz wisla", "Łukasz Wisła"),
        ("oconnor", "Niamh O'Connor"),
        ("O Connor", "Niamh O’Connor"),
        ("MacDonald", "Ailsa McDonald"),
        ("mc donald", "Ailsa MacDonald"),
        ("Okafor Ada", "Ada Okafor"),
        ("Smith Jones", "Ann Smith-Jones"),
        ("smithjones", "Smith-Jones"),
        ("Annmarie Reed", "Ann Marie Reed"),
        ("Liz Reed", "Elizabeth (Liz) Reed"),
        ("Dr Reed", "Ann Reed"),
        ("ree", "Ann Reed"),
        ("smtih", "Ann Smith"),
        ("Ann", "Ann Reed"),
        ("Ян", "Ян Коваль"),
        ("李", "李 雷"),
    ],
)
def test_a_name_is_found_however_it_is_written(typed: str, name: str) -> None:
    assert is_found(typed, name)


@pytest.mark.parametrize(
    ("typed", "name"), [("Reed", "Ann Smith"), ("Ann Reed", "Ann Smith"), ("Lu", "Li Wei")]
)
def test_another_name_is_not(typed: str, name: str) -> None:
    assert not is_found(typed, name)


def test_an_organisation_is_found_by_its_abbreviation() -> None:
    name = "Lantern and South Coast Foundation Trust Ltd"
    assert rules.acronyms(name) == ("lscft", "lascft")
    assert is_found("LSCFT", name, *rules.acronyms(name))
    assert rules.acronyms("Lantern") == ()


def test_the_exact_name_comes_before_one_that_is_like_it() -> None:
    assert score("Ann Reed", "Ann Reed") > score("Ann Reed", "Anne Reed")
    assert score("Ann Reed", "Ann Reed") > score("Ann Reed", "Reed Ann")
    assert score("Ann", "Ann Reed") > score("Ann", "Anna Reed")


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [("reed", "reed", 0), ("reed", "red", 1), ("reed", "rede", 1), ("reed", "rood", 2)],
)
def test_the_distance_counts_slips(one: str, other: str, far: int) -> None:
    assert distance(one, other) == far == distance(other, one)


def test_words_of_two_letters_are_not_alike_when_both_differ() -> None:
    assert likeness("ab", "cd") == 0.0
    assert distance("reed", "reedington") == 3


@given(st.text(max_size=200), st.text(max_size=60))
def test_whatever_is_typed_is_compared_with_whatever_anyone_is_called(
    typed: str, name: str
) -> None:
    words = rules.words_of(rules.tidy(typed))
    if not words:
        return
    found = rules.Ranking(words).score(rules.indexed([name]) or "x")
    assert -0.2 <= found <= 1.0


@given(st.text(max_size=400))
def test_what_is_typed_is_short_and_on_one_line(typed: str) -> None:
    text = rules.tidy(typed)
    assert len(text) <= 100
    assert text == " ".join(text.split())
    assert all(character.isprintable() for character in text)


@given(st.text(alphabet="abcdefgh ", min_size=4, max_size=30))
def test_folding_twice_changes_nothing_that_is_searched(name: str) -> None:
    once = rules.indexed([name])
    assert rules.indexed([once]) == once
    assert all(len(gram) == 3 for gram in rules.trigrams(once))
