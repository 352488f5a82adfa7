"""Words, funnels and releases side by side."""

from __future__ import annotations

import pytest

from goldenthread.methods.disclosure import (
    Audience,
    Form,
    Release,
    Sensitivity,
    Step,
    differencing_guard,
    show_funnel,
    show_words,
)

TEAM, PROGRAMME, BOARD, PUBLIC = Audience
LOW, SENSITIVE = Sensitivity
WORDS = {"calm": 2, "clarity": 3, "confidence": 5, "hopeful": 7, "support": 1}
STEPS = [
    Step(label="invited", n=23),
    Step(label="answered", n=10),
    Step(label="agreed to an interview", n=7, sensitivity=SENSITIVE),
    Step(label="spoke at 1 month", n=7, sensitivity=SENSITIVE),
    Step(label="spoke at 3 months", n=6, sensitivity=SENSITIVE),
]
PEOPLE = frozenset(f"p{at}" for at in range(40))


def some(first: int, last: int) -> frozenset[str]:
    return frozenset(f"p{at}" for at in range(first, last))


def release(
    name: str,
    members: frozenset[str] | None = None,
    *,
    n: int | None = None,
    audience: Audience = BOARD,
    wave: str = "end",
    question: str = "q1",
    sensitivity: Sensitivity = LOW,
    filters: frozenset[str] = frozenset(),
) -> Release:
    size = n if n is not None else len(members or ())
    return Release(
        name=name,
        question=question,
        wave=wave,
        n=size,
        audience=audience,
        sensitivity=sensitivity,
        filters=filters,
        members=members,
    )


def test_the_evaluation_team_sees_every_word() -> None:
    shown = show_words(WORDS, n=10, audience=TEAM)
    assert {cell.label: cell.value for cell in shown.cells} == WORDS


def test_the_programme_team_sees_words_from_three_people() -> None:
    shown = show_words(WORDS, n=10, audience=PROGRAMME)
    assert [cell.label for cell in shown.cells] == ["clarity", "confidence", "hopeful"]
    assert [cell.value for cell in shown.cells] == [None, 5, 7]
    assert "fewer than 3 people" in shown.sentence


@pytest.mark.parametrize("audience", [BOARD, PUBLIC])
def test_outside_the_teams_a_word_needs_five_people(audience: Audience) -> None:
    shown = show_words(WORDS, n=10, audience=audience)
    assert [(cell.label, cell.value) for cell in shown.cells] == [("confidence", 5), ("hopeful", 7)]
    many = show_words({"calm": 17}, n=40, audience=PUBLIC)
    assert many.cell("calm").value is None


@pytest.mark.parametrize(
    ("n", "audience", "form"),
    [
        (4, PROGRAMME, Form.NOTHING),
        (9, PROGRAMME, Form.THEMES),
        (9, BOARD, Form.THEMES),
        (9, PUBLIC, Form.NOTHING),
    ],
)
def test_words_of_few_people_are_not_listed(n: int, audience: Audience, form: Form) -> None:
    shown = show_words({"calm": 4}, n=n, audience=audience)
    assert (shown.form, shown.cells) == (form, ())


def test_a_word_from_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="1 to 3 people"):
        show_words({"calm": 0}, n=3, audience=TEAM)


@pytest.mark.parametrize("audience", [TEAM, PROGRAMME])
def test_both_teams_see_the_exact_funnel(audience: Audience) -> None:
    shown = show_funnel(STEPS, audience=audience)
    assert [cell.text for cell in shown.cells] == ["23", "10", "7", "7", "6"]


@pytest.mark.parametrize("audience", [BOARD, PUBLIC])
def test_outside_the_teams_7_7_6_interviews_are_6_to_7(audience: Audience) -> None:
    shown = show_funnel(STEPS, audience=audience)
    assert [cell.text for cell in shown.cells] == ["23", "10", "6–7", "6–7", "6–7"]


def test_steps_that_differ_by_five_or_more_are_exact() -> None:
    steps = [Step(label=str(n), n=n, sensitivity=SENSITIVE) for n in (20, 15, 10)]
    assert [cell.text for cell in show_funnel(steps, audience=PUBLIC).cells] == ["20", "15", "10"]


def test_a_chain_of_small_differences_is_one_range() -> None:
    steps = [Step(label=str(n), n=n, sensitivity=SENSITIVE) for n in (14, 11, 8)]
    assert {cell.text for cell in show_funnel(steps, audience=BOARD).cells} == {"8–14"}


