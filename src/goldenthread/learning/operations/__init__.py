"""Writing learning. One function a use case, audited."""

from goldenthread.learning.operations.applications import (
    ApplicationKey,
    add_application,
    save_draft,
    send_link,
    start_application,
    submit_application,
)
from goldenthread.learning.operations.criteria import (
    decide_criteria,
)
from goldenthread.learning.operations.dates import change_dates
from goldenthread.learning.operations.matching import (
    match_manager,
    match_organisation,
)
from goldenthread.learning.operations.notes import (
    HardNoteRow,
    delete_hard_notes_after_last_session,
    read_hard_notes,
)
from goldenthread.learning.operations.offers import (
    close_offer,
    create_offer,
    edit_offer,
    move_offers_on,
    open_offer,
)
from goldenthread.learning.operations.screening import (
    answer_new_questions,
    screen_application,
    screen_clear_ones,
)
from goldenthread.learning.operations.withdrawing import (
    delete_old_drafts,
    withdraw_application,
)
from goldenthread.learning.rules.applications import ApplicationDetails
from goldenthread.learning.rules.criteria import CriterionDraft
from goldenthread.learning.rules.offers import OfferDetails

__all__ = [
    "ApplicationDetails",
    "ApplicationKey",
    "CriterionDraft",
    "HardNoteRow",
    "OfferDetails",
    "add_application",
    "answer_new_questions",
    "change_dates",
    "close_offer",
    "create_offer",
    "decide_criteria",
    "delete_hard_notes_after_last_session",
    "delete_old_drafts",
    "edit_offer",
    "match_manager",
    "match_organisation",
    "move_offers_on",
    "open_offer",
    "read_hard_notes",
    "save_draft",
    "screen_application",
    "screen_clear_ones",
    "send_link",
    "start_application",
    "submit_application",
    "withdraw_application",
]
