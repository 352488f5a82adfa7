"""Risk decisions: signed with a reason, one at a time, withdrawn on record."""

from datetime import date

import pytest

from goldenthread.access.terms import OutOfReach, Refused, Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.evaluation.models import RiskDecision
from goldenthread.evaluation.operations import decisions
from goldenthread.evaluation.queries.findings import findings
from goldenthread.evaluation.rules import decisions as rules
from goldenthread.methods.disclosure import Audience
from tests.factories.access import actor_with
from tests.factories.evaluation import BY, wave_of
from tests.factories.pilot import TABLE_1, Pilot, make_pilot

pytestmark = pytest.mark.django_db

REASON = "These are ratings of the sessions; nobody can be told from a count of ten."
ON = date(2026, 3, 1)


@pytest.fixture
def pilot() -> Pilot:
    return make_pilot()


def sign(pilot: Pilot, *, likelihood: int = 1, impact: int = 2, reason: str = REASON) -> int:
    version_id = wave_of(pilot.plan, "end").instrument_version_id
    assert version_id is not None
    return decisions.sign_decision(
        plan_id=pilot.plan.pk,
        instrument_version_id=version_id,
        likelihood=likelihood,
        impact=impact,
        reason=reason,
        signed_on=ON,
        by=BY,
    )


def ratings(pilot: Pilot) -> list[int | None]:
    wave = findings(BY, pilot.plan.pk, Audience.BOARD).waves[0]
    return [one.k for one in wave.items[:5]]


def test_table_1_goes_to_the_board_under_a_low_decision(pilot: Pilot) -> None:
    assert ratings(pilot) == [None, None, 10, None, None]
    sign(pilot)
    assert ratings(pilot) == list(TABLE_1)


def test_a_decision_that_the_risk_is_not_low_opens_nothing(pilot: Pilot) -> None:
    before = ratings(pilot)
    sign(pilot, likelihood=2, impact=2)
    assert ratings(pilot) == before


def test_a_withdrawn_decision_no_longer_holds(pilot: Pilot) -> None:
    before = ratings(pilot)
    decision_id = sign(pilot)
    decisions.withdraw_decision(decision_id=decision_id, on=ON, by=BY)
    assert ratings(pilot) == before
    with pytest.raises(Refused, match="withdrawn already"):
        decisions.withdraw_decision(decision_id=decision_id, on=ON, by=BY)
    assert RiskDecision.objects.get().withdrawn_on == ON


def test_the_sensitive_questions_stay_as_they_are(pilot: Pilot) -> None:
    sign(pilot)
    wave = findings(BY, pilot.plan.pk, Audience.BOARD).waves[0]
    words, text = wave.items[6:]
    assert (words.shown.cells, text.texts) == ((), ())


def test_one_decision_holds_at_a_time(pilot: Pilot) -> None:
    sign(pilot)
    with pytest.raises(Refused, match="holds already"):
        sign(pilot)


def test_a_decision_says_why(pilot: Pilot) -> None:
    with pytest.raises(Refused, match="Write a sentence or two"):
        sign(pilot, reason="Fine.")


def test_the_score_is_likelihood_times_impact() -> None:
    assert rules.score_of(3, 5) == 15
    with pytest.raises(Refused, match="from 1 to 5"):
        rules.score_of(0, 5)
    assert "sees the counts" in rules.what_follows(3, on=ON)
    assert "stay hidden" in rules.what_follows(4, on=ON)


def test_only_questionnaires_of_the_plan_are_decided_on(pilot: Pilot) -> None:
    with pytest.raises(OutOfReach):
        decisions.sign_decision(
            plan_id=pilot.plan.pk,
            instrument_version_id=0,
            likelihood=1,
            impact=1,
            reason=REASON,
            signed_on=ON,
            by=BY,
        )


def test_coordinators_and_the_board_sign_nothing(pilot: Pilot) -> None:
    decision_id = sign(pilot)
    scope = (ScopeKind.PROGRAMME, pilot.plan.offer.programme_id)
    for role in (Role.COORDINATOR, Role.BOARD_MEMBER):
        with pytest.raises(OutOfReach):
            decisions.withdraw_decision(
                decision_id=decision_id, on=ON, by=actor_with(role, over=scope)
            )
    with pytest.raises(OutOfReach):
        decisions.withdraw_decision(decision_id=0, on=ON, by=BY)


def test_signing_and_withdrawing_are_on_record(pilot: Pilot) -> None:
    decision_id = sign(pilot)
    decisions.withdraw_decision(decision_id=decision_id, on=ON, by=BY)
    found = Event.objects.filter(subject_kind="risk_decision", subject_id=str(decision_id))
    assert [event.action for event in found] == ["decision.signed", "decision.withdrawn"]
