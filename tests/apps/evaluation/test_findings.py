"""Findings of the pilot: the documents' counts, and what each audience may see of them."""

import pytest
from pytest_django import DjangoAssertNumQueries

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Role, ScopeKind
from goldenthread.evaluation.models import Response
from goldenthread.evaluation.queries.findings import Findings, findings
from goldenthread.evaluation.rules.findings import ItemFinding
from goldenthread.evaluation.rules.limits import DesignFacts, claim_of, when_asked
from goldenthread.evaluation.terms import ConfidentialityMode
from goldenthread.learning.terms import OfferKind
from goldenthread.methods.disclosure import Audience
from goldenthread.methods.statistics import Badge
from tests.factories.access import actor_with
from tests.factories.evaluation import BY
from tests.factories.pilot import (
    FIFTEEN_WORDS,
    IMPROVEMENT_TALLY,
    RATINGS,
    TABLE_1,
    Pilot,
    make_pilot,
)

pytestmark = pytest.mark.django_db

EVALUATION, PROGRAMME, BOARD = (
    Audience.EVALUATION_TEAM,
    Audience.PROGRAMME_TEAM,
    Audience.BOARD,
)


@pytest.fixture
def pilot() -> Pilot:
    return make_pilot()


def seen(pilot: Pilot, audience: Audience = EVALUATION) -> Findings:
    return findings(BY, pilot.plan.pk, audience)


def item(found: Findings, key: str) -> ItemFinding:
    return next(one for one in found.waves[0].items if one.item.key == key)


def numbers(one: ItemFinding) -> dict[str, int | None]:
    return {cell.label: cell.value for cell in one.shown.cells}


def member_of(pilot: Pilot, role: Role) -> Actor:
    return actor_with(role, over=(ScopeKind.PROGRAMME, pilot.plan.offer.programme_id))


@pytest.mark.parametrize("audience", [EVALUATION, PROGRAMME])
def test_table_1_comes_cell_for_cell_from_raw_ratings(pilot: Pilot, audience: Audience) -> None:
    """A13."""
    found = seen(pilot, audience)
    counted = [(item(found, key).k, item(found, key).n) for key in RATINGS]
    assert counted == [(k, 10) for k in TABLE_1]
    assert all(item(found, key).has_dots for key in RATINGS)
    assert item(found, "expectations").said == "agreed"


def test_each_count_has_its_plausible_range_and_its_worst_case(pilot: Pilot) -> None:
    found = seen(pilot)
    said = {
        key: (item(found, key).plausible, item(found, key).over_invited)
        for key in ("expectations", "recommend")
    }
    ranges = {key: tuple(r.text for r in both if r) for key, both in said.items()}
    assert ranges == {"expectations": ("6 to 10", "9 to 22"), "recommend": ("7 to 10", "10 to 23")}


def test_the_board_sees_no_small_count_without_a_signed_decision(pilot: Pilot) -> None:
    found = seen(pilot, BOARD)
    for key in ("expectations", "style", "enough", "long_enough"):
        assert item(found, key).k is None
        assert item(found, key).plausible is None
        assert not any(c.value for c in item(found, key).shown.cells)


@pytest.mark.parametrize("audience", [EVALUATION, PROGRAMME])
def test_the_improvements_add_up_to_everyone(pilot: Pilot, audience: Audience) -> None:
    """A14: 4 + 2 + 1 + 1 + 2 = 10."""
    tally = numbers(item(seen(pilot, audience), "improve"))
    assert tally == IMPROVEMENT_TALLY
    assert sum(value or 0 for value in tally.values()) == 10


def test_the_improvements_are_hidden_from_the_board(pilot: Pilot) -> None:
    assert item(seen(pilot, BOARD), "improve").shown.cells == ()


def test_fifteen_words_in_alphabetical_order_with_the_most_chosen(pilot: Pilot) -> None:
    """A15."""
    words = item(seen(pilot), "words")
    assert [cell.label for cell in words.shown.cells] == FIFTEEN_WORDS
    assert words.most_chosen == ("hopeful",)


def test_outside_the_evaluation_team_rare_words_are_left_out(pilot: Pilot) -> None:
    words = item(seen(pilot, PROGRAMME), "words").shown
    assert not {cell.label for cell in words.cells} - {"hopeful"}


def test_who_asked_for_a_more_diverse_mix_traces_to_one_set_for_evaluators(pilot: Pilot) -> None:
    """A19: at evaluator level only."""
    table = next(one.table for one in seen(pilot).waves[0].arms if one.item.key == "improve")
    rows = {row.label: {cell.label: cell.value for cell in row.cells} for row in table.rows}
    assert rows["single_organisation"]["A more diverse mix"] == 2
    assert rows["mixed"]["A more diverse mix"] == 0


