"""What the record says about messages."""

from collections.abc import Iterable
from datetime import datetime

from goldenthread.access.actor import Actor
from goldenthread.audit import operations as audit
from goldenthread.messaging import rules
from goldenthread.messaging.models import Message, NotReached


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


def mark_not_reached(message: Message, *, code: str, now: datetime, by: Actor) -> None:
    """Nothing is sent to this address until somebody has looked at it."""
    _, is_new = NotReached.objects.get_or_create(
        address_key=rules.address_key(message.to_address),
        defaults={"person_id": message.person_id, "code": code, "noted_at": now},
    )
    if is_new:
        record_message(message, by, "address.not_reached", {"code": code})


def try_address_again(message: Message, *, by: Actor) -> None:
    """Somebody looked at it: messages go there again."""
    marks = NotReached.objects.filter(address_key=rules.address_key(message.to_address))
    if marks.delete()[0]:
        record_message(message, by, "address.tried_again", {})
