"""Who makes files of messages: exports is a neighbour, so whoever knows both brings it along."""

from collections.abc import Sequence
from datetime import datetime
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
