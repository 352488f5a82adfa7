"""The words evaluation speaks."""

from dataclasses import dataclass
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


class ReachedHow(StrEnum):
    """How someone was told of the questions when no message got through."""

    PHONE = "phone"
    PAPER = "paper"


class Arm(StrEnum):
    MIXED = "mixed"
    SINGLE_ORGANISATION = "single_organisation"


@dataclass(frozen=True, kw_only=True)
class WaveDraft:
    """One round of asking, as it is planned: what is asked, and when."""

    key: str
    label: str
    anchor: Anchor
    kind: WaveKind = WaveKind.QUESTIONNAIRE
    months: int = 0
    lead_days: int = 0
    open_days: int = 14
    max_reminders: int = 2
    reminder_gap_days: int = 4
    instrument_version_id: int | None = None


#: Asked already, whatever became of it: these people are "invited" in every count.
ASKED = frozenset(
    {
        InvitationState.OPEN,
        InvitationState.ANSWERED,
        InvitationState.DECLINED,
        InvitationState.WITHDRAWN,
        InvitationState.CLOSED,
    }
)
#: Not asked yet: these still move with the calendar.
TO_COME = frozenset({InvitationState.PROVISIONAL, InvitationState.PLANNED})


class KeyingState(StrEnum):
    """Written down once, then again by somebody else; settled where both say the same."""

    FIRST = "first"
    SECOND = "second"
    DIFFERS = "differs"
    SETTLED = "settled"
