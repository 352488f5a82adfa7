"""What was typed and not sent: kept short, and deleted at once when it is over."""

from goldenthread.access.actor import Actor
from goldenthread.audit import operations as audit
from goldenthread.learning.models import Application
from goldenthread.learning.operations import letters
from goldenthread.messaging import operations as messaging

LONGEST_TYPED = 6000


def short(value: str | list[str]) -> str | list[str]:
    """As typed, up to what anyone would type by hand."""
    if isinstance(value, list):
        return [item[:LONGEST_TYPED] for item in value[:100]]
    return value[:LONGEST_TYPED]


def delete_draft(row: Application, *, reason: str, action: str, by: Actor) -> None:
    """What was only typed goes at once, and so do messages about it."""
    messaging.stop_for(check=(letters.LINK_KIND, row.pk), reason=reason, by=by)
    audit.record(by=by, action=action, subject=("application", row.pk))
    row.delete()
