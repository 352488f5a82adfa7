"""Trying a change without making it, so that a preview is what would really happen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import transaction

from goldenthread.learning.operations.telling import HEARD
from goldenthread.messaging.models import Message

T = TypeVar("T")


@dataclass(frozen=True)
class Told:
    """One message that would go out."""

    person_id: int | None
    name: str
    by_email: bool
    subject: str
    body: str


@dataclass(frozen=True)
class Rehearsed(Generic[T]):
    """What the change would answer, and everyone it would tell."""

    answer: T
    told: tuple[Told, ...]

    @property
    def people(self) -> int:
        return len({one.person_id for one in self.told})


def rehearse(work: Callable[[], T]) -> Rehearsed[T]:
    """Do the work, note the letters, and take all of it back: nothing is written, nobody is told.

    What the work refuses is refused here in the same words.
    """
    token = HEARD.set([])
    try:
        with transaction.atomic():
            answer = work()
            found = Rehearsed(answer, _told(HEARD.get() or []))
            transaction.set_rollback(True)
    finally:
        HEARD.reset(token)
    return found


def _told(ids: list[int]) -> tuple[Told, ...]:
    rows = Message.objects.filter(pk__in=ids).order_by("to_name", "pk")
    return tuple(
        Told(row.person_id, row.to_name, bool(row.to_address), row.subject, row.body)
        for row in rows
    )
