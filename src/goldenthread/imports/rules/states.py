"""What may happen to an import when."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from goldenthread.access.terms import Refused
from goldenthread.imports.terms import ImportState as S

UNDO_DAYS = 30
KEPT_UNCONFIRMED = timedelta(days=7)
UNDO_WITHIN = timedelta(days=UNDO_DAYS)

WHERE: dict[S, str] = {
    S.MATCHING: "The columns of this file have not been matched yet.",
    S.PREVIEW: "This file has not been brought in yet.",
    S.APPLYING: "This file is being brought in.",
    S.DONE: "This file has been brought in already.",
    S.UNDOING: "This import is being undone.",
    S.UNDONE: "This import has been undone.",
    S.DISCARDED: "This file was put aside, and nothing of it was kept.",
}
CAN_MATCH = frozenset({S.MATCHING, S.PREVIEW})
CAN_CONFIRM = frozenset({S.PREVIEW, S.APPLYING})
CAN_UNDO = frozenset({S.APPLYING, S.DONE, S.UNDOING})


def must_be(state: S, allowed: frozenset[S]) -> None:
    """Refused with where the import stands."""
    if state not in allowed:
        raise Refused(WHERE[state])


def must_be_undoable(state: S, confirmed_at: datetime | None, now: datetime) -> None:
    """An import can be undone for 30 days."""
    must_be(state, CAN_UNDO)
    if confirmed_at is not None and now > confirmed_at + UNDO_WITHIN:
        raise Refused(f"An import can be undone for {UNDO_DAYS} days, and those are over.")


def must_have_work(count: int) -> None:
    """There is at least one line to write."""
    if count == 0:
        raise Refused("No line of this file would be written, so there is nothing to bring in.")


def must_not_depend(sentences: Sequence[str]) -> None:
    """Undo would pull the ground from under later work."""
    if sentences:
        raise Refused(" ".join(["This cannot be undone any more.", *sentences[:20]]))
