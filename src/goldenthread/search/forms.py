"""What is typed into a search, and how its searches are told apart.

A name in an address would end in the logs of servers and proxies, in the history of a shared
computer and in bookmarks. So what is typed is posted, kept in the session that ends when the
person signs out, and an address holds only a number.
"""

from collections.abc import Mapping, MutableMapping
from typing import Any

from goldenthread.search.rules import tidy

KEPT = "searches"
MOST_KEPT = 10
LARGEST_NUMBER = 6


def remember(session: MutableMapping[str, Any], typed: str) -> int:
    """Keep what was typed, newest last, and give it a number; the same again keeps its own."""
    kept: dict[str, str] = dict(session.get(KEPT, {}))
    text = tidy(typed)
    for key, known in kept.items():
        if known == text:
            return int(key)
    number = max(map(int, kept), default=0) + 1
    kept[str(number)] = text
    session[KEPT] = dict(list(kept.items())[-MOST_KEPT:])
    return number


def remembered(session: Mapping[str, Any], given: Mapping[str, str]) -> tuple[int | None, str]:
    """The number in the address and what was typed then; nothing when it is not known here."""
    number = whole(given.get("search", ""))
    typed = dict(session.get(KEPT, {})).get(str(number), "")
    return (number, typed) if typed else (None, "")


def page_of(given: Mapping[str, str]) -> int:
    """The page asked for, or the first."""
    return max(whole(given.get("page", "")), 1)


def whole(text: str) -> int:
    """A short whole number, or 0."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LARGEST_NUMBER else 0
