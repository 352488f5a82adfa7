"""Rules for risk decisions: whether small counts of harmless answers may go to the board."""

from datetime import date

from goldenthread.access.terms import Refused
from goldenthread.methods.disclosure import RiskDecision

LOWEST, HIGHEST = 1, 5
SHORTEST_REASON = 20
LIKELIHOOD = {
    1: "Almost never",
    2: "Unlikely",
    3: "Possible",
    4: "Likely",
    5: "Almost certain",
}
IMPACT = {
    1: "Hardly any",
    2: "Small and short",
    3: "Some, for a while",
    4: "Serious",
    5: "Lasting harm",
}


def score_of(likelihood: int, impact: int) -> int:
    """Likelihood times impact, 1 to 25; up to 3 is low (NPSA, 2008)."""
    for number in (likelihood, impact):
        if not LOWEST <= number <= HIGHEST:
            raise Refused("Likelihood and impact are from 1 to 5.")
    return likelihood * impact


def must_say_why(reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused("Write a sentence or two on why the risk is what you say it is.")


def must_not_hold_already(holding: int) -> None:
    if holding:
        raise Refused("A decision for these questions holds already. Withdraw it first.")


def must_hold(withdrawn_on: date | None) -> None:
    if withdrawn_on is not None:
        raise Refused("This decision was withdrawn already.")


def what_follows(score: int, *, on: date) -> str:
    """What the board may see under a decision with this score."""
    decision = RiskDecision(signed_by="x", signed_on=on, scope="x", score=score, sentence="x")
    if decision.is_low:
        return "The board sees the counts of questions about the training itself, from 10 answers."
    return "The risk is not low, so small counts stay hidden from the board."
