"""A programme's own words for a kind of message."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit import operations as audit
from goldenthread.messaging import kinds
from goldenthread.messaging.models import Wording
from goldenthread.messaging.rules import one_line, wording


@transaction.atomic
def change_wording(
    *, programme_id: int, kind: str, subject: str, body: str, now: datetime, by: Actor
) -> None:
    """From now on messages of this kind read so. What is already written stays as it is."""
    by.must_reach(Permission.OUTBOX_SEND, "programme", programme_id)
    template = kinds.template(kind)
    if template is None:
        raise OutOfReach(f"no wording of {kind}")
    wording.must_be_sound(template, subject=subject, body=body)
    Wording.objects.update_or_create(
        programme_id=programme_id,
        kind=kind,
        defaults={"subject": one_line(subject), "body": body.strip(), "changed_at": now},
    )
    _record("wording.changed", programme_id, kind, by)


@transaction.atomic
def reset_wording(*, programme_id: int, kind: str, by: Actor) -> None:
    """Back to the words that come with the software."""
    by.must_reach(Permission.OUTBOX_SEND, "programme", programme_id)
    if Wording.objects.filter(programme_id=programme_id, kind=kind).delete()[0]:
        _record("wording.reset", programme_id, kind, by)


def _record(action: str, programme_id: int, kind: str, by: Actor) -> None:
    subject = ("programme", programme_id)
    audit.record(by=by, action=action, subject=subject, detail={"kind": kind})


def worded(
    kind: str, programme_id: int | None, fields: Mapping[str, str] | None
) -> tuple[str, str] | None:
    """Subject and body as the programme words them for this person; None for our own words."""
    if programme_id is None or fields is None:
        return None
    row = Wording.objects.filter(programme_id=programme_id, kind=kind).first()
    if row is None:
        return None
    return wording.fill(row.subject, fields), wording.fill(row.body, fields)
