"""Registers in a sheet: a line a person with a column a session, or a line a mark."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.access.terms import Refused
from goldenthread.directory.rules import plain, texts
from goldenthread.directory.rules.sheet_people import NAME_FIELDS, whole_name
from goldenthread.imports.terms import Field, Line
from goldenthread.learning.rules.signup_dates import ways_to_write
from goldenthread.learning.terms import Mark
from goldenthread.ui.words import day as day_words

COLUMN = "session-"
HOW = "Write whole, part or not able"
WHOLE = ("whole", "yes", "y", "1", "x", "attended", "present", "came", "full", "w", "true", "all")
PART = ("part", "p", "partly", "half", "late", "left early", "came late", "some")
NOT_ABLE = ("not able", "no", "n", "0", "absent", "apologies", "sent apologies", "a", "false")
TICKS = frozenset("✓✔☑")
NOBODY = "Nobody of this name or address is in this cohort."
SEVERAL = "Several people of this name are in this cohort. Add the email address."
NO_MARK = "There is no mark on this line."
NO_SESSION = "We cannot tell which session this is. Give its day or its number."


@dataclass(frozen=True)
class SessionSaid:
    """A session that a sheet may speak of."""

    id: int
    number: int
    day: date


@dataclass(frozen=True)
class Marks:
    """What one line says: who, and the mark of each session."""

    number: int
    name: str
    email: str
    marks: dict[int, Mark]


def fields(sessions: Sequence[SessionSaid]) -> tuple[Field, ...]:
    """Who, a column for each session, and a session with its mark where each has a line."""
    of_sessions = tuple(
        Field(
            f"{COLUMN}{one.id}",
            f"Session {one.number}, {day_words(one.day)}",
            HOW,
            (*ways_to_write(one.day), f"session {one.number}"),
        )
        for one in sessions
    )
    return (
        *NAME_FIELDS,
        *of_sessions,
        Field("session", "Session", "Its day or its number", ("session", "date", "day")),
        Field("mark", "Mark", HOW, ("mark", "attendance", "attended", "came")),
    )


def mark_of(text: str) -> Mark | None:
    """The mark a text means; None when nothing stands there; Refused when we cannot tell."""
    words = plain(text)
    if text.strip() in TICKS or words in WHOLE:
        return Mark.WHOLE
    if words in PART:
        return Mark.PART
    if words in NOT_ABLE or words.startswith(("did not", "could not", "not able")):
        return Mark.NOT_ABLE
    if not words:
        return None
    raise Refused(f"We cannot read the mark “{text[:40]}”. {HOW}.")


def read(line: Line, sessions: Sequence[SessionSaid]) -> Marks:
    """One line in our own words, or Refused."""
    marks: dict[int, Mark] = {}
    for one in sessions:
        if mark := mark_of(line.text(f"{COLUMN}{one.id}")):
            marks[one.id] = mark
    if mark := mark_of(line.text("mark")):
        marks[_session(line.text("session"), sessions)] = mark
    if not marks:
        raise Refused(NO_MARK)
    email = texts.address_of(line.text("email"))
    return Marks(line.number, whole_name(line), email, marks)


def _session(text: str, sessions: Sequence[SessionSaid]) -> int:
    day, words = texts.day_of(text), plain(text).removeprefix("session ")
    found = [one.id for one in sessions if one.day == day or str(one.number) == words]
    if len(found) != 1:
        raise Refused(NO_SESSION)
    return found[0]
