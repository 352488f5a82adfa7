"""The board in words: the answer in the heading, what to settle, cohorts, the waiting list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from goldenthread.learning.pages.columns import ColumnView, column_view
from goldenthread.learning.pages.mix import Segment, segments
from goldenthread.learning.pages.plans import STATE_WORDS
from goldenthread.learning.queries.planned import Planned, Waiting
from goldenthread.learning.queries.plans import Board
from goldenthread.learning.queries.settling import Thing
from goldenthread.learning.rules.plans import ordinal
from goldenthread.learning.terms import PlanState
from goldenthread.ui.words import counted, day, listed, n_of, plural

# A reason no longer than this stands beside the name; a longer one is opened.
SHORT = 48
# A room no longer than this fits on one line of a column.
ONE_LINE = 26


@dataclass(frozen=True)
class ThingView:
    """One line of what to settle."""

    cohort: str
    sentence: str
    is_decided: bool
    fix: str
    fix_application_id: int | None
    fix_cohort_id: int | None
    look_application_id: int | None


@dataclass(frozen=True)
class WaitView:
    """One person on the waiting list."""

    application_id: int
    rank: str
    name: str
    letter: str
    sector: str
    short: str
    detail: str


@dataclass(frozen=True)
class BoardPage:
    """Everything the board's template prints."""

    id: int
    offer_id: int
    offer: str
    heading: str
    is_draft: bool
    is_made: bool
    may_publish: bool
    state: str
    facts: tuple[tuple[str, str], ...]
    legend: list[Segment]
    things: tuple[ThingView, ...]
    open_things: int
    settle_title: str
    publish_label: str
    columns: tuple[ColumnView, ...]
    is_tall: bool
    waiting: tuple[WaitView, ...]
    notes: tuple[str, ...]
    cautions: tuple[str, ...]
    explanation: str
    smallest_fix: str
    may_undo: bool
    seed: int


def board_page(board: Board) -> BoardPage:
    """The whole board, worded."""
    flagged = _flagged(board)
    things = tuple(_thing(thing, board) for thing in _sorted(board.things))
    columns = tuple(
        column_view(column, flagged, is_record=not board.is_draft) for column in board.columns
    )
    open_things = sum(1 for thing in things if not thing.is_decided)
    return BoardPage(
        id=board.id,
        offer_id=board.offer_id,
        offer=board.offer,
        heading=_heading(board),
        is_draft=board.is_draft,
        is_made=board.is_made,
        may_publish=board.may_publish and board.is_draft and board.is_made,
        state=STATE_WORDS[board.state],
        facts=_facts(board),
        legend=segments([p.card for c in board.columns for p in c.people]),
        things=things,
        open_things=open_things,
        settle_title=_settle_title(open_things),
        publish_label=_publish_label(open_things, board.placed),
        columns=columns,
        is_tall=any(len(line) > ONE_LINE for c in columns for line in c.lines),
        waiting=tuple(_wait(waiting, board) for waiting in board.waiting),
        notes=_notes(board),
        cautions=board.cautions,
        explanation=board.explanation,
        smallest_fix=board.smallest_fix,
        may_undo=board.is_draft and board.moves > 0,
        seed=board.seed,
    )


def _heading(board: Board) -> str:
    if not board.is_made:
        return "No plan fits everyone who must be placed"
    running = sum(1 for column in board.columns if column.people)
    placed = plural(board.placed, "person", "people")
    return f"{counted(running, 'cohort')}, {placed} placed"


def _facts(board: Board) -> tuple[tuple[str, str], ...]:
    if not board.is_made:
        return ()
    seats = sum(column.row.seats for column in board.columns)
    free = sum(column.free for column in board.columns)
    found = [
        ("Seats left", n_of(free, seats)),
        ("Waiting list", plural(len(board.waiting), "person", "people")),
        ("Mix", _share(board.mix)),
    ]
    if board.draw:
        found.append(("Drawn by lot", f"{_month(board.draw.drawn_at)}, seed {board.draw.seed}"))
    return tuple(found)


