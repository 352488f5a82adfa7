"""Putting messages in the outbox, and keeping them from going out."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit import operations as audit
from goldenthread.messaging import kinds, links, queries, rules, stops
from goldenthread.messaging.models import Message
from goldenthread.messaging.operations.noting import record_message, try_address_again
from goldenthread.messaging.operations.wording import worded
from goldenthread.messaging.terms import MessageState, Pace


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
    link: tuple[str, int] | None = None,
    scope: tuple[str, int] | None = None,
    calendar: str = "",
    calendar_method: str = "",
    pace: Pace | None = None,
    programme_id: int | None = None,
    fields: Mapping[str, str] | None = None,
) -> int | None:
    """Put a message in the outbox and return its id; None when this key was used before.

    Nothing sensitive in the subject or the first lines: a phone shows them to whoever is near.
    `link` is the one personal link of the body, where it is not that of `check`; any other mark
    was typed by somebody and is taken out. `pace`: where it is not that of its kind. `fields`:
    what the programme's own wording of this kind fills in.
    """
    subject, body = worded(kind, programme_id, fields) or (subject, body)
    body = links.only(body, _link(check, link))
    links.must_be_known(body)
    facts = {
        "person_id": person_id,
        "to_name": to_name,
        "to_address": to_address,
        "kind": kind,
        "why": why,
        "subject": rules.one_line(subject),
        "body": body,
        "due_at": due_at,
        "pace": pace or kinds.pace_of(kind),
        "calendar": calendar,
        "calendar_method": calendar_method,
        **_about(check, scope),
    }
    message, is_new = Message.objects.get_or_create(dedupe_key=dedupe_key, defaults=facts)
    if is_new:
        record_message(message, by, "message.written", {"kind": kind})
    return int(message.pk) if is_new else None


def _link(check: tuple[str, int] | None, link: tuple[str, int] | None) -> tuple[str, int] | None:
    """The one link this message may hold."""
    if link or check is None:
        return link
    return check if links.is_known(check[0]) else None


def _about(
    check: tuple[str, int] | None, scope: tuple[str, int] | None
) -> dict[str, str | int | None]:
    """What is asked again before it goes, and whose programme it belongs to."""
    if check:
        stops.must_be_known(check[0])
    check_kind, check_id = check or ("", None)
    scope_kind, scope_id = scope or ("", None)
    return {
        "check_kind": check_kind,
        "check_id": check_id,
        "scope_kind": scope_kind,
        "scope_id": scope_id,
    }


@transaction.atomic
def send_again(*, message_id: int, now: datetime, by: Actor) -> None:
    """Put a message that could not be delivered back in the queue, with all its tries.

    It goes to the address the person has by then; a mark on its address is taken away.
    """
    rows = queries.within_reach(by, Permission.OUTBOX_SEND)
    message = rows.select_for_update().filter(pk=message_id).first()
    if message is None:
        raise OutOfReach(f"message {message_id}")
    rules.must_be_sendable_again(message.state)
    Message.objects.filter(pk=message.pk).update(
        state=MessageState.WAITING,
        stop_reason="",
        attempts=0,
        hold_until=None,
        due_at=now,
        sent_with=None,
    )
    try_address_again(message, by=by)
    record_message(message, by, "message.sent_again", {"kind": message.kind})


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
