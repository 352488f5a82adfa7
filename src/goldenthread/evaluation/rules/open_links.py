"""Who may answer by an open link, and until when. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.access.terms import Refused
from goldenthread.evaluation.terms import PlanState

LONGEST_DAYS = 366


@dataclass(frozen=True, kw_only=True)
class Yeses:
    """What was said before the first question. Of age nothing is kept but under 16 or not."""

    is_under_16: bool = False
    guardian: bool = False
    own: bool = False


def is_open(state: PlanState, *, closes_on: date, today: date) -> bool:
    return state is PlanState.LIVE and today <= closes_on


def must_be_open(state: PlanState, *, closes_on: date, today: date) -> None:
    if not is_open(state, closes_on=closes_on, today=today):
        raise Refused("These questions have closed.")


def must_be_makeable(state: PlanState, *, questions: int, closes_on: date, today: date) -> None:
    if state is not PlanState.LIVE:
        raise Refused("Make the plan live first. Then a link can be opened.")
    if not questions:
        raise Refused("These questions belong to somebody else and are never shown here.")
    if not today <= closes_on <= today + timedelta(days=LONGEST_DAYS):
        raise Refused("Choose a closing day from today to a year ahead.")


def may_go_on(yeses: Yeses, *, allows_under_16: bool) -> bool:
    """Under 16: the plan allows it, a parent or guardian said yes first, and then they did."""
    return not yeses.is_under_16 or (allows_under_16 and yeses.guardian and yeses.own)


def must_be_allowed(yeses: Yeses, *, allows_under_16: bool) -> None:
    if not may_go_on(yeses, allows_under_16=allows_under_16):
        raise Refused("These questions need a yes first. Please begin again.")
