"""The words of our messages: which may be changed, and how a message reads with them."""

from dataclasses import dataclass

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.messaging import kinds
from goldenthread.messaging.kinds import Template
from goldenthread.messaging.models import Wording
from goldenthread.messaging.registry import programme_name
from goldenthread.messaging.rules import letters, wording
from goldenthread.messaging.rules.letters import Section
from goldenthread.ui.slots import Panel
from goldenthread.ui.words import when


@dataclass(frozen=True)
class WordingLine:
    """One kind of message in the list."""

    kind: str
    label: str
    when: str
    state: str


@dataclass(frozen=True)
class Preview:
    """How the message reads for one person, and what their phone shows of it."""

    subject: str
    letter: Section
    on_a_phone: str


@dataclass(frozen=True)
class WordingPage:
    """One kind of message, with what may be filled in."""

    programme_id: int
    programme: str
    kind: str
    label: str
    when: str
    fields: tuple[tuple[str, str], ...]
    is_own: bool


def lines(own: dict[str, Wording]) -> tuple[WordingLine, ...]:
    """Every kind that may be worded."""
    return tuple(
        WordingLine(one.kind, one.label, one.when, _state(own.get(one.kind)))
        for one in kinds.templates()
    )


def _state(row: Wording | None) -> str:
    return f"Your own words, since {when(row.changed_at)}" if row else "Our words"


def page(programme_id: int, template: Template, row: Wording | None) -> WordingPage:
    """What the page says beside the form."""
    return WordingPage(
        programme_id=programme_id,
        programme=programme_name(programme_id) or "",
        kind=template.kind,
        label=template.label,
        when=template.when,
        fields=tuple((f"{{{f.name}}}", _means(f)) for f in template.fields),
        is_own=row is not None,
    )


def _means(field: kinds.Field) -> str:
    means = field.means[:1].upper() + field.means[1:]
    return f"Always needed. {means}" if field.is_needed else means


def initial(template: Template, row: Wording | None) -> dict[str, str]:
    """The words to start from."""
    said = row or template
    return {"subject": said.subject, "body": said.body}


def preview(template: Template, *, subject: str, body: str) -> Preview:
    """For a made-up person, with every field filled in."""
    text = wording.fill(body, template.example)
    filled = wording.fill(subject, template.example)
    return Preview(filled, letters.section("", text), letters.preview(text))


def wording_panel(actor: Actor, programme_id: int) -> Panel | None:
    """On a programme's page, for those who may word its messages."""
    if not actor.may_reach(Permission.OUTBOX_SEND, "programme", programme_id):
        return None
    shown = {"programme_id": programme_id}
    return Panel("messaging/_wording_panel.jinja", shown, position=80)
