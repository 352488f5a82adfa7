"""What is known of each kind of message: how soon it must go, and how it may be worded."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from goldenthread.messaging.terms import Pace

_PACES: dict[str, Pace] = {}


def register(*kinds: str, pace: Pace) -> None:
    """Say how soon messages of these kinds must go."""
    _PACES.update(dict.fromkeys(kinds, pace))


def pace_of(kind: str) -> Pace:
    """After the quiet hours, and alone, where nothing else was said."""
    return _PACES.get(kind, Pace.SOON)


class Field(NamedTuple):
    """What stands in braces in a wording, and what it becomes."""

    name: str
    means: str
    example: str
    is_needed: bool = False


@dataclass(frozen=True)
class Template:
    """A kind of message that a programme may word in its own way, with our own words for it."""

    kind: str
    label: str
    when: str
    subject: str
    body: str
    fields: tuple[Field, ...]
    in_subject: tuple[str, ...] = ()

    @property
    def example(self) -> Mapping[str, str]:
        return {field.name: field.example for field in self.fields}


_TEMPLATES: dict[str, Template] = {}


def register_template(template: Template) -> None:
    """Let programmes word messages of this kind themselves."""
    _TEMPLATES[template.kind] = template


def templates() -> tuple[Template, ...]:
    """Every kind that may be worded, in the order in which people meet them."""
    return tuple(_TEMPLATES.values())


def template(kind: str) -> Template | None:
    """The kind, if it may be worded."""
    return _TEMPLATES.get(kind)
