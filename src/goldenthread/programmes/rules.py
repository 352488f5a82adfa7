"""Rules of programmes: the thread, and how long a programme lasts."""

from collections.abc import Sequence
from datetime import date

from goldenthread.access.terms import Refused
from goldenthread.programmes.terms import ThreadStep


def thread(steps: Sequence[tuple[str, bool]]) -> tuple[ThreadStep, ...]:
    """The first step not done is where the programme is now; what lies beyond may be done too."""
    found: list[ThreadStep] = []
    is_now_taken = False
    for label, is_done in steps:
        state = "done" if is_done else "todo" if is_now_taken else "now"
        is_now_taken = is_now_taken or not is_done
        found.append(ThreadStep(label, state))
    return tuple(found)


def must_end_after_start(starts_on: date, ends_on: date | None) -> None:
    """A programme lasts at least a day."""
    if ends_on is not None and ends_on < starts_on:
        raise Refused("The last day is before the first day. Choose a later last day.")
