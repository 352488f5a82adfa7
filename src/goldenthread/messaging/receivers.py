"""What the worker does for messaging each minute, and what the home page says of messages."""

from datetime import datetime

from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.jobs import ticks
from goldenthread.messaging import operations, queries
from goldenthread.messaging.pages import outbox as pages
from goldenthread.messaging.pages import wording
from goldenthread.messaging.terms import MessageState, SendReport
from goldenthread.ui import slots
from goldenthread.ui.held import Kind, register
from goldenthread.ui.slots import Todo
from goldenthread.ui.words import plural


def send_due(now: datetime) -> SendReport:
    """Send every message whose moment has come."""
    return operations.send_due(now=now, by=Actor.system(reason="sending messages"))


def undelivered(count: int) -> Todo:
    """For the home page: messages that only a person can see to."""
    return Todo(
        when="Now",
        title=f"{plural(count, 'message')} could not be delivered",
        why="Nobody has read them. Check the addresses and the mail settings.",
        action="See these messages",
        href=f"{reverse('messaging:outbox')}?state={MessageState.NOT_DELIVERED.value}",
        urgency=20,
    )


slots.register_panel("person.panels", pages.not_reached_panel)
slots.register_panel("programme.panels", wording.wording_panel)
slots.register_tally("messaging.undelivered", queries.undelivered, undelivered)
ticks.register("messaging.send_due", send_due)
register(
    Kind(
        key="messages",
        title="Messages we wrote to you",
        why="So that nothing is sent twice, and you can see what was said.",
        until="Their words go when you ask us to forget you.",
        tables=("messaging.Message", "messaging.NotReached"),
        rows=queries.written_to,
        position=60,
    )
)