@pytest.mark.parametrize("audience", [PROGRAMME, BOARD])
def test_a_small_set_is_never_shown_on_its_own(pilot: Pilot, audience: Audience) -> None:
    """A19 and A21: two answers of the single-organisation set, shown with the others or not."""
    found = seen(pilot, audience)
    assert all(len(one.table.rows) <= 1 for one in found.waves[0].arms)
    assert not found.design.arms_are_shown


def test_what_one_set_said_cannot_be_worked_out(pilot: Pilot) -> None:
    """The table's only row is the same total that the question shows by itself."""
    found = seen(pilot, PROGRAMME)
    assert found.waves[0].arms
    for one in found.waves[0].arms:
        alone = item(found, one.item.key).shown
        (row,) = one.table.rows
        assert [c.value for c in row.cells] == [c.value for c in alone.cells]


def test_own_words_are_for_the_evaluation_team_and_in_no_order_of_time(pilot: Pilot) -> None:
    texts = item(seen(pilot), "practice").texts
    assert len(texts) == 9
    assert list(texts) == sorted(texts)
    for audience in (PROGRAMME, BOARD):
        assert item(seen(pilot, audience), "practice").texts == ()


def test_the_view_follows_from_what_the_person_holds(pilot: Pilot) -> None:
    allowed: dict[Role, set[Audience]] = {
        Role.EVALUATOR: {EVALUATION, PROGRAMME, BOARD},
        Role.COORDINATOR: {PROGRAMME},
        Role.BOARD_MEMBER: {BOARD},
        Role.FACILITATOR: set(),
        Role.LINE_MANAGER: set(),
        Role.ADMINISTRATOR: set(),
    }
    for role, audiences in allowed.items():
        actor = member_of(pilot, role)
        for audience in Audience:
            if audience in audiences:
                assert findings(actor, pilot.plan.pk, audience).audience == audience
            else:
                with pytest.raises(OutOfReach):
                    findings(actor, pilot.plan.pk, audience)


def test_another_programmes_coordinator_finds_nothing(pilot: Pilot) -> None:
    stranger = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, 0))
    with pytest.raises(OutOfReach):
        findings(stranger, pilot.plan.pk, PROGRAMME)


def test_what_cannot_be_said_follows_from_the_design(pilot: Pilot) -> None:
    assert seen(pilot).cannot_say == (
        "That the sets changed anyone’s practice. Nobody was asked before.",
        "What the 13 who did not answer think.",
        "Whether mixed sets did better than the single-organisation set. "
        "Too few answered to compare.",
        "That it lasts. Early result: too soon to say.",
    )


def test_the_claim_is_the_weakest_and_no_headline(pilot: Pilot) -> None:
    claim = seen(pilot).claim
    assert claim.badge is Badge.DESCRIBED
    assert not claim.is_headline


def test_anonymous_answers_cannot_be_told_by_set() -> None:
    found = seen(make_pilot(mode=ConfidentialityMode.ANONYMOUS))
    assert found.waves[0].arms == ()
    assert any("kept without the set they came from" in s for s in found.cannot_say)
    assert item(found, "expectations").k == 9


def test_fewer_than_five_answers_are_not_shown(pilot: Pilot) -> None:
    keep = Response.objects.order_by("pk").values_list("pk", flat=True)[:4]
    Response.objects.exclude(pk__in=list(keep)).delete()
    for audience in (PROGRAMME, BOARD):
        found = seen(pilot, audience)
        assert all(one.k is None and not one.shown.cells for one in found.waves[0].items)


def test_before_any_answer_there_is_nothing_to_show(pilot: Pilot) -> None:
    Response.objects.all().delete()
    for audience in (EVALUATION, PROGRAMME, BOARD):
        assert seen(pilot, audience).waves == ()


def test_findings_ask_the_database_little(
    pilot: Pilot, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    coordinator = member_of(pilot, Role.COORDINATOR)
    findings(coordinator, pilot.plan.pk, PROGRAMME)
    with django_assert_max_num_queries(6):
        findings(coordinator, pilot.plan.pk, PROGRAMME)


@pytest.mark.parametrize(
    ("baseline", "later", "waves", "months", "sentence"),
    [
        (False, True, 1, 0, "Asked once, at the end."),
        (False, True, 1, 6, "Asked once, 6 months after the last session."),
        (True, False, 1, 0, "Asked once, before the first session."),
        (False, True, 2, 3, "Asked more than once, and never before the first session."),
        (True, True, 2, 6, "Asked before and after, and not joined person by person."),
    ],
)
def test_how_often_people_were_asked_is_said(
    baseline: bool, later: bool, waves: int, months: int, sentence: str
) -> None:
    facts = DesignFacts(
        kind=OfferKind.COURSE,
        mode=ConfidentialityMode.PSEUDONYM,
        has_baseline=baseline,
        has_later=later,
        waves_answered=waves,
        months=months,
    )
    assert when_asked(facts) == sentence
    assert claim_of(facts).badge is Badge.DESCRIBED
