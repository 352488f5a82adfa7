"""The words imports speak."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_SHEETS = 50
MAX_CELLS = 1_000_000
MAX_TEXTS = 200_000
LONGEST_CELL = 32_767  # what a spreadsheet program itself takes
FILE_PURPOSE = "import"
SEALED_FOR = "import-line"
CONSTANT = "="  # what a matching starts with when every line gets the same value


class ImportState(StrEnum):
    """From a file to what it made, and back."""

    MATCHING = "matching"
    PREVIEW = "preview"
    APPLYING = "applying"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    DISCARDED = "discarded"


class Outcome(StrEnum):
    """What one line becomes."""

    CREATED = "created"
    CHANGED = "changed"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


WRITTEN = (Outcome.CREATED, Outcome.CHANGED)


@dataclass(frozen=True)
class Table:
    """A sheet as texts. `first_row` is the number, in the file, of the first row below the heads.

    Rows that are empty all over are left out, so each row carries its own number.
    """

    sheet: str
    headings: tuple[str, ...]
    rows: tuple["Row", ...]
    other_sheets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One line of the file, numbered as the person sees it there."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """One thing a line can say.

    `words` are headings people give it, the surest first. `fits` knows its texts where no heading
    says what they are. `constants` are values every line may get instead of a column: (value,
    words). What is private is never shown in a preview.
    """

    key: str
    label: str
    means: str = ""
    words: tuple[str, ...] = ()
    is_required: bool = False
    is_private: bool = False
    constants: tuple[tuple[str, str], ...] = ()
    fits: Callable[[str], bool] | None = None


@dataclass(frozen=True)
class Line:
    """A line of the file as the kind reads it: the text under each matched field."""

    number: int
    values: Mapping[str, str]

    def text(self, key: str) -> str:
        """What stands there, or nothing."""
        return self.values.get(key, "")


@dataclass(frozen=True)
class LinePlan:
    """What a line would become. `data` is kept, encrypted, for when it is confirmed."""

    number: int
    outcome: Outcome
    title: str
    detail: str = ""
    reason: str = ""
    same_as: int | None = None
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Remark:
    """Something about the whole file worth knowing before confirming."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What a whole file would become."""

    lines: tuple[LinePlan, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Made:
    """One thing an import wrote, so that it can be taken back.

    `what` is the kind's own word, but for "person": that is a person of the directory, and
    whoever looks at the line later is recorded as having seen them.
    """

    what: str
    id: int
    before: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Target:
    """What an import goes into: an offer, for example."""

    id: int
    name: str
    href: str = ""
