"""Adding to the record. Called inside the transaction of the write it records."""

import logging
from collections.abc import Iterable, Mapping

from django.db import OperationalError, connection, transaction

from goldenthread.audit.models import Event, Seal
from goldenthread.audit.rules import GENESIS, digest_of_batch
from goldenthread.audit.terms import Actor

logger = logging.getLogger(__name__)

PATIENCE_MS = 1000


def record(
    *,
    by: Actor,
    action: str,
    subject: tuple[str, int | str],
    person_id: int | None = None,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Record one write. `detail` holds ids, names of fields and states; never personal text."""
    Event.objects.create(
        actor_kind=by.kind,
        actor_id=by.id,
        action=action,
        subject_kind=subject[0],
        subject_id=str(subject[1]),
        person_id=person_id,
        detail=dict(detail or {}),
    )


def record_view(
    *, by: Actor, page: str, subject: tuple[str, int | str], person_ids: Iterable[int]
) -> None:
    """Record that personal data of these people was shown to the actor."""
    Event.objects.bulk_create(
        Event(
            actor_kind=by.kind,
            actor_id=by.id,
            action=page,
            subject_kind=subject[0],
            subject_id=str(subject[1]),
            person_id=person_id,
            is_view=True,
        )
        for person_id in person_ids
    )


def record_many(
    *,
    by: Actor,
    action: str,
    subjects: Iterable[tuple[str, int | str, int | None]],
    detail: Mapping[str, object] | None = None,
) -> None:
    """Record one act over many subjects: (kind, id, person id)."""
    Event.objects.bulk_create(
        Event(
            actor_kind=by.kind,
            actor_id=by.id,
            action=action,
            subject_kind=kind,
            subject_id=str(subject_id),
            person_id=person_id,
            detail=dict(detail or {}),
        )
        for kind, subject_id, person_id in subjects
    )


def seal(*, limit: int = 5000) -> int:
    """Close the unsealed tail into the chain; returns how many events were sealed.

    When writers are busy for longer than we care to wait, nothing is sealed until the next minute.
    """
    try:
        with transaction.atomic():
            _wait_for_writers()
            return _seal_tail(limit)
    except OperationalError:
        logger.info("The record was not sealed just now; the next minute tries again.")
        return 0


def _wait_for_writers() -> None:
    """Nobody may still hold a lower number than the last one sealed, or the chain would break.

    On SQLite there is one writer at a time, and it is us. On PostgreSQL numbers are given before
    the commit, so we take the table for ourselves for the moment that sealing needs.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE_MS}ms'")
            cursor.execute("LOCK TABLE audit_event IN SHARE ROW EXCLUSIVE MODE")


def _seal_tail(limit: int) -> int:
    last = Seal.objects.order_by("-id").first()
    previous, after = (last.digest, last.last_event_id) if last else (GENESIS, 0)
    batch = list(Event.objects.filter(id__gt=after).order_by("id")[:limit])
    if not batch:
        return 0
    digest, count = digest_of_batch(previous, batch)
    Seal.objects.create(
        first_event_id=batch[0].pk,
        last_event_id=batch[-1].pk,
        count=count,
        previous=previous,
        digest=digest,
    )
    return count
