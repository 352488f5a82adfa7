"""Tables of evaluation."""

from goldenthread.evaluation.models.answer import Draft, PersonLink, Response
from goldenthread.evaluation.models.keyed import KeyedEntry, KeyedForm
from goldenthread.evaluation.models.open_link import OpenAnswer, OpenLink
from goldenthread.evaluation.models.plan import Plan, PlannedWave, RiskDecision
from goldenthread.evaluation.models.release import FigureRelease, ModeChange
from goldenthread.evaluation.models.wave import (
    InterviewAgreement,
    Invitation,
    Withdrawal,
    WithdrawalReason,
)

__all__ = [
    "Draft",
    "FigureRelease",
    "InterviewAgreement",
    "Invitation",
    "KeyedEntry",
    "KeyedForm",
    "ModeChange",
    "OpenAnswer",
    "OpenLink",
    "PersonLink",
    "Plan",
    "PlannedWave",
    "Response",
    "RiskDecision",
    "Withdrawal",
    "WithdrawalReason",
]
