"""Tables of evaluation."""

from goldenthread.evaluation.models.answer import Draft, PersonLink, Response
from goldenthread.evaluation.models.plan import Plan, PlannedWave, RiskDecision
from goldenthread.evaluation.models.wave import (
    InterviewAgreement,
    Invitation,
    Withdrawal,
    WithdrawalReason,
)

__all__ = [
    "Draft",
    "InterviewAgreement",
    "Invitation",
    "PersonLink",
    "Plan",
    "PlannedWave",
    "Response",
    "RiskDecision",
    "Withdrawal",
    "WithdrawalReason",
]
