"""Writing, sending and stopping messages."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit import operations as audit
from goldenthread.messaging import links, post, queries, rules, stops
from goldenthread.messaging.models import Message
from goldenthread.messaging.terms import MessageState, NotTaken, SendReport

ROUND = 500
ENDED = {
    MessageState.SENT: "message.sent",
    MessageState.STOPPED: "message.stopped",
    MessageState.NOT_DELIVERED: "message.not_delivered",
}


@transaction.atomic
def enqueue(
    *,
    by: Actor,
    person_id: int | None,
    to_name: str,
    to_address: str,
    kind: str,
    why: str,
    subject: str,
    body: str,
    dedupe_key: str,
    due_at: datetime,
    check: tuple[str, int] | None = None,
    scope: tuple[str, int] | None = None,
    calendar: str = "",
    calendar_method: str = "",
) -> int | None:
    """Put a message in the outbox and return its id; None when this key was used before.

    Nothing sensitive in the subject or the first lines: a phone shows them to whoever is near.
    """
    links.must_be_known(body)
    if check:
        stops.must_be_known(check[0])
    message, is_new = Message.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "person_id": person_id,
            "to_name": to_name,
            "to_address": to_address,
            "kind": kind,
            "why": why,
            "subject": rules.one_line(subject),
            "body": body,
            "due_at": due_at,
            "check_kind": check[0] if check else "",
            "check_id": check[1] if check else None,
            "scope_kind": scope[0] if scope else "",
            "scope_id": scope[1] if scope else None,
            "calendar": calendar,
            "calendar_method": calendar_method,
        },
    )
    if not is_new:
        return None
    _record(message, by, "message.written", {"kind": kind})
    return int(message.pk)


def _record(message: Message, by: Actor, action: str, detail: dict[str, object]) -> None:
    audit.record(
        by=by,
        action=action,
        subject=("message", message.pk),
        person_id=message.person_id,
        detail=detail,
    )


def send_due(*, now: datetime, by: Actor) -> SendReport:
    """Send what is due, each message in a transaction of its own; safe under several workers."""
    ids = list(_due(now).order_by("due_at", "id").values_list("pk", flat=True)[:ROUND])
    counted: Counter[str] = Counter(send_one(message_id=pk, now=now, by=by) for pk in ids)
    return SendReport(counted["sent"], counted["stopped"], counted["put_off"], counted["given_up"])


def _due(now: datetime) -> QuerySet[Message]:
    free = Q(hold_until__isnull=True) | Q(hold_until__lte=now)
    return Message.objects.filter(free, state=MessageState.WAITING, due_at__lte=now)


def send_one(*, message_id: int, now: datetime, by: Actor) -> str:
    """Send one due message; answers `sent`, `stopped`, `put_off`, `given_up` or `not_ours`.

    A worker takes a message by one conditional update, so of two only one has it, on either
    database. A worker that goes down with a message in hand loses it again after ten minutes.
    """
    mine = _due(now).filter(pk=message_id)
    if not mine.update(hold_until=now + rules.HOLD, attempts=F("attempts") + 1):
        return "not_ours"
    message = Message.objects.get(pk=message_id)
    if reason := _reason_against(message, now):
        _finish(message, MessageState.STOPPED, by=by, reason=reason)
        return "stopped"
    try:
        post.deliver(message)
    except NotTaken as trouble:
        return _put_off(message, now=now, by=by, for_good=trouble.for_good)
    _finish(message, MessageState.SENT, by=by, sent_at=now)
    return "sent"


def _reason_against(message: Message, now: datetime) -> str | None:
    if not message.to_address:
        return rules.NO_ADDRESS
    if not message.check_kind or message.check_id is None:
        return None
    return stops.reason_against(message.check_kind, message.check_id, now)


def _put_off(message: Message, *, now: datetime, by: Actor, for_good: bool) -> str:
    again = rules.next_try(now, attempts=message.attempts)
    if again is None or for_good:
        reason = rules.NO_SUCH_ADDRESS if for_good else rules.NOT_TAKEN
        _finish(message, MessageState.NOT_DELIVERED, by=by, reason=reason)
        return "given_up"
    Message.objects.filter(pk=message.pk).update(hold_until=again)
    return "put_off"


@transaction.atomic
def _finish(
    message: Message,
    state: MessageState,
    *,
    by: Actor,
    reason: str = "",
    sent_at: datetime | None = None,
) -> None:
    Message.objects.filter(pk=message.pk).update(
        state=state, stop_reason=reason, sent_at=sent_at, hold_until=None
    )
    _record(message, by, ENDED[state], {"kind": message.kind})


@transaction.atomic
def send_again(*, message_id: int, now: datetime, by: Actor) -> None:
    """Put a message that could not be delivered back in the queue, with all its tries."""
    rows = queries.within_reach(by, Permission.OUTBOX_SEND)
    message = rows.select_for_update().filter(pk=message_id).first()
    if message is None:
        raise OutOfReach(f"message {message_id}")
    rules.must_be_sendable_again(message.state)
    Message.objects.filter(pk=message.pk).update(
        state=MessageState.WAITING, stop_reason="", attempts=0, hold_until=None, due_at=now
    )
    _record(message, by, "message.sent_again", {"kind": message.kind})


def note_reading_of_list(shown: Iterable[Message], *, by: Actor) -> None:
    """Whose messages somebody saw in the list."""
    people = sorted({m.person_id for m in shown if m.person_id is not None})
    audit.record_view(by=by, page="outbox.read", subject=("outbox", ""), person_ids=people)


def note_reading(message: Message, *, by: Actor) -> None:
    """Whose message somebody read."""
    people = [message.person_id] if message.person_id is not None else []
    audit.record_view(
        by=by, page="message.read", subject=("message", message.pk), person_ids=people
    )


@transaction.atomic
def stop_for(*, check: tuple[str, int], reason: str, by: Actor) -> int:
    """Stop every waiting message about this; returns how many."""
    waiting = Message.objects.select_for_update().filter(
        check_kind=check[0], check_id=check[1], state=MessageState.WAITING
    )
    found = list(waiting.values_list("pk", "person_id"))
    Message.objects.filter(pk__in=[pk for pk, _ in found]).update(
        state=MessageState.STOPPED, stop_reason=reason, hold_until=None
    )
    audit.record_many(
        by=by,
        action="message.stopped",
        subjects=[("message", pk, person_id) for pk, person_id in found],
    )
    return len(found)
