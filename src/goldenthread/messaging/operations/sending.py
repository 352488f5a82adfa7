"""Sending what is due, once, after asking again whether it may still go."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from goldenthread.access.actor import Actor
from goldenthread.messaging import links, rules, stops
from goldenthread.messaging.models import Message
from goldenthread.messaging.operations import post
from goldenthread.messaging.operations.noting import record_message
from goldenthread.messaging.terms import MessageState, NotTaken, SendReport

ROUND = 500
ENDED = {
    MessageState.SENT: "message.sent",
    MessageState.STOPPED: "message.stopped",
    MessageState.NOT_DELIVERED: "message.not_delivered",
}


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
    except links.NotMade:
        _finish(message, MessageState.STOPPED, by=by, reason=rules.NO_LINK)
        return "stopped"
    except ValueError:  # a line break or letters no header can hold; the round goes on
        _finish(message, MessageState.NOT_DELIVERED, by=by, reason=rules.NOT_AN_ADDRESS)
        return "given_up"
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
    record_message(message, by, ENDED[state], {"kind": message.kind})
