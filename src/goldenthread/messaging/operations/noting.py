"""What the record says about messages."""

from collections.abc import Iterable

from goldenthread.access.actor import Actor
from goldenthread.audit import operations as audit
from goldenthread.messaging.models import Message


def record_message(message: Message, by: Actor, action: str, detail: dict[str, object]) -> None:
    """One line in the record about one message."""
    audit.record(
        by=by,
        action=action,
        subject=("message", message.pk),
        person_id=message.person_id,
        detail=detail,
    )


def note_reading_of_list(shown: Iterable[Message], *, by: Actor) -> None:
    """Whose messages somebody saw in the list."""
    people = sorted({m.person_id for m in shown if m.person_id is not None})
    audit.record_view(by=by, page="outbox.read", subject=("outbox", ""), person_ids=people)


def note_taking_away(taken: Iterable[Message], *, by: Actor) -> None:
    """Whose messages stand in a file somebody took away."""
    people = sorted({m.person_id for m in taken if m.person_id is not None})
    audit.record_view(by=by, page="outbox.exported", subject=("outbox", ""), person_ids=people)


def note_reading(message: Message, *, by: Actor) -> None:
    """Whose message somebody read."""
    people = [message.person_id] if message.person_id is not None else []
    audit.record_view(
        by=by, page="message.read", subject=("message", message.pk), person_ids=people
    )
