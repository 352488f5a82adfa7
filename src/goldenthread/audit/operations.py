"""Adding to the record. Called inside the transaction of the write it records."""

import hashlib
import json
from collections.abc import Iterable, Mapping

from django.db import transaction

from goldenthread.audit.models import Event, Seal
from goldenthread.audit.terms import Actor

GENESIS = "0" * 64


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
    *, by: Actor, action: str, subjects: Iterable[tuple[str, int | str, int | None]]
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
        )
        for kind, subject_id, person_id in subjects
    )


def digest_of(event: Event) -> bytes:
    """The bytes of one event that the chain covers."""
    parts = [
        event.pk,
        event.at.isoformat(),
        event.actor_kind,
        event.actor_id,
        event.action,
        event.subject_kind,
        event.subject_id,
        event.person_id,
        event.is_view,
        event.detail,
    ]
    return json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()


def digest_of_batch(previous: str, events: Iterable[Event]) -> tuple[str, int]:
    """SHA-256 over the previous digest and each event in order."""
    running = hashlib.sha256(previous.encode())
    count = 0
    for event in events:
        running.update(digest_of(event))
        count += 1
    return running.hexdigest(), count


@transaction.atomic
def seal(*, limit: int = 5000) -> int:
    """Close the unsealed tail into the chain; returns how many events were sealed."""
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
