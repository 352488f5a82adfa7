"""The words of disclosure: who reads, how sensitive, what may be shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

#: NPSA 5 x 5 risk matrix (likelihood times impact): 1 to 3 is low.
HIGHEST_LOW_SCORE = 3
HIGHEST_SCORE = 25
#: Below this many answers a group is small: dots, no percentage, and "nobody" or "everybody" tells.
LARGE_GROUP = 30
#: Between the ends of a range.
EN_DASH = "\N{EN DASH}"


class Audience(StrEnum):
    """Who reads, from the narrowest circle to the widest."""

    EVALUATION_TEAM = "evaluation_team"
    PROGRAMME_TEAM = "programme_team"
    BOARD = "board"
    PUBLIC = "public"


class Sensitivity(StrEnum):
    """LOW: reaction to the training. SENSITIVE: the person, distress, conduct, free text."""

    LOW = "low"
    SENSITIVE = "sensitive"


class Form(StrEnum):
    """How the answers may be said."""

    ROWS = "rows"
    COUNTS = "counts"
    DOTS = "dots"
    PERCENTAGES = "percentages"
    THEMES = "themes"
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class RiskDecision:
    """A signed decision on the risk of showing small counts of low-sensitivity items.

    `score` is likelihood (1 to 5) times impact (1 to 5); up to 3 is low (NPSA, A risk matrix for
    risk managers, 2008). `scope` names what was decided on: the caller passes a decision only for
    what its scope covers. Raises ValueError for an unsigned decision or an impossible score.
    """

    signed_by: str
    signed_on: date
    scope: str
    score: int
    sentence: str

    def __post_init__(self) -> None:
        if not (self.signed_by.strip() and self.scope.strip() and self.sentence.strip()):
            raise ValueError("A risk decision needs a name, a scope and a sentence.")
        if not 1 <= self.score <= HIGHEST_SCORE:
            raise ValueError(f"A risk score is from 1 to {HIGHEST_SCORE}, not {self.score}.")

    @property
    def is_low(self) -> bool:
        """Whether the decision found the risk low."""
        return self.score <= HIGHEST_LOW_SCORE


@dataclass(frozen=True, kw_only=True)
class ShownCell:
    """One number as the audience may see it.

    A plain number has `value`. A hidden one has no value; `low` and `high` are what a reader can
    work out about it (None: nothing was said). A rounded one has the value and its true range, and
    a range ("6-7") has no value, is not hidden, and has `low` and `high`. `percent` is a whole
    number of per cent of the shown total, only in the form `percentages`.
    """

    label: str
    value: int | None
    hidden: bool = False
    low: int | None = None
    high: int | None = None
    percent: int | None = None

    @property
    def text(self) -> str:
        """The cell in words, for a table: "7", "6-7" or "hidden"."""
        if self.hidden:
            return "hidden"
        if self.value is None:
            return f"{self.low}{EN_DASH}{self.high}"
        return str(self.value)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What one audience may see of one set of counts, with the reason in a sentence.

    `n` is the number of answers as shown: exact, rounded, or None when it is not shown.
    """

    form: Form
    audience: Audience
    sentence: str
    n: int | None = None
    cells: tuple[ShownCell, ...] = ()
    cautions: tuple[str, ...] = ()

    def cell(self, label: str) -> ShownCell:
        """The cell called `label`; KeyError when there is none."""
        for cell in self.cells:
            if cell.label == label:
                return cell
        raise KeyError(label)

    @property
    def as_dots(self) -> bool:
        """One dot a person: below 30 answers, for the evaluation and programme teams."""
        drawn = self.form in (Form.ROWS, Form.DOTS)
        return drawn and self.n is not None and 0 < self.n < LARGE_GROUP

    @property
    def has_hidden(self) -> bool:
        """Whether any number is hidden."""
        return any(cell.hidden for cell in self.cells)


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """One group of a table: its cells and how many answered. `merged` names the groups inside."""

    label: str
    cells: tuple[ShownCell, ...]
    total: ShownCell
    merged: tuple[str, ...] = field(default=())


@dataclass(frozen=True, kw_only=True)
class ShownTable:
    """What one audience may see of a table of groups by answers, margins included."""

    form: Form
    audience: Audience
    sentence: str
    rows: tuple[ShownRow, ...] = ()
    column_totals: tuple[ShownCell, ...] = ()
    total: ShownCell | None = None
    cautions: tuple[str, ...] = ()
