"""The words instruments speak."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

# What one answer is once it is kept. None means that the person skipped the question.
Answer = int | str | list[str] | None


class ItemKind(StrEnum):
    LIKERT = "likert"
    SINGLE = "single"
    MULTIPLE = "multiple"
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    THREE_WORDS = "three_words"
    NUMBER = "number"
    DATE = "date"


CHOICE_KINDS = frozenset({ItemKind.LIKERT, ItemKind.SINGLE, ItemKind.MULTIPLE})
TEXT_KINDS = frozenset({ItemKind.SHORT_TEXT, ItemKind.LONG_TEXT, ItemKind.THREE_WORDS})


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


@dataclass(frozen=True)
class Option:
    """One choice: what is kept, and what the person reads."""

    value: int | str
    label: str


@dataclass(frozen=True)
class Scale:
    """Steps that many questions share."""

    key: str
    name: str
    options: tuple[Option, ...]


def _steps(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(value, label) for value, label in enumerate(labels, start=1))


AGREEMENT = _steps(
    "Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"
)
CONFIDENCE = _steps(
    "Not confident", "A little confident", "Fairly confident", "Confident", "Very confident"
)
KNOWLEDGE = _steps("Very little", "A little", "Some", "Quite a lot", "A great deal")
OFTEN = _steps("Never", "Rarely", "Sometimes", "Often", "Always")

SCALES: Mapping[str, Scale] = {
    scale.key: scale
    for scale in (
        Scale("agreement", "Agreement, strongly disagree to strongly agree", AGREEMENT),
        Scale("confidence", "Confidence, not confident to very confident", CONFIDENCE),
        Scale("knowledge", "Knowledge, very little to a great deal", KNOWLEDGE),
        Scale("often", "How often, never to always", OFTEN),
    )
}


@dataclass(frozen=True)
class ItemDraft:
    """A question as it is written, before it has a place in the database."""

    key: str
    kind: ItemKind
    wording: str
    section: str = ""
    short_label: str = ""
    help_text: str = ""
    options: tuple[Option, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    is_reversed: bool = False
    sensitivity: ItemSensitivity = ItemSensitivity.LOW
    kirkpatrick: int | None = None
    is_anticipated: bool = False
    in_short_variant: bool = False


@dataclass(frozen=True)
class ItemView:
    """A question as pages and answers need it."""

    id: int
    key: str
    position: int
    section: str
    kind: ItemKind
    wording: str
    short_label: str
    help_text: str
    options: tuple[Option, ...]
    minimum: int | None
    maximum: int | None
    is_reversed: bool
    sensitivity: ItemSensitivity
    kirkpatrick: int | None
    is_anticipated: bool
    in_short_variant: bool

    def draft(self) -> ItemDraft:
        """The same question as it would be written anew."""
        kept = ItemDraft.__dataclass_fields__
        return ItemDraft(**{name: getattr(self, name) for name in kept})


@dataclass(frozen=True)
class SubscaleDraft:
    """A score of a licensed instrument. Without a range until the licence gives it."""

    key: str
    name: str
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    higher_means: str = ""


@dataclass(frozen=True)
class VersionView:
    """What people are asked, whole."""

    id: int
    instrument_id: int
    instrument: str
    number: int
    state: VersionState
    title: str
    why_we_ask: str
    content_note: str
    digest: str
    published_at: datetime | None
    is_validated: bool
    licence: Licence
    citation: str
    items: tuple[ItemView, ...]
    subscales: tuple[SubscaleDraft, ...] = ()


@dataclass(frozen=True)
class VersionRow:
    """A version in a list."""

    id: int
    number: int
    state: VersionState
    title: str
    questions: int
    published_at: datetime | None


@dataclass(frozen=True)
class InstrumentCard:
    """An instrument in a list."""

    id: int
    name: str
    slug: str
    purpose: str
    licence: Licence
    is_validated: bool
    has_evidence: bool
    published: VersionRow | None
    has_draft: bool


@dataclass(frozen=True)
class InstrumentView:
    """An instrument on its own page."""

    id: int
    name: str
    slug: str
    purpose: str
    licence: Licence
    citation: str
    is_validated: bool
    licence_evidence: str
    licence_until: date | None
    versions: tuple[VersionRow, ...]
    subscales: tuple[SubscaleDraft, ...]


@dataclass(frozen=True)
class ParsedAnswers:
    """What came in. `typed` keeps the words of every answer that has a sentence in `errors`."""

    values: dict[str, Answer]
    errors: dict[str, str] = field(default_factory=dict)
    typed: dict[str, list[str]] = field(default_factory=dict)