def test_steps_with_fewer_than_5_people_are_hidden_outside_the_teams() -> None:
    steps = [
        Step(label="a", n=7, sensitivity=SENSITIVE),
        Step(label="b", n=4, sensitivity=SENSITIVE),
        Step(label="c", n=0, sensitivity=SENSITIVE),
        Step(label="d", n=0),
        Step(label="e", n=3),
    ]
    shown = show_funnel(steps, audience=PUBLIC)
    assert [cell.text for cell in shown.cells] == ["7", "hidden", "hidden", "0", "hidden"]


def test_a_funnel_without_steps_or_with_fewer_than_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="needs steps"):
        show_funnel([], audience=TEAM)
    with pytest.raises(ValueError, match="needs steps"):
        show_funnel([Step(label="a", n=-1)], audience=TEAM)


def test_seven_then_six_interviews_are_refused_with_a_range() -> None:
    first = release("one month", n=7, wave="+1", sensitivity=SENSITIVE)
    then = release("three months", n=6, wave="+3", sensitivity=SENSITIVE)
    (refusal,) = differencing_guard([first], then)
    assert (refusal.instead, refusal.against) == ("6–7", ("one month",))


def test_waves_of_low_sensitivity_may_differ_by_one() -> None:
    first, then = release("baseline", n=40, wave="0"), release("end", n=39, wave="1")
    assert differencing_guard([first], then) == ()


def test_a_filter_that_leaves_two_people_over_is_refused() -> None:
    everyone = release("everyone", n=20)
    mixed = release("mixed sets", n=18, filters=frozenset({"set=mixed"}))
    (refusal,) = differencing_guard([everyone], mixed)
    assert refusal.instead is None
    assert "fewer than 5 people" in refusal.sentence


def test_a_filter_that_leaves_five_over_or_cuts_across_is_allowed() -> None:
    everyone = release("everyone", n=20, filters=frozenset({"site=a"}))
    assert differencing_guard([everyone], release("mixed", n=15, filters=everyone.filters)) == ()
    assert differencing_guard([everyone], release("b", n=18, filters=frozenset({"x"}))) == ()


def test_the_evaluation_team_is_not_guarded_and_other_questions_do_not_count() -> None:
    everyone = release("everyone", n=20)
    inside = release("inside", n=20, audience=TEAM)
    assert differencing_guard([everyone], release("mixed", n=18, audience=TEAM)) == ()
    assert differencing_guard([inside], release("mixed", n=18)) == ()
    assert differencing_guard([release("other", n=20, question="q2")], release("m", n=18)) == ()


def test_known_members_are_compared_exactly() -> None:
    everyone, most = release("everyone", PEOPLE), release("most", some(0, 37))
    assert differencing_guard([everyone], most)[0].against == ("everyone",)
    assert differencing_guard([everyone], release("half", some(0, 20))) == ()
    assert differencing_guard([release("first", some(0, 20))], release("rest", some(20, 40))) == ()


def test_three_releases_that_together_leave_three_people_are_refused() -> None:
    before = [release("everyone", PEOPLE), release("first", some(0, 20))]
    assert differencing_guard(before, release("second", some(20, 37)))
    assert differencing_guard(before, release("second", some(20, 33))) == ()


def test_overlaps_that_give_away_no_fewer_than_5_are_allowed() -> None:
    assert differencing_guard([release("a", some(0, 23))], release("b", some(3, 26))) == ()


def test_one_person_out_and_another_in_is_refused() -> None:
    assert differencing_guard([release("a", some(0, 20))], release("b", some(1, 21)))


def test_what_was_already_exposed_is_not_blamed_on_the_new_release() -> None:
    before = [release("everyone", PEOPLE), release("most", some(0, 38))]
    assert differencing_guard(before, release("half", some(0, 20))) == ()


def test_overlaps_too_many_to_check_are_refused() -> None:
    ids = range(32)
    sets = [frozenset(f"p{at}" for at in ids if at >> bit & 1) for bit in range(5)]
    before = [release(f"r{bit}", members) for bit, members in enumerate(sets)]
    (refusal,) = differencing_guard(before, release("all", some(0, 32)))
    assert "too many" in refusal.sentence


def test_releases_that_contradict_themselves_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be about -1"):
        release("r", n=-1)
    with pytest.raises(ValueError, match="says 3 people and names 2"):
        release("r", some(0, 2), n=3)
