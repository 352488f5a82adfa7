"""Writing learning. One function a use case, audited."""

from goldenthread.learning.operations.applications import (
    ApplicationKey,
    add_application,
    save_draft,
    send_link,
    start_application,
    submit_application,
)
from goldenthread.learning.operations.cancelling import cancel_offer
from goldenthread.learning.operations.cohorts import (
    add_cohort,
    add_venue,
    cancel_cohort,
    edit_cohort,
)
from goldenthread.learning.operations.criteria import (
    decide_criteria,
)
from goldenthread.learning.operations.dates import change_dates
from goldenthread.learning.operations.facilitators import (
    assign_facilitator,
    remove_facilitator,
)
from goldenthread.learning.operations.forming import (
    form_cohorts,
    start_forming,
)
from goldenthread.learning.operations.joining import (
    send_joining,
)
from goldenthread.learning.operations.keeping_apart import (
    end_keeping_apart,
    keep_apart,
)
from goldenthread.learning.operations.leaving import (
    give_up_place,
    withdraw_member,
)
from goldenthread.learning.operations.lottery import (
    draw_lottery,
)
from goldenthread.learning.operations.matching import (
    match_manager,
    match_organisation,
)
from goldenthread.learning.operations.memberships import (
    move_member,
)
from goldenthread.learning.operations.moves import (
    lock_person,
    move_person,
    swap_people,
    undo_last_move,
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
from goldenthread.learning.operations.places import (
    accept_place,
    decline_place,
    expire_places,
    offer_next,
    offer_place,
    take_back_place,
)
from goldenthread.learning.operations.publishing import (
    publish_plan,
)
from goldenthread.learning.operations.registers import (
    close_register,
    mark_attendance,
)
from goldenthread.learning.operations.screening import (
    answer_new_questions,
    screen_application,
    screen_clear_ones,
)
from goldenthread.learning.operations.sessions import (
    add_session,
    cancel_session,
    prepare_session,
    reschedule_session,
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
    "accept_place",
    "add_application",
    "add_cohort",
    "add_session",
    "add_venue",
    "answer_new_questions",
    "assign_facilitator",
    "cancel_cohort",
    "cancel_offer",
    "cancel_session",
    "change_dates",
    "close_offer",
    "close_register",
    "create_offer",
    "decide_criteria",
    "decline_place",
    "delete_hard_notes_after_last_session",
    "delete_old_drafts",
    "draw_lottery",
    "edit_cohort",
    "edit_offer",
    "end_keeping_apart",
    "expire_places",
    "form_cohorts",
    "give_up_place",
    "keep_apart",
    "lock_person",
    "mark_attendance",
    "match_manager",
    "match_organisation",
    "move_member",
    "move_offers_on",
    "move_person",
    "offer_next",
    "offer_place",
    "open_offer",
    "prepare_session",
    "publish_plan",
    "read_hard_notes",
    "remove_facilitator",
    "reschedule_session",
    "save_draft",
    "screen_application",
    "screen_clear_ones",
    "send_joining",
    "send_link",
    "start_application",
    "start_forming",
    "submit_application",
    "swap_people",
    "take_back_place",
    "undo_last_move",
    "withdraw_application",
    "withdraw_member",
]
