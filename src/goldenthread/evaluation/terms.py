"""The words evaluation speaks."""

from enum import StrEnum


class ConfidentialityMode(StrEnum):
    """Chosen before the first answer and unchangeable after it."""

    NAMED = "named"
    PSEUDONYM = "pseudonym"
    OWN_CODE = "own_code"
    ANONYMOUS = "anonymous"


class PlanState(StrEnum):
    DRAFT = "draft"
    LIVE = "live"
    CLOSED = "closed"


class WaveKind(StrEnum):
    QUESTIONNAIRE = "questionnaire"
    INTERVIEW = "interview"


class Anchor(StrEnum):
    FIRST_SESSION = "first_session"
    LAST_ATTENDED = "last_attended"


class Variant(StrEnum):
    FULL = "full"
    SHORT = "short"


class InvitationState(StrEnum):
    """Provisional until the last register closes; then due, open, and one of the ends."""

    PROVISIONAL = "provisional"
    PLANNED = "planned"
    OPEN = "open"
    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Arm(StrEnum):
    MIXED = "mixed"
    SINGLE_ORGANISATION = "single_organisation"
