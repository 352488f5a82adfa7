"""What the worker does for messaging each minute, and what the home page says of messages."""

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.jobs import ticks
from goldenthread.messaging import operations, queries
from goldenthread.messaging.pages import outbox as pages
from goldenthread.messaging.pages import wording
from goldenthread.messaging.terms import MessageState, SendReport
from goldenthread.ui import slots
from goldenthread.ui.slots import Todo
from goldenthread.ui.words import plural


def send_due(now: datetime) -> SendReport:
    """Send every message whose moment has come."""
    return operations.send_due(now=now, by=Actor.system(reason="sending messages"))


def undelivered(actor: Actor, today: date) -> Sequence[Todo]:
    """For the home page: messages that only a person can see to."""
    count = queries.undelivered(actor)
    if not count:
        return ()
    href = f"{reverse('messaging:outbox')}?state={MessageState.NOT_DELIVERED.value}"
    return (
        Todo(
            when="Now",
            title=f"{plural(count, 'message')} could not be delivered",
            why="Nobody has read them. Check the addresses and the mail settings.",
            action="See these messages",
            href=href,
            urgency=20,
        ),
    )


slots.register_panel("person.panels", pages.not_reached_panel)
slots.register_panel("programme.panels", wording.wording_panel)
slots.register_todo(undelivered)
ticks.register("messaging.send_due", send_due)
