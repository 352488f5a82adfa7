"""Taking in what mail servers send back: nothing more goes to an address that is not there."""

import hmac
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from goldenthread.access.actor import Actor
from goldenthread.messaging import rules
from goldenthread.messaging.models import Message
from goldenthread.messaging.operations.noting import mark_not_reached, record_message
from goldenthread.messaging.operations.post import proof_of
from goldenthread.messaging.rules import returned
from goldenthread.messaging.terms import MessageState


@transaction.atomic
def take_in(*, raw: bytes, now: datetime, by: Actor) -> int:
    """Read one report of a mail server; returns how many of our messages came back.

    A report must carry the proof that only a message of ours holds, for the address it went to:
    a made-up report, or a late one about an address since corrected, changes nothing.
    """
    return sum(_take(report, now=now, by=by) for report in returned.reports_in(raw))


def _take(report: returned.Report, *, now: datetime, by: Actor) -> int:
    together = Q(pk=report.message_id) | Q(sent_with_id=report.message_id)
    rows = Message.objects.select_for_update().filter(together, state=MessageState.SENT)
    found = {row.pk: row for row in rows.order_by("pk")}
    first = found.get(report.message_id)
    if first is None or not hmac.compare_digest(proof_of(first), report.proof):
        return 0
    for row in found.values():
        _came_back(row, report, now=now, by=by)
    return len(found)


def _came_back(row: Message, report: returned.Report, *, now: datetime, by: Actor) -> None:
    again = None if report.is_for_good else rules.next_try(now, attempts=row.attempts)
    if report.is_for_good:
        mark_not_reached(row, code=report.code, now=now, by=by)
    state = MessageState.NOT_DELIVERED if again is None else MessageState.WAITING
    reason = rules.CAME_BACK if report.is_for_good else rules.NOT_TAKEN
    Message.objects.filter(pk=row.pk).update(
        state=state,
        stop_reason=reason if again is None else "",
        sent_at=None,
        sent_with=None,
        hold_until=again,
    )
    record_message(row, by, "message.came_back", {"kind": row.kind, "code": report.code})
