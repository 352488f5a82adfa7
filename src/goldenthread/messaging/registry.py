"""What others bring: who makes files of messages, and how each person wishes to be written to.

Exports is a neighbour and the directory lives upstairs, so whoever knows both brings it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple, Protocol

from django.http import HttpResponse


class Heading(NamedTuple):
    """A column: its heading, and what it means."""

    label: str
    means: str


class Download(Protocol):
    """Hand out a list as a file of this kind (csv, xlsx), with formulas made harmless."""

    def __call__(
        self,
        *,
        name: str,
        columns: Sequence[Heading],
        rows: Sequence[Sequence[str | datetime | None]],
        kind: str,
    ) -> HttpResponse: ...


_MAKERS: list[Download] = []


def register(maker: Download) -> None:
    """Say who makes the files; the last one does."""
    _MAKERS[:] = [maker]


def maker() -> Download | None:
    """Who makes the files, if anybody does."""
    return _MAKERS[0] if _MAKERS else None


@dataclass(frozen=True)
class Choices:
    """How a person wishes to be written to, at this moment. `email` is empty where it is not
    how they are reached; `digest` is at_once, daily or weekly."""

    email: str
    paused_until: date | None = None
    digest: str = "at_once"
    quiet: tuple[time, time] | None = None


Chosen = Callable[[int], Choices | None]
_CHOSEN: list[Chosen] = []


def register_choices(chosen: Chosen) -> None:
    """Say who knows what people chose: a person's id in; None when nobody knows the person."""
    _CHOSEN[:] = [chosen]


def choices_of(person_id: int | None) -> Choices | None:
    """What this person chose, asked in the moment of sending."""
    return _CHOSEN[0](person_id) if _CHOSEN and person_id is not None else None


NameOf = Callable[[int], str | None]
_NAMES: list[NameOf] = []


def register_programmes(name_of: NameOf) -> None:
    """Say who knows what a programme is called: its id in; None when there is none."""
    _NAMES[:] = [name_of]


def programme_name(programme_id: int) -> str | None:
    """What the programme is called, if there is one."""
    return _NAMES[0](programme_id) if _NAMES else None
