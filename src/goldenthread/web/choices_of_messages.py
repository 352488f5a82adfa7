"""How people wish to be written to. The directory knows it and messaging asks: they meet here."""

from goldenthread.directory import queries
from goldenthread.directory.terms import ContactBy
from goldenthread.messaging import registry
from goldenthread.messaging.registry import Choices


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


registry.register_choices(choices_of)
