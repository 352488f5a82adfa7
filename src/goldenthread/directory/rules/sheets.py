"""Sheets of the directory: what each line says, and lines that say the same thing twice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from goldenthread.imports.terms import Line, LinePlan, Outcome

NO_NAME = "No name"


@dataclass(frozen=True)
class Said:
    """One line in our own words.

    `known_as` are the keys it can be found again by, `looks_for` those it is looked up by among
    the lines above. A refusal is a sentence for the person.
    """

    number: int
    title: str
    detail: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    known_as: tuple[str, ...] = ()
    looks_for: tuple[str, ...] = ()
    refusal: str = ""
    same_as: int | None = None

    def __repr__(self) -> str:
        return f"Said(line {self.number})"


def read_all(lines: Sequence[Line], read: Callable[[Line], Said]) -> tuple[Said, ...]:
    """Every line; one that says what an earlier line says names that line."""
    seen: dict[str, int] = {}
    found: list[Said] = []
    for line in lines:
        one = read(line)
        earlier = [seen[key] for key in one.looks_for if key in seen]
        if not one.refusal and earlier:
            one = replace(one, same_as=min(earlier))
        elif not one.refusal:
            for key in one.known_as:
                seen.setdefault(key, one.number)
        found.append(one)
    return tuple(found)


def refused(number: int, title: str, sentence: str, *, detail: str = "") -> Said:
    """A line that is not brought in, and why."""
    return Said(number, title or NO_NAME, detail, refusal=sentence)


def settled(one: Said) -> LinePlan | None:
    """What is plain from the sheet alone: refused, or there twice."""
    if one.refusal:
        return LinePlan(one.number, Outcome.REFUSED, one.title, one.detail, one.refusal)
    if one.same_as is not None:
        reason = f"Line {one.same_as} says this already. Only that line counts."
        return LinePlan(one.number, Outcome.DUPLICATE, one.title, one.detail, reason, one.same_as)
    return None


def shown_change(label: str, was: str, now: str) -> str:
    """Phone number: 01234 becomes 05678."""
    return f"{label}: {was} becomes {now}." if was else f"{label}: {now}."
