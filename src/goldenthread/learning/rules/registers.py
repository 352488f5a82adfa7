"""Rules for the register."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from goldenthread.access.terms import Refused
from goldenthread.learning.terms import Mark, SessionState
from goldenthread.ui.words import counted, day, in_london, listed

MARKS = {Mark.WHOLE: "Whole", Mark.PART: "Part", Mark.NOT_ABLE: "Not able to attend"}


def must_take_marks(state: SessionState, *, starts_at: datetime, now: datetime) -> None:
    """From the day of the session on, for as long as it is not called off."""
    if state == SessionState.CANCELLED:
        raise Refused("This session is cancelled, so it has no register.")
    if in_london(now).date() < in_london(starts_at).date():
        raise Refused(f"The register opens on the day: {day(starts_at)}.")


def must_be_on_the_register(marked: Collection[int], *, register: Collection[int]) -> None:
    if set(marked) - set(register):
        raise Refused(
            "Someone you marked was not in this cohort on the day. Open the register again."
        )


def must_be_whole(names: Mapping[int, str], *, marked: Collection[int]) -> None:
    """Every person of the day has a mark before the register closes."""
    left = [name for person_id, name in names.items() if person_id not in marked]
    if left:
        who = listed([*left[:3], f"{len(left) - 3} more"] if len(left) > 4 else left)
        raise Refused(f"{counted(len(left), 'person is', 'people are')} not marked yet: {who}.")


def must_not_be_closed(closed_at: datetime | None) -> None:
    if closed_at is not None:
        raise Refused("This register is closed already. You can still correct a mark.")


def is_correction(closed_at: datetime | None) -> bool:
    """A mark after closing is a correction: allowed, recorded, and told to what depends on it."""
    return closed_at is not None


def counts(marks: Sequence[Mark]) -> dict[Mark, int]:
    return {mark: sum(1 for m in marks if m == mark) for mark in Mark}