def _month(moment: datetime) -> str:
    return " ".join(day(moment).split()[1:3])


def _share(share: float) -> str:
    """Never rounded up to everything."""
    if share >= 1:
        return "the best possible"
    return f"{int(share * 1000) / 10:g}% of the best possible"


def _flagged(board: Board) -> frozenset[int]:
    return frozenset(
        pk
        for thing in board.things
        if thing.is_hard and not thing.is_decided
        for pk in thing.application_ids
    )


def _sorted(things: Sequence[Thing]) -> list[Thing]:
    return sorted(things, key=lambda t: (not t.is_hard, t.cohort))


def _thing(thing: Thing, board: Board) -> ThingView:
    fix = thing.fix if board.is_draft and not thing.is_decided else None
    return ThingView(
        cohort=thing.cohort or "The plan",
        sentence=thing.sentence,
        is_decided=thing.is_decided,
        fix=f"Move {fix.name} to {fix.cohort}" if fix else "",
        fix_application_id=fix.application_id if fix else None,
        fix_cohort_id=fix.cohort_id if fix else None,
        look_application_id=thing.application_ids[0] if thing.application_ids else None,
    )


def _settle_title(open_things: int) -> str:
    if not open_things:
        return "Settled with a reason"
    return f"{counted(open_things, 'thing')} to settle before you publish"


def _publish_label(open_things: int, placed: int) -> str:
    if open_things:
        return f"Settle {plural(open_things, 'thing')}, then publish"
    return f"Offer {plural(placed, 'place')}"


def _wait(waiting: Waiting, board: Board) -> WaitView:
    person = waiting.person
    return WaitView(
        application_id=person.application_id,
        rank=f"Drawn {ordinal(person.rank)}" if person.rank else "Not drawn yet",
        name=person.card.name,
        letter=person.card.sector_letter or "O",
        sector=person.card.sector_name or "sector not known",
        short=_short(waiting, board),
        detail=_detail(person),
    )


def _short(waiting: Waiting, board: Board) -> str:
    names = {column.row.id: column.row.name for column in board.columns}
    free = [pk for pk in waiting.suiting if pk not in waiting.full]
    if waiting.person.moved_by:
        return "Moved here by hand"
    if not board.is_draft:
        return "What they were told"
    if not waiting.suiting:
        detail = _detail(waiting.person).rstrip(".")
        return detail if len(detail) <= SHORT else "No cohort suits"
    if not free:
        full = [names.get(pk, "") for pk in waiting.full]
        return f"{listed(full)} {'is' if len(full) == 1 else 'are'} full"
    return "A rule stands in the way"


def _detail(person: Planned) -> str:
    if person.told:
        return person.told
    if person.moved_by:
        why = f": {person.why}" if person.why else "."
        return f"Moved by {person.moved_by}{why}"
    reason = person.reason.removeprefix("Waiting list: ")
    return reason[:1].upper() + reason[1:]


def _notes(board: Board) -> tuple[str, ...]:
    """What the reader should know of the plan as a whole."""
    found = []
    if board.newcomers and board.is_draft:
        found.append(
            f"{counted(board.newcomers, 'person')} became eligible after this plan was made."
            " Form the cohorts again to include them; locked people stay."
        )
    if board.published_at:
        found.append(f"Published on {day(board.published_at)}. Places change on their own page.")
    if board.state == PlanState.SUPERSEDED:
        found.append("A newer plan took the place of this one.")
    return tuple(found)


def moved_words(page: BoardPage, application_id: int) -> str:
    """Where the person is now, said after a move."""
    for column in page.columns:
        for chip in column.chips:
            if chip.application_id == application_id:
                return f"{chip.name} is in {column.name} now."
    for person in page.waiting:
        if person.application_id == application_id:
            return f"{person.name} is on the waiting list now and keeps their place in the draw."
    return "Moved."
