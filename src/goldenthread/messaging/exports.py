"""The list of messages as a file: what the page shows, and never a body with its personal link."""

from datetime import datetime

from goldenthread.messaging.models import Message
from goldenthread.messaging.registry import Heading
from goldenthread.messaging.terms import STATE_WORDS, MessageState

COLUMNS = (
    Heading("To", "The name at the time it was written."),
    Heading("Subject", "What the person sees first. What the message says is not in this file."),
    Heading("Why", "Why this person gets it."),
    Heading("State", "Waiting, sent, not sent, or not delivered."),
    Heading("Reason", "Why it was not sent or not delivered."),
    Heading("Due", "When it goes out, or was to go out; London time."),
    Heading("Sent", "When the mail server took it; London time."),
)


def row(message: Message) -> tuple[str | datetime | None, ...]:
    """One message, a cell for each heading."""
    return (
        message.to_name,
        message.subject,
        message.why,
        STATE_WORDS[MessageState(message.state)],
        message.stop_reason,
        message.due_at,
        message.sent_at,
    )
