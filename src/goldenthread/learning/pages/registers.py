"""The register in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from goldenthread.directory.terms import ADJUSTMENT_WORDS, PersonCard
from goldenthread.learning.pages.sessions import where_words
from goldenthread.learning.queries.registers import Line, Register
from goldenthread.learning.terms import Mark
from goldenthread.ui.words import clock, n_of, when

CHOICES = (
    (Mark.WHOLE.value, "Whole"),
    (Mark.PART.value, "Part"),
    (Mark.NOT_ABLE.value, "Not able to attend"),
)
STEP_OUT = "Anyone may step out, with no reason given."
GROUNDING = (
    "Put both feet on the floor. Feel the chair carry you.",
    "Look around slowly and name five things you can see.",
    "Breathe in while you count to four, and out while you count to six. Three times.",
)


class Note(Protocol):
    """What someone wrote for the facilitator."""

    @property
    def text(self) -> str: ...

    @property
    def wants_a_call(self) -> bool: ...

    @property
    def phone(self) -> str: ...


@dataclass(frozen=True)
class PersonLine:
    """One person: who, what helps, the note for the facilitator, the mark."""

    id: int
    name: str
    letter: str
    sector: str
    about: str
    adjustments: tuple[str, ...]
    note: str = field(repr=False)
    call: str = field(repr=False)
    mark: str
    has_left: bool


@dataclass(frozen=True)
class RegisterPage:
    """Everything the register prints."""

    id: int
    cohort_id: int
    caption: str
    when: str
    marked: int
    people: int
    progress: str
    left: int
    is_closed: bool
    closed: str
    lines: tuple[PersonLine, ...]
    content_note: str
    on_call_name: str
    on_call_phone: str
    choices: tuple[tuple[str, str], ...] = CHOICES
    grounding: tuple[str, ...] = GROUNDING


def register_page(found: Register, notes: Mapping[int, Note]) -> RegisterPage:
    """The register, worded. Notes only where the reader may see them."""
    session = found.session
    closed = session.register_closed_at
    return RegisterPage(
        id=session.id,
        cohort_id=session.cohort_id,
        caption=f"{session.cohort}, session {session.number} of {session.of}",
        when=f"{when(session.starts_at)}. {where_words(session)}.",
        marked=found.marked,
        people=len(found.lines),
        progress=f"{n_of(found.marked, len(found.lines))} marked",
        left=found.left,
        is_closed=found.is_closed,
        closed=f"Closed on {when(closed)}. You can still correct a mark." if closed else "",
        lines=tuple(_line(line, notes.get(line.card.id)) for line in found.lines),
        content_note=_to_read_out(session.content_note),
        on_call_name=session.on_call_name,
        on_call_phone=session.on_call_phone,
    )


def _line(line: Line, note: Note | None) -> PersonLine:
    card = line.card
    return PersonLine(
        id=card.id,
        name=card.name,
        letter=card.sector_letter or "O",
        sector=card.sector_name,
        about=_about(card),
        adjustments=tuple(ADJUSTMENT_WORDS[code] for code in card.adjustments),
        note=note.text if note else "",
        call=_call(note),
        mark=line.mark.value if line.mark else "",
        has_left=line.has_left,
    )


def _to_read_out(content_note: str) -> str:
    """What is said before the start; that anyone may step out is said once, in either's words."""
    if not content_note:
        return f"Say before you start: {STEP_OUT[0].lower()}{STEP_OUT[1:]}"
    said = "" if "step out" in content_note.lower() else f" {STEP_OUT}"
    return f"Read this out before you start: {content_note}{said}"


def _call(note: Note | None) -> str:
    if note is None or not note.wants_a_call:
        return ""
    return f"Asked for a call first: {note.phone}." if note.phone else "Asked for a call first."


def _about(card: PersonCard) -> str:
    return ", ".join(part for part in (card.title or card.organisation, card.place) if part)


def saved_words(now: datetime) -> str:
    return f"Saved at {clock(now)}"
