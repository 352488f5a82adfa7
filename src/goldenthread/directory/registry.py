"""What the floors above do when somebody asks to be forgotten; the directory does not know them."""

from datetime import datetime
from typing import Any, Protocol


class Step(Protocol):
    """What one app does about one person, inside the transaction of whoever asks."""

    def __call__(self, *, person_id: int, now: datetime, by: Any) -> None: ...


_AT_ONCE: list[Step] = []
_AFTER_REVIEW: list[Step] = []


def register_stop(step: Step) -> None:
    """At once, when the person asks: leave what they take part in, delete what may go."""
    if step not in _AT_ONCE:
        _AT_ONCE.append(step)


def register_erasure(step: Step) -> None:
    """After somebody has looked: take away what tells who they were."""
    if step not in _AFTER_REVIEW:
        _AFTER_REVIEW.append(step)


def stops() -> tuple[Step, ...]:
    return tuple(_AT_ONCE)


def erasures() -> tuple[Step, ...]:
    return tuple(_AFTER_REVIEW)
