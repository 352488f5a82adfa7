"""What an applicant says, in the columns of their application."""

from datetime import datetime

from goldenthread.learning.models import Application
from goldenthread.learning.queries.offers import CriterionRow
from goldenthread.learning.rules import applications as rules
from goldenthread.learning.rules.applications import ApplicationDetails
from goldenthread.learning.terms import ApplicationState, ApplicationStep, CriterionKind, Mode


def set_details(
    row: Application,
    details: ApplicationDetails,
    *,
    criteria_version_id: int | None,
    sent_at: datetime,
) -> None:
    """Everything said that stands in the row itself; it is sent, and the typed copy goes."""
    row.criteria_version_id = criteria_version_id
    row.prior_training = details.prior_training.strip()
    row.line_manager_typed = details.line_manager.strip()[:200]
    row.modes = [mode.value for mode in Mode if mode.value in details.modes]
    row.hopes = details.hopes.strip()
    row.learning_style = details.learning_style.strip()[:300]
    row.may_contact_for_evaluation = details.may_contact_for_evaluation
    row.is_waiting_comparison = details.may_be_compared
    row.draft, row.submitted_at = {}, sent_at
    row.state = rules.next_state(ApplicationState(row.state), ApplicationStep.SUBMIT)


def said_to(criterion: CriterionRow, given: bool | str) -> dict[str, bool | str | None]:
    """One answer as it is kept: yes or no, or words."""
    is_words = criterion.kind == CriterionKind.JUDGEMENT or isinstance(given, str)
    return {
        "value": None if is_words else bool(given),
        "text": str(given).strip() if is_words else "",
    }
