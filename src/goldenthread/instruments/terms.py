"""The words instruments speak."""

from enum import StrEnum


class ItemKind(StrEnum):
    LIKERT = "likert"
    SINGLE = "single"
    MULTIPLE = "multiple"
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    THREE_WORDS = "three_words"
    NUMBER = "number"
    DATE = "date"


class Licence(StrEnum):
    """Open: anyone may use the items. Own: this partnership's. Licensed: scores only, no items."""

    OPEN = "open"
    OWN = "own"
    LICENSED = "licensed"


class VersionState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class ItemSensitivity(StrEnum):
    """Low: reaction to the training. Sensitive: about the person, distress, conduct, free text."""

    LOW = "low"
    SENSITIVE = "sensitive"
