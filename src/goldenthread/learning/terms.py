"""The words learning speaks."""

from enum import StrEnum

HARD_NOTE = "hard-note"  # what the vault calls the notes that only facilitators read


class OfferKind(StrEnum):
    COURSE = "course"
    ACTION_LEARNING_SET = "action_learning_set"
    LEARNING_EVENT = "learning_event"


class OfferState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class OfferStep(StrEnum):
    """What may be done to an offer; `rules.offers` says when."""

    OPEN = "open"
    CLOSE = "close"
    START = "start"
    FINISH = "finish"
    CANCEL = "cancel"


class Mode(StrEnum):
    IN_PERSON = "in_person"
    ONLINE = "online"


class CriterionKind(StrEnum):
    """Yes/no asked of the applicant; judgement made by the coordinator from the text given."""

    YES_NO = "yes_no"
    JUDGEMENT = "judgement"


class ApplicationState(StrEnum):
    STARTED = "started"
    SUBMITTED = "submitted"
    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    WAITING = "waiting"
    OFFERED = "offered"
    PLACED = "placed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class ApplicationStep(StrEnum):
    """What may happen to an application; `rules.applications` says when."""

    SUBMIT = "submit"
    FIND_ELIGIBLE = "find_eligible"
    FIND_NOT_ELIGIBLE = "find_not_eligible"
    LOOK_AGAIN = "look_again"
    WAIT = "wait"
    OFFER = "offer"
    ACCEPT = "accept"
    DECLINE = "decline"
    LAPSE = "lapse"
    PLACE = "place"
    WITHDRAW = "withdraw"


class ApplicationSource(StrEnum):
    PUBLIC_PAGE = "public_page"
    IMPORT = "import"
    COORDINATOR = "coordinator"


class CohortPolicy(StrEnum):
    MIXED = "mixed"
    SINGLE_ORGANISATION = "single_organisation"


class CohortState(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class SessionState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class ChangeKind(StrEnum):
    """Changes of plans that can be put back."""

    DATES = "dates"
    PLACE = "place"


class PlanState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


class PlaceState(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    TAKEN_BACK = "taken_back"


class Mark(StrEnum):
    WHOLE = "whole"
    PART = "part"
    NOT_ABLE = "not_able"


class LeaveReason(StrEnum):
    MOVED = "moved"
    WITHDREW = "withdrew"
    COHORT_ENDED = "cohort_ended"


class KeepApartReason(StrEnum):
    """Why two named people are not placed together. The story behind it is not kept."""

    ASKED = "asked"
    WORK_TOGETHER = "work_together"
    DECLARED_CONFLICT = "declared_conflict"
