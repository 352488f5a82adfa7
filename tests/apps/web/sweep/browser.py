"""Sends a request that leaves no trace, and keeps what came back."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, TestCase

from tests.apps.web.sweep import markers
from tests.apps.web.sweep.watch import Asked, listening

Body = Mapping[str, Any]


@dataclass
class Answer:
    """What one request brought back."""

    method: str
    path: str
    status: int
    location: str
    text: str = field(repr=False)
    log: str = field(repr=False)
    asked: Asked = field(repr=False)
    broke: str = ""
    letters: tuple[str, ...] = ()

    @property
    def theirs(self) -> dict[str, str]:
        """Kinds of text of world B in what came back."""
        return markers.found(self.text, markers.B)

    @property
    def logged(self) -> dict[str, str]:
        """Texts of either world in a log."""
        return {**markers.found(self.log, markers.A), **markers.found(self.log, markers.B)}

    @property
    def ours(self) -> dict[str, str]:
        return markers.found(self.text, markers.A)

    @property
    def is_closed(self) -> bool:
        """No such page, or please sign in."""
        return self.status in (404, 405) or self.is_to_sign_in

    @property
    def is_to_sign_in(self) -> bool:
        return self.status == 302 and self.location.startswith("/sign-in/")


class Kept(logging.Handler):
    """Everything that was written to any log."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def keeping_logs() -> Iterator[Kept]:
    kept, root = Kept(), logging.getLogger()
    kept.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))
    others, root.handlers = root.handlers, [kept]
    try:
        yield kept
    finally:
        root.handlers = others


def send(client: Client, method: str, path: str, body: Body | None = None, **more: Any) -> Answer:
    """One request. What it wrote is taken back, cookies are as before, limits start afresh."""
    with leaving_no_trace(client):
        return ask(client, method, path, body, **more)


@contextmanager
def leaving_no_trace(client: Client) -> Iterator[None]:
    cookies = client.cookies.output(header="", sep=";")
    cache.clear()
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        client.cookies = SimpleCookie(cookies)


def ask(client: Client, method: str, path: str, body: Body | None = None, **more: Any) -> Answer:
    """One request whose writes stay until the caller takes them back."""
    mail.outbox.clear()
    call = getattr(client, method.lower())
    with (
        keeping_logs() as kept,
        listening() as asked,
        TestCase.captureOnCommitCallbacks(execute=True),
    ):
        try:
            response = call(path, dict(body or {}), **more)
        except Exception as fault:  # even the page that says so broke
            response = HttpResponse(status=599)
            logging.getLogger("sweep").exception(str(fault))
    return Answer(
        method=method,
        path=path,
        status=response.status_code,
        location=response.headers.get("Location", ""),
        text=markers.text_of(response),
        log="\n".join(kept.lines),
        asked=asked,
        broke=_broke(response, kept),
        letters=tuple(str(letter.message()) for letter in mail.outbox),
    )


def _broke(response: Any, kept: Kept) -> str:
    """The last lines of a fault, for the report."""
    if response.status_code < 500:
        return ""
    lines = "\n".join(kept.lines).splitlines()
    return " | ".join(line.strip() for line in lines[-4:])
