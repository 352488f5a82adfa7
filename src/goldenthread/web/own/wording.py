"""What is held as a person reads it: a tree of words made of rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from goldenthread.ui.words import clock, day, when

CODE = re.compile(r"[a-z]+(_[a-z]+)+")


@dataclass(frozen=True)
class Fact:
    """A label and its words, or the facts inside it."""

    label: str
    words: str = ""
    parts: tuple[tuple["Fact", ...], ...] = ()


def facts(row: Mapping[str, object]) -> tuple[Fact, ...]:
    """A row in words. What is empty is left out: nothing is held there."""
    return tuple(
        fact(label, value)
        for label, value in row.items()
        if value not in ("", None) and value != [] and value != {}
    )


def fact(label: str, value: object) -> Fact:
    spoken = label.replace("_", " ").capitalize()
    if isinstance(value, Mapping):
        return Fact(spoken, parts=(facts(value),))
    if isinstance(value, list | tuple):
        if value and all(isinstance(one, Mapping) for one in value):
            return Fact(spoken, parts=tuple(facts(one) for one in value))
        return Fact(spoken, ", ".join(words(one) for one in value))
    return Fact(spoken, words(value))


def words(value: object) -> str:
    """One value in plain words."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return when(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, time):
        return clock(value)
    text = str(value)
    return text.replace("_", " ") if CODE.fullmatch(text) else text
