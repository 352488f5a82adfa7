"""Pages of imports, worded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from goldenthread.imports import kinds
from goldenthread.imports.operations.planning import ColumnChoice
from goldenthread.imports.queries import LinePage, LineRow, RunRow
from goldenthread.imports.rules import states
from goldenthread.imports.terms import ImportState, Outcome
from goldenthread.ui.downloads import DOWNLOADS
from goldenthread.ui.words import day, listed, plural

S = ImportState
NOTED = "noted"
OUTCOME_WORDS: Mapping[Outcome, tuple[str, str]] = {
    Outcome.CREATED: ("New", "good"),
    Outcome.CHANGED: ("Changes", "accent"),
    Outcome.DUPLICATE: ("There already", "quiet"),
    Outcome.REFUSED: ("Not brought in", "settle"),
}
STATE_WORDS: Mapping[ImportState, str] = {
    S.MATCHING: "Columns to match",
    S.PREVIEW: "To look over",
    S.APPLYING: "Being brought in",
    S.DONE: "Brought in",
    S.UNDOING: "Being undone",
    S.UNDONE: "Undone",
    S.DISCARDED: "Put aside",
}


def things(row: RunRow, count: int) -> str:
    """12 applications."""
    kind = kinds.kind_of(row.kind)
    return plural(count, kind.one, kind.many)


def heading(row: RunRow) -> str:
    """The answer: how many, and how far."""
    if row.state == S.MATCHING:
        return plural(row.row_count, "line")
    if row.state == S.PREVIEW:
        return f"{things(row, row.to_write)} to bring in"
    if row.state == S.DONE:
        return f"{things(row, row.written)} {'is' if row.written == 1 else 'are'} in"
    if row.state == S.UNDONE:
        return "This import has been undone, and everything is as before"
    if row.state == S.UNDOING:
        return f"{things(row, row.written)} still to take back"
    return f"{things(row, row.written)} of {row.to_write} are in so far"


@dataclass(frozen=True)
class OutcomeTab:
    """A filter: its words, how many lines, and whether it is the one shown."""

    key: str
    words: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class RunPage:
    """One import."""

    run: RunRow
    heading: str
    tabs: tuple[OutcomeTab, ...]
    lines: tuple[dict[str, object], ...]
    found: LinePage
    outcome: str
    act: str
    may_confirm: bool
    may_undo: bool
    undo_until: str
    downloads: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Shown:
    """Which lines are shown: of one outcome, those with a note, or all."""

    key: str = ""
    outcome: Outcome | None = None
    only_noted: bool = False


def shown_of(text: str) -> Shown:
    """From the address; anything else is all of them."""
    if text == NOTED:
        return Shown(NOTED, only_noted=True)
    if text in [one.value for one in Outcome]:
        return Shown(text, Outcome(text))
    return Shown()


def _line(row: LineRow) -> dict[str, object]:
    words, tone = OUTCOME_WORDS[row.outcome]
    return {
        "number": row.number,
        "words": words,
        "tone": tone,
        "title": row.title,
        "detail": row.detail,
        "reason": row.reason,
    }


def tabs_of(row: RunRow, shown: Shown) -> tuple[OutcomeTab, ...]:
    """Filters that would show something, with how much."""
    found = [OutcomeTab("", "All lines", sum(row.counts.values()), not shown.key)]
    for one, (words, _) in OUTCOME_WORDS.items():
        count = row.counts.get(one, 0)
        found += [OutcomeTab(one.value, words, count, one == shown.outcome)] if count else []
    if row.noted:
        found.append(OutcomeTab(NOTED, "With something to know", row.noted, shown.only_noted))
    return tuple(found)


def run_page(row: RunRow, found: LinePage, shown: Shown) -> RunPage:
    """Word an import: what each line becomes, or became."""
    until = row.confirmed_at + states.UNDO_WITHIN if row.confirmed_at else None
    return RunPage(
        run=row,
        heading=heading(row),
        tabs=tabs_of(row, shown),
        lines=tuple(_line(line) for line in found.lines),
        found=found,
        outcome=shown.key,
        act=f"Bring in {things(row, row.to_write)}",
        may_confirm=row.state == S.PREVIEW and row.to_write > 0,
        may_undo=row.state in states.CAN_UNDO and row.written > 0,
        undo_until=day(until) if until else "",
        downloads=tuple(downloads(row, shown)),
    )


def confirm_sentences(row: RunRow) -> list[str]:
    """What will happen, and to whom."""
    counts = {outcome: row.counts.get(outcome, 0) for outcome in Outcome}
    said = []
    if counts[Outcome.CREATED]:
        said.append(f"{things(row, counts[Outcome.CREATED])} will be added to {row.target.name}.")
    if counts[Outcome.CHANGED]:
        said.append(f"{things(row, counts[Outcome.CHANGED])} will be changed as the preview says.")
    if twice := counts[Outcome.DUPLICATE]:
        says = "adds nothing: what it says" if twice == 1 else "add nothing: what they say"
        said.append(f"{plural(twice, 'line')} {says} is there already.")
    if counts[Outcome.REFUSED]:
        said.append(f"{plural(counts[Outcome.REFUSED], 'line')} will not be brought in.")
    said.append("The file itself is deleted from Golden Thread when this is done.")
    said.append("Nobody is written to.")
    return said


def undo_sentences(row: RunRow) -> list[str]:
    """What undoing does."""
    return [
        f"{things(row, row.written)} and everything made or changed with them will be taken back.",
        "What was there before is as it was before.",
        "Bringing the file in again starts from the file on your device.",
    ]


def column_hints(choices: Sequence[ColumnChoice]) -> dict[str, str]:
    """Under each choice: what it means, and what stands in the column chosen."""
    found = {}
    for choice in choices:
        shown = f"For example: {listed(choice.samples, joint='or')}" if choice.samples else ""
        means = choice.field.means
        found[choice.field.key] = ". ".join(part for part in (means, shown) if part)
    return found


def as_table(lines: Sequence[LineRow]) -> tuple[list[str], list[list[str | int]]]:
    """The lines as shown, for a file."""
    columns = ["Line", "Who", "More", "Becomes", "Why"]
    return columns, [
        [row.number, row.title, row.detail, OUTCOME_WORDS[row.outcome][0], row.reason]
        for row in lines
    ]


def downloads(row: RunRow, shown: Shown) -> list[tuple[str, str]]:
    """Links to the lines as shown, where the kind can make files."""
    if kinds.kind_of(row.kind).download is None:
        return []
    query = f"?outcome={shown.key}" if shown.key else ""
    return [
        (label, reverse("imports:run_lines", args=[row.id, kind]) + query)
        for kind, label in DOWNLOADS
    ]


@dataclass(frozen=True)
class RunLine:
    """One import in the list."""

    run: RunRow
    words: str
    state: str
    when: datetime


def run_lines(rows: Sequence[RunRow]) -> list[RunLine]:
    """Word the list of imports."""
    return [RunLine(row, heading(row), STATE_WORDS[row.state], row.started_at) for row in rows]
