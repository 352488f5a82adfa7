"""One question of the findings, worded for its kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.evaluation.rules.arms import ArmFinding
from goldenthread.evaluation.rules.findings import ItemFinding
from goldenthread.evaluation.terms import Arm
from goldenthread.instruments.terms import ItemKind
from goldenthread.methods.disclosure import Form, ShownCell, ShownRow
from goldenthread.ui.words import n_of, plural

CLOUD_STEPS = 4
NO_NUMBERS = "Fewer than 10 answers: no numbers. Themes follow once the answers are read together."


@dataclass(frozen=True, kw_only=True)
class Rating:
    """A rating: dots where few answered, a bar where many did, a sentence where neither may."""

    label: str
    wording: str
    said: str
    plausible: str = ""
    over_invited: str = ""
    skipped: str = ""
    sentence: str = ""
    is_dots: bool = False
    k: int = 0
    n: int = 0
    low: int | None = None
    high: int | None = None
    favourable: str = ""


@dataclass(frozen=True, kw_only=True)
class TallyLine:
    """One answer to choose, and how many chose it; `people` is None where that is hidden."""

    label: str
    text: str
    people: int | None
    whole: int


@dataclass(frozen=True, kw_only=True)
class Tally:
    """A question with answers to choose."""

    label: str
    wording: str
    lead: str
    lines: tuple[TallyLine, ...]
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Word:
    """A word of the cloud; `weight` from 1 to 4, 0 where its number is not shown."""

    text: str
    people: str
    weight: int
    is_most: bool


@dataclass(frozen=True, kw_only=True)
class Words:
    """Three words people chose."""

    label: str
    words: tuple[Word, ...]
    note: str


@dataclass(frozen=True, kw_only=True)
class Texts:
    """What people wrote: for the evaluation team; a sentence for everyone else."""

    label: str
    summary: str
    texts: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, kw_only=True)
class GroupLine:
    """One question, group by group."""

    label: str
    cells: tuple[str, ...]


def rating(one: ItemFinding) -> Rating:
    if one.k is None or one.n is None:
        return Rating(label=one.label, wording=one.item.wording, said="", sentence=_why_not(one))
    share = f" ({_percent(one)}%)" if one.shown.form is Form.PERCENTAGES else ""
    skipped = plural(one.skipped or 0, "person", "people")
    return Rating(
        label=one.label,
        wording=one.item.wording,
        said=f"{n_of(one.k, one.n)} {one.said}{share}",
        plausible=f"(could plausibly be {one.plausible.text} of {one.n} similar people)"
        if one.plausible
        else "",
        over_invited=one.over_invited.text if one.over_invited else "",
        skipped=f"{skipped} did not answer this." if one.skipped else "",
        is_dots=one.has_dots,
        k=one.k,
        n=one.n,
        low=one.plausible.low if one.plausible else None,
        high=one.plausible.high if one.plausible else None,
        favourable=one.said,
    )


def _percent(one: ItemFinding) -> int:
    cell = one.shown.cell(one.said)
    return cell.percent if cell.percent is not None else 0


def _why_not(one: ItemFinding) -> str:
    """Why there is no dot: the cells that may be said, then the reason."""
    seen = [cell for cell in one.shown.cells if cell.value is not None]
    said = "; ".join(f"{cell.text} {cell.label}" for cell in seen)
    return f"{said}. {_sentence(one)}" if said else _sentence(one)


def _sentence(one: ItemFinding) -> str:
    """The reason of the door; themes are still to be written, and the sentence says so."""
    return NO_NUMBERS if one.shown.form is Form.THEMES else one.shown.sentence


def tally(one: ItemFinding) -> Tally:
    whole = one.shown.n or max((cell.value or 0 for cell in one.shown.cells), default=0)
    several = " People could choose several." if one.item.kind is ItemKind.MULTIPLE else ""
    asked = f"Of {plural(one.shown.n, 'questionnaire')}." if one.shown.n else ""
    return Tally(
        label=one.label,
        wording=one.item.wording,
        lead=f"{asked}{several}".strip(),
        lines=tuple(_line(cell, whole) for cell in one.shown.cells),
        sentence=_sentence(one) if one.shown.has_hidden or not one.shown.cells else "",
    )


def _line(cell: ShownCell, whole: int) -> TallyLine:
    percent = f" ({cell.percent}%)" if cell.percent is not None else ""
    return TallyLine(label=cell.label, text=f"{cell.text}{percent}", people=cell.value, whole=whole)


def words(one: ItemFinding) -> Words:
    most = max((cell.value or 0 for cell in one.shown.cells), default=0)
    return Words(
        label=one.label,
        words=tuple(
            Word(
                text=cell.label,
                people=cell.text if cell.value is not None else "3 or 4",
                weight=_weight(cell.value, most=most),
                is_most=cell.label in one.most_chosen,
            )
            for cell in one.shown.cells
        ),
        note=_words_note(one),
    )


def _weight(people: int | None, *, most: int) -> int:
    if not people or most < 2:
        return 0
    return 1 + (people - 1) * (CLOUD_STEPS - 1) // (most - 1)


def _words_note(one: ItemFinding) -> str:
    if not one.shown.cells:
        return f"{_sentence(one)} No word was left to show." if _is_named(one) else _sentence(one)
    chosen = [f"“{word.capitalize()}”" for word in one.most_chosen]
    most = f" {' and '.join(chosen)} was chosen most." if len(chosen) == 1 else ""
    tail = (
        "Evaluation team only: outside it, words from fewer than 3 people are left out."
        if one.shown.form is Form.ROWS
        else one.shown.sentence
    )
    return f"In alphabetical order.{most} {tail}"


def _is_named(one: ItemFinding) -> bool:
    """Words may be shown, and every one of them came from too few."""
    return one.shown.form is Form.COUNTS


def texts(one: ItemFinding) -> Texts:
    wrote = plural(len(one.texts), "person answered", "people answered")
    return Texts(
        label=one.label,
        summary=f"{wrote}: read what they wrote" if one.texts else "",
        texts=one.texts,
        sentence=one.shown.sentence,
    )


def group_line(one: ArmFinding) -> GroupLine:
    by_arm = {row.label: row for row in one.table.rows}
    return GroupLine(
        label=one.label,
        cells=tuple(_group_cell(by_arm[arm.value]) for arm in Arm),
    )


def _group_cell(row: ShownRow) -> str:
    parts = [f"{cell.text} {_lower(cell.label)}" for cell in row.cells if cell.value != 0]
    return "; ".join(parts) or "No answers"


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def data_rows(items: Sequence[ItemFinding]) -> tuple[tuple[str, str, str], ...]:
    """Question, answer, people: every number on the page, once more as a table."""
    found = []
    for one in items:
        shown = one.levels or one.shown
        for cell in shown.cells:
            found.append((one.label, cell.label, cell.text))
    return tuple(found)
