"""Messages of somebody who is forgotten: that there was one stays, what it said does not."""

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach
from goldenthread.messaging.models import Message, NotReached
from goldenthread.messaging.operations.noting import record_message
from goldenthread.messaging.terms import MessageState

GONE = "This person asked to be forgotten."


@transaction.atomic
def empty_messages(*, person_id: int, by: Actor) -> int:
    """Every message to this person loses its words and address; what waits is not sent.

    The caller has checked that this person is to be forgotten; returns how many.
    """
    if by.kind == "anonymous":
        raise OutOfReach(f"messages of person {person_id}")
    rows = list(Message.objects.select_for_update().filter(person_id=person_id))
    for row in rows:
        if row.state == MessageState.WAITING:
            row.state, row.stop_reason, row.hold_until = MessageState.STOPPED, GONE, None
            record_message(row, by, "message.stopped", {"kind": row.kind})
        row.to_name = row.to_address = row.subject = row.body = row.calendar = ""
    NotReached.objects.filter(person_id=person_id).delete()
    fields = ("state", "stop_reason", "hold_until", "to_name", "to_address")
    Message.objects.bulk_update(rows, [*fields, "subject", "body", "calendar"])
    return len(rows)
