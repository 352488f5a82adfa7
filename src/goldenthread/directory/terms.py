"""The words the directory speaks."""

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
