"""One cohort of the board, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.learning.pages.mix import Segment, letter_order, segments
from goldenthread.learning.queries.cohort_facts import CohortFacts
from goldenthread.learning.queries.cohorts import CohortRow
from goldenthread.learning.queries.planned import Column, Planned
from goldenthread.learning.terms import CohortPolicy, Mode
from goldenthread.ui.words import clock, counted, n_of, short_day

MET = "All constraints met"


@dataclass(frozen=True)
class ChipView:
    """One person in a column. `gap`: the first of their sector."""

    application_id: int
    name: str
    letter: str
    sector: str
    place: str
    gap: bool
    is_flagged: bool
    is_locked: bool
    is_moved: bool
    has_place: bool


@dataclass(frozen=True)
class ColumnView:
    """One cohort of the board."""

    id: int
    name: str
    seats: str
    free: str
    lines: tuple[str, ...]
    segments: list[Segment]
    is_ok: bool
    verdict: str
    chips: tuple[ChipView, ...]


def column_view(column: Column, flagged: frozenset[int], *, is_record: bool = False) -> ColumnView:
    """A draft says what holds now; a record says only that it was published so."""
    row = column.row
    verdict = "As published" if is_record else _verdict(column)
    return ColumnView(
        id=row.id,
        name=row.name,
        seats=n_of(len(column.people), row.seats),
        free=f"{column.free} left" if column.free else "full",
        lines=where_and_when(row),
        segments=segments([p.card for p in column.people]),
        is_ok=is_record or verdict == MET,
        verdict=verdict,
        chips=_chips(column.people, flagged),
    )


def _verdict(column: Column) -> str:
    """One line under the mix bar."""
    if not column.people:
        return "Nobody here yet, so it does not run"
    hard = [thing.sentence for thing in column.things if thing.is_hard]
    if len(hard) > 1:
        return f"{counted(len(hard), 'rule')} not met here; see above"
    if hard:
        return hard[0]
    if column.things:
        return column.things[0].sentence.partition(". ")[0]
    return MET


def where_and_when(row: CohortRow | CohortFacts) -> tuple[str, ...]:
    """First session; in person or online, where; and for whom."""
    when = f"{short_day(row.first)}, {clock(row.first)}" if row.first else "No session to come"
    room = "Online" if row.mode == Mode.ONLINE else f"In person, {row.venue or 'room to come'}"
    only = (f"Only {row.organisation}",) if row.policy == CohortPolicy.SINGLE_ORGANISATION else ()
    return (when, room, *only)


def _chips(people: Sequence[Planned], flagged: frozenset[int]) -> tuple[ChipView, ...]:
    ordered = sorted(people, key=lambda p: (letter_order(p.card), p.card.name))
    return tuple(
        ChipView(
            application_id=p.application_id,
            name=p.card.name,
            letter=p.card.sector_letter or "O",
            sector=p.card.sector_name or "sector not known",
            place=p.card.place,
            gap=i > 0 and ordered[i - 1].card.sector_name != p.card.sector_name,
            is_flagged=p.application_id in flagged,
            is_locked=p.is_locked,
            is_moved=bool(p.moved_by),
            has_place=p.has_place,
        )
        for i, p in enumerate(ordered)
    )
