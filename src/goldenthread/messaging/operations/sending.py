"""Sending what is due, once, after asking again whether it may still go."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from goldenthread.access.actor import Actor
from goldenthread.messaging import links, queries, registry, rules, stops
from goldenthread.messaging.models import Message, NotReached
from goldenthread.messaging.operations import post
from goldenthread.messaging.operations.noting import mark_not_reached, record_message
from goldenthread.messaging.registry import Choices
from goldenthread.messaging.rules import quiet
from goldenthread.messaging.terms import MessageState, NotTaken, Pace, SendReport
from goldenthread.ui.words import in_london

ROUND = 500
ENDED = {
    MessageState.SENT: "message.sent",
    MessageState.STOPPED: "message.stopped",
    MessageState.NOT_DELIVERED: "message.not_delivered",
}


def send_due(*, now: datetime, by: Actor) -> SendReport:
    """Send what is due, each message in a transaction of its own; safe under several workers.

    Where there is no mail server to speak to, the rest of the round waits for the next minute.
    """
    ids = list(_due(now).order_by("due_at", "id").values_list("pk", flat=True)[:ROUND])
    counted: Counter[str] = Counter()
    for pk in ids:
        outcome, others = _send(pk, now=now, by=by)
        counted[outcome] += 1
        counted["sent"] += others
        if outcome == "no_server":
            break
    put_off = counted["put_off"] + counted["no_server"]
    return SendReport(counted["sent"], counted["stopped"], put_off, counted["given_up"])


def _due(now: datetime) -> QuerySet[Message]:
    free = Q(hold_until__isnull=True) | Q(hold_until__lte=now)
    return Message.objects.filter(free, state=MessageState.WAITING, due_at__lte=now)


def _is_taken(message_id: int, *, now: datetime) -> bool:
    """One conditional update, so of two workers only one has it, on either database. A worker
    that goes down with a message in hand loses it again after ten minutes."""
    mine = _due(now).filter(pk=message_id)
    return bool(mine.update(hold_until=now + rules.HOLD, attempts=F("attempts") + 1))


def send_one(*, message_id: int, now: datetime, by: Actor) -> str:
    """Send one due message, with others that can wait where the person wishes that.

    Answers `sent`, `stopped`, `put_off`, `no_server`, `given_up` or `not_ours`.
    """
    return _send(message_id, now=now, by=by)[0]


def _send(message_id: int, *, now: datetime, by: Actor) -> tuple[str, int]:
    """What became of it, and how many others went with it."""
    if not _is_taken(message_id, now=now):
        return "not_ours", 0
    message = Message.objects.get(pk=message_id)
    choices = registry.choices_of(message.person_id)
    if choices is not None:
        message.to_address = choices.email
    if outcome := _kept_back(message, choices, now=now, by=by):
        return outcome, 0
    others = _companions(message, choices, now=now)
    outcome = _hand_over([message, *others], now=now, by=by)
    return outcome, len(others) if outcome == "sent" else 0


def _kept_back(
    message: Message, choices: Choices | None, *, now: datetime, by: Actor
) -> str | None:
    """What became of a message that does not go now, or None."""
    if reason := _reason_against(message, now):
        _finish(message, MessageState.STOPPED, by=by, reason=reason)
        return "stopped"
    key = rules.address_key(message.to_address)
    if NotReached.objects.filter(address_key=key).exists():
        _finish(message, MessageState.NOT_DELIVERED, by=by, reason=rules.CAME_BACK)
        return "given_up"
    again = _when_it_suits(message, choices, now)
    if again <= now:
        return None
    # Waiting for a good moment is not a try.
    held = Message.objects.filter(pk=message.pk)
    held.update(hold_until=again, attempts=F("attempts") - 1)
    return "put_off"


def _reason_against(message: Message, now: datetime) -> str | None:
    if not message.to_address:
        return rules.NO_ADDRESS
    if not message.check_kind or message.check_id is None:
        return None
    return stops.reason_against(message.check_kind, message.check_id, now)


def _when_it_suits(message: Message, choices: Choices | None, now: datetime) -> datetime:
    """Now, or when the person wishes to hear from us. Their own quiet hours come before ours."""
    if message.pace == Pace.AT_ONCE:
        return now
    ours = quiet.hours_of(settings.QUIET_HOURS)
    if choices is None:
        return quiet.after_quiet(now, ours)
    if choices.paused_until and choices.paused_until > in_london(now).date():
        return quiet.morning(choices.paused_until)
    last = queries.last_that_could_wait(message) if message.pace == Pace.CAN_WAIT else None
    free = quiet.may_follow(last, now, digest=choices.digest) or now
    return quiet.after_quiet(free, choices.quiet or ours)


def _companions(message: Message, choices: Choices | None, *, now: datetime) -> list[Message]:
    """What else is due for this person and can go in the same letter."""
    if choices is None or choices.digest not in quiet.DIGEST_DAYS or not _can_share(message):
        return []
    taken: list[Message] = []
    for other in queries.alike(message, _due(now)):
        other.to_address = message.to_address
        # What speaks against one is said when its own turn comes.
        may_go = _can_share(other) and not _reason_against(other, now)
        if may_go and _is_taken(other.pk, now=now):
            taken.append(other)
    return taken


def _can_share(message: Message) -> bool:
    """A calendar takes an entry only from a letter of its own."""
    return message.pace == Pace.CAN_WAIT and not message.calendar


def _hand_over(group: Sequence[Message], *, now: datetime, by: Actor) -> str:
    try:
        post.deliver(*group)
    except NotTaken as trouble:
        outcomes = [_put_off(each, trouble, now=now, by=by) for each in group]
        return outcomes[0]
    except links.NotMade:
        return _alone(group, MessageState.STOPPED, "stopped", rules.NO_LINK, by=by)
    except ValueError:  # a line break or letters no header can hold; the round goes on
        state = MessageState.NOT_DELIVERED
        return _alone(group, state, "given_up", rules.NOT_AN_ADDRESS, by=by)
    for each in group:
        first = group[0].pk if each is not group[0] else None
        _finish(each, MessageState.SENT, by=by, sent_at=now, sent_with_id=first)
    return "sent"


def _alone(
    group: Sequence[Message], state: MessageState, outcome: str, reason: str, *, by: Actor
) -> str:
    """The first cannot go; the others are let go and go in another round."""
    _finish(group[0], state, by=by, reason=reason)
    others = [each.pk for each in group[1:]]
    Message.objects.filter(pk__in=others).update(hold_until=None, attempts=F("attempts") - 1)
    return outcome


def _put_off(message: Message, trouble: NotTaken, *, now: datetime, by: Actor) -> str:
    tries = Message.objects.values_list("attempts", flat=True).get(pk=message.pk)
    if trouble.is_down:
        again = rules.next_try_when_down(now, attempts=tries, due_at=message.due_at)
    else:
        again = rules.next_try(now, attempts=tries)
    if again is None or trouble.for_good:
        _give_up(message, trouble, now=now, by=by)
        return "given_up"
    Message.objects.filter(pk=message.pk).update(hold_until=again)
    return "no_server" if trouble.is_down else "put_off"


def _give_up(message: Message, trouble: NotTaken, *, now: datetime, by: Actor) -> None:
    reason = rules.NO_SERVER if trouble.is_down else rules.NOT_TAKEN
    if trouble.for_good:
        mark_not_reached(message, code=trouble.code, now=now, by=by)
        reason = rules.NO_SUCH_ADDRESS
    _finish(message, MessageState.NOT_DELIVERED, by=by, reason=reason)


@transaction.atomic
def _finish(
    message: Message,
    state: MessageState,
    *,
    by: Actor,
    reason: str = "",
    sent_at: datetime | None = None,
    sent_with_id: int | None = None,
) -> None:
    Message.objects.filter(pk=message.pk).update(
        state=state,
        stop_reason=reason,
        sent_at=sent_at,
        sent_with=sent_with_id,
        to_address=message.to_address,
        hold_until=None,
    )
    record_message(message, by, ENDED[state], {"kind": message.kind})
