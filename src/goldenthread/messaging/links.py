"""Personal links: a mark in the stored text, a real address only in what is sent."""

import re
from collections.abc import Callable
from typing import NamedTuple

from django.core.exceptions import ObjectDoesNotExist

from goldenthread.access.terms import OutOfReach

Builder = Callable[[int], str]

MARK = re.compile(r"\[\[link:([a-z_.]+):(\d+)\]\]")
HIDDEN = "(personal link)"

_BUILDERS: dict[str, Builder] = {}


class NotMade(LookupError):
    """This link cannot be made: nobody knows its kind, or what it leads to is gone."""


class Part(NamedTuple):
    """A stretch of a message: plain words, or words with an address behind them."""

    words: str
    href: str = ""


def register(kind: str, builder: Builder) -> None:
    """Teach messaging how a link of this kind is made: id in, path out, such as `/a/…/`."""
    _BUILDERS[kind] = builder


def mark(kind: str, subject_id: int) -> str:
    """What a body holds in place of the link."""
    return f"[[link:{kind}:{subject_id}]]"


def path_of(kind: str, subject_id: int) -> str:
    """The path behind a link, made again from its kind and id."""
    if kind not in _BUILDERS:
        raise NotMade(f"no builder is registered for links of kind {kind}")
    try:
        return _BUILDERS[kind](subject_id)
    except (LookupError, ObjectDoesNotExist, OutOfReach, OverflowError) as gone:
        raise NotMade(f"nothing is there for a link of kind {kind}") from gone


def is_known(kind: str) -> bool:
    """Whether links of this kind can be made."""
    return kind in _BUILDERS


def only(text: str, wanted: tuple[str, int] | None) -> str:
    """The text with no other mark than the one wanted.

    Names and sentences that people typed stand in a body next to the mark we put there; a mark
    among them would open somebody else's page. What is left may close up to another mark.
    """
    kept = mark(*wanted) if wanted else ""
    while (clean := MARK.sub(lambda m: kept if m.group() == kept else "", text)) != text:
        text = clean
    return text


def kinds_in(text: str) -> frozenset[str]:
    """Which kinds of link a text holds."""
    return frozenset(found.group(1) for found in MARK.finditer(text))


def must_be_known(text: str) -> None:
    """Every link in the text can be made; asked when a message is written, not when it is sent."""
    unknown = kinds_in(text) - _BUILDERS.keys()
    if unknown:
        raise LookupError(
            f"no builder is registered for links of kind {', '.join(sorted(unknown))}"
        )


def fill(text: str, *, address: str) -> str:
    """The text as it is sent: every mark becomes a whole address."""
    return MARK.sub(lambda m: address + path_of(m.group(1), int(m.group(2))), text)


def hidden(text: str) -> str:
    """The text with every link kept personal."""
    return MARK.sub(HIDDEN, text)


def _path_or_nothing(hit: re.Match[str]) -> str:
    try:
        return path_of(hit.group(1), int(hit.group(2)))
    except NotMade:
        return ""


def parts(text: str, *, address: str, are_shown: bool) -> tuple[Part, ...]:
    """The text for a page: links to follow where they may be shown, else only words."""
    found: list[Part] = []
    end = 0
    for hit in MARK.finditer(text):
        found.append(Part(text[end : hit.start()]))
        end = hit.end()
        path = _path_or_nothing(hit) if are_shown else ""
        found.append(Part(address + path, path) if path else Part(HIDDEN))
    found.append(Part(text[end:]))
    return tuple(part for part in found if part.words)
