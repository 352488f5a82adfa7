"""Many rows at once, and what the record says about them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from django.db import connection
from django.db.models import Model

from goldenthread.access.actor import Actor
from goldenthread.audit.models import Event

Row = TypeVar("Row", bound=Model)
ROUND = 2_000


def rounds(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Some thousand at a time."""
    left = iter(rows)
    while some := list(islice(left, ROUND)):
        yield some


def add(rows: Sequence[Row]) -> Sequence[Row]:
    """Insert them all; each knows its id afterwards."""
    for some in rounds(rows):
        type(some[0])._default_manager.bulk_create(some)
    return rows


def check_as_we_go() -> None:
    """PostgreSQL looks at foreign keys with each insert, and keeps no long list for the end."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Record:
    """Lines of the record, written some thousand at a time."""

    def __init__(self) -> None:
        self._waiting: list[Event] = []

    def note(
        self,
        by: Actor,
        action: str,
        subject: tuple[str, int],
        *,
        person_id: int | None = None,
        detail: dict[str, object] | None = None,
    ) -> None:
        self._waiting.append(
            Event(
                actor_kind=by.kind,
                actor_id=by.id,
                action=action,
                subject_kind=subject[0],
                subject_id=str(subject[1]),
                person_id=person_id,
                detail=detail or {},
            )
        )
        if len(self._waiting) >= ROUND:
            self.write()

    def write(self) -> None:
        Event.objects.bulk_create(self._waiting)
        self._waiting.clear()
