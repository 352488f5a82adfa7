"""How the chain is made: each digest covers the one before it and every event since."""

import hashlib
import json
from collections.abc import Iterable

from goldenthread.audit.terms import ChainedEvent

GENESIS = "0" * 64


def digest_of(event: ChainedEvent) -> bytes:
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


def digest_of_batch(previous: str, events: Iterable[ChainedEvent]) -> tuple[str, int]:
    """SHA-256 over the previous digest and each event in order; also how many there were."""
    running = hashlib.sha256(previous.encode())
    count = 0
    for event in events:
        running.update(digest_of(event))
        count += 1
    return running.hexdigest(), count
