"""How people wish to be written to, and what a programme is called. Messaging lies below those
who know it, so it asks and they meet here."""

from goldenthread.access.terms import OutOfReach
from goldenthread.directory import queries
from goldenthread.directory.terms import ContactBy
from goldenthread.messaging import registry
from goldenthread.messaging.registry import Choices
from goldenthread.programmes.queries import card_for_pages


def choices_of(person_id: int) -> Choices | None:
    """What this person chose, as it stands now."""
    contact = queries.emails_of([person_id]).get(person_id)
    if contact is None:
        return None
    start, end = contact.quiet_from, contact.quiet_until
    return Choices(
        email=contact.email if contact.contact_by == ContactBy.EMAIL else "",
        paused_until=contact.paused_until,
        digest=contact.digest,
        quiet=(start, end) if start is not None and end is not None else None,
    )


def programme_name(programme_id: int) -> str | None:
    """What this programme is called, if there is one."""
    try:
        return card_for_pages(programme_id).name
    except OutOfReach:
        return None


registry.register_programmes(programme_name)
registry.register_choices(choices_of)
