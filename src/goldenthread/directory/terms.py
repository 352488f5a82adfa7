"""The words the directory speaks."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum


class IdentifierScheme(StrEnum):
    """Outside identifiers that let two systems mean the same organisation."""

    ODS = "ods"
    URN = "urn"
    COMPANY = "company"
    CHARITY = "charity"
    OTHER = "other"


class ContactBy(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    POST = "post"
    NO_CONTACT = "no_contact"


class Digest(StrEnum):
    """How often messages come that can wait; a moved session today never waits."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


class RequestKind(StrEnum):
    """What somebody asks about what is held of them, where they cannot change it themselves."""

    CORRECT = "correct"
    FORGET = "forget"


class RequestState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    KEPT = "kept"


class Seniority(StrEnum):
    FRONTLINE = "frontline"
    SUPPORT = "support"
    LEAD = "lead"
    SENIOR = "senior"


class Adjustment(StrEnum):
    """Asked once and honoured everywhere. `feature` names match cohort features."""

    STEP_FREE = "step_free"
    HEARING_LOOP = "hearing_loop"
    CAPTIONS = "captions"
    BSL = "bsl"
    LARGE_PRINT = "large_print"
    EASY_READ = "easy_read"
    QUIET_SPACE = "quiet_space"
    BREAKS = "breaks"
    PARKING = "parking"
    OTHER = "other"


# What a cohort must offer before the person can be placed in it; the rest is honoured on the day.
MUST_BE_OFFERED = frozenset(
    {Adjustment.STEP_FREE, Adjustment.HEARING_LOOP, Adjustment.CAPTIONS, Adjustment.BSL}
)


ADJUSTMENT_WORDS: dict[str, str] = {
    Adjustment.STEP_FREE: "Step-free way in",
    Adjustment.HEARING_LOOP: "Hearing loop",
    Adjustment.CAPTIONS: "Captions",
    Adjustment.BSL: "British Sign Language interpreter",
    Adjustment.LARGE_PRINT: "Large print",
    Adjustment.EASY_READ: "Easy read",
    Adjustment.QUIET_SPACE: "A quiet space",
    Adjustment.BREAKS: "Regular breaks",
    Adjustment.PARKING: "Parking close by",
    Adjustment.OTHER: "Something else",
}
CONTACT_WORDS: dict[str, str] = {
    ContactBy.EMAIL: "Email",
    ContactBy.PHONE: "Phone",
    ContactBy.POST: "Post",
    ContactBy.NO_CONTACT: "No contact, please",
}
DIGEST_WORDS: dict[str, str] = {
    Digest.AT_ONCE: "Each message as it comes",
    Digest.DAILY: "One message a day, with everything in it",
    Digest.WEEKLY: "One message a week, with everything in it",
}
SENIORITY_WORDS: dict[str, str] = {
    Seniority.FRONTLINE: "Works with people directly",
    Seniority.SUPPORT: "Supports those who do",
    Seniority.LEAD: "Leads a team or service",
    Seniority.SENIOR: "Senior leader",
}
SCHEME_WORDS: dict[str, str] = {
    IdentifierScheme.ODS: "ODS code (NHS)",
    IdentifierScheme.URN: "School URN",
    IdentifierScheme.COMPANY: "Company number",
    IdentifierScheme.CHARITY: "Charity number",
    IdentifierScheme.OTHER: "Another number",
}


@dataclass(frozen=True)
class SectorRow:
    """A kind of agency, with the letter that stands for it."""

    id: int
    code: str
    name: str
    letter: str


@dataclass(frozen=True)
class OrganisationRow:
    """An organisation as other apps need it."""

    id: int
    name: str
    sector_code: str
    place: str


@dataclass(frozen=True)
class Contact:
    """How to reach a person, and whether to."""

    name: str
    email: str
    contact_by: str
    paused_until: date | None
    digest: str = Digest.DAILY
    quiet_from: time | None = None
    quiet_until: time | None = None


@dataclass(frozen=True)
class PersonCard:
    """A person as lists and pages show them: the post they hold now, and what helps them."""

    id: int
    name: str
    pronouns: str
    title: str
    organisation_id: int | None
    organisation: str
    sector_code: str
    sector_letter: str
    sector_name: str
    place: str
    adjustments: tuple[str, ...]
    seniority: str
    team_id: int | None
    email: str
    phone: str
    contact_by: str


# Which parts of what is held a person asks to have put right, rather than changes themselves:
# what others rest on too, such as who may be in one set.
CORRECTABLE: dict[str, str] = {
    "email": "My email address",
    "work": "Where I work, or what I do there",
    "manager": "Who my line manager is",
    "attendance": "Which sessions I came to",
    "application": "Something in an application",
    "other": "Something else",
}


@dataclass(frozen=True)
class OwnDetails:
    """What a person may see and change of themselves."""

    id: int
    name: str
    pronouns: str
    email: str
    phone: str
    work: str
    contact_by: str
    digest: str
    quiet_from: time | None
    quiet_until: time | None
    paused_until: date | None
    needs: tuple[tuple[str, str], ...]
    has_asked: bool


@dataclass(frozen=True)
class RequestRow:
    """One thing asked, and what became of it."""

    id: int
    person_id: int
    name: str
    kind: RequestKind
    about: str
    words: str
    state: RequestState
    answer: str
    asked_at: datetime
    answered_at: datetime | None


# code, name, letter: the sectors a new deployment starts with.
DEFAULT_SECTORS: tuple[tuple[str, str, str], ...] = (
    ("primary_care", "Primary care", "P"),
    ("emergency_services", "Emergency services", "E"),
    ("a_and_e", "A&E", "A"),
    ("mental_health", "Mental health teams", "M"),
    ("third_sector", "Charities and community groups", "C"),
    ("council", "Council", "L"),
    ("education", "Schools and education", "S"),
    ("public_health", "Public health", "H"),
    ("justice", "Justice", "J"),
    ("other", "Other", "O"),
)

# How people write a sector, folded, and the code it means.
SECTOR_WORDS: dict[str, str] = {
    "gp": "primary_care",
    "general practice": "primary_care",
    "gp practice": "primary_care",
    "police": "emergency_services",
    "fire": "emergency_services",
    "fire and rescue": "emergency_services",
    "ambulance": "emergency_services",
    "emergency service": "emergency_services",
    "a and e": "a_and_e",
    "ae": "a_and_e",
    "ed": "a_and_e",
    "emergency department": "a_and_e",
    "accident and emergency": "a_and_e",
    "mental health": "mental_health",
    "mental health team": "mental_health",
    "camhs": "mental_health",
    "third sector": "third_sector",
    "voluntary sector": "third_sector",
    "vcse": "third_sector",
    "vcfse": "third_sector",
    "charity": "third_sector",
    "charities": "third_sector",
    "community group": "third_sector",
    "local authority": "council",
    "school": "education",
    "schools": "education",
    "education": "education",
    "probation": "justice",
    "prison": "justice",
}
