"""Messages in words: what went to whom, when, why, and what became of it."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.messaging import links, queries, registry
from goldenthread.messaging.links import Part
from goldenthread.messaging.models import Message
from goldenthread.messaging.rules import has_a_way_out, letters, may_be_sent_again
from goldenthread.messaging.terms import STATE_WORDS, MessageState
from goldenthread.ui.downloads import DOWNLOADS
from goldenthread.ui.slots import Panel
from goldenthread.ui.words import number, when

TONES = {
    MessageState.WAITING: "accent",
    MessageState.SENT: "good",
    MessageState.STOPPED: "quiet",
    MessageState.NOT_DELIVERED: "settle",
}
STATE_CHOICES = tuple((state.value, words) for state, words in STATE_WORDS.items())


@dataclass(frozen=True)
class MessageLine:
    """One message in the list."""

    id: int
    to: str
    subject: str
    time: str
    why: str
    state: str
    tone: str
    reason: str


@dataclass(frozen=True)
class MessagePage:
    """One message as it was or will be sent."""

    line: MessageLine
    address: str
    kind: str
    tries: int
    next_try: datetime | None
    paragraphs: tuple[tuple[tuple[Part, ...], ...], ...]
    has_calendar: bool
    on_a_phone: str
    may_be_sent_again: bool


def downloads(state: str) -> list[tuple[str, str]]:
    """Links to the list as shown, where someone makes files."""
    if registry.maker() is None:
        return []
    query = f"?state={state}" if state else ""
    return [
        (label, reverse("messaging:outbox_export", args=[kind]) + query)
        for kind, label in DOWNLOADS
    ]


def trouble(actor: Actor) -> str:
    """Said calmly above the list while the mail server takes nothing, or no longer some."""
    count = queries.tried_again(actor)
    if not count:
        return ""
    has = "message has" if count == 1 else "messages have"
    return (
        f"{number(count)} {has} not been taken by the mail server yet. Nothing is lost: "
        "we keep trying, and you do not need to do anything now."
    )


def not_reached_panel(actor: Actor, person_id: int) -> Panel | None:
    """On a person's page: a message to their address came back."""
    if not queries.has_address_not_reached(actor, person_id):
        return None
    return Panel("messaging/_not_reached_panel.jinja", position=5)


def line(message: Message) -> MessageLine:
    """One message in words."""
    state = MessageState(message.state)
    return MessageLine(
        id=message.pk,
        to=message.to_name,
        subject=message.subject,
        time=_time(message),
        why=message.why,
        state=STATE_WORDS[state],
        tone=TONES[state],
        reason=message.stop_reason,
    )


def _time(message: Message) -> str:
    if message.sent_at:
        return f"Sent {when(message.sent_at)}"
    if message.state == MessageState.WAITING:
        return f"Goes out {when(max(message.due_at, message.hold_until or message.due_at))}"
    return f"Was due {when(message.due_at)}"


def page(message: Message) -> MessagePage:
    """The whole message. Personal links stay hidden: whoever holds one can act as that person.

    In a demonstration nobody is real, so there they can be followed.
    """
    is_waiting = message.state == MessageState.WAITING
    return MessagePage(
        line=line(message),
        address=message.to_address,
        kind=message.kind.replace("_", " "),
        tries=message.attempts,
        next_try=message.hold_until if is_waiting and message.attempts else None,
        paragraphs=_paragraphs(message.body),
        has_calendar=bool(message.calendar),
        on_a_phone=letters.preview(links.hidden(message.body)),
        may_be_sent_again=may_be_sent_again(message.state),
    )


def _paragraphs(body: str) -> tuple[tuple[tuple[Part, ...], ...], ...]:
    """Paragraphs of lines of parts."""
    return tuple(
        tuple(_parts(text) for text in paragraph.splitlines())
        for paragraph in body.strip().split("\n\n")
    )


def _parts(text: str) -> tuple[Part, ...]:
    are_shown = not has_a_way_out()
    return links.parts(text, address=settings.PUBLIC_ADDRESS, are_shown=are_shown)
