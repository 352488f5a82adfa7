"""The code a person makes: four neutral parts, one of which may be misremembered. Pure."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

ENOUGH = 3

Keys = Callable[[Sequence[str]], list[tuple[str, ...]]]


@dataclass(frozen=True, kw_only=True)
class CodePart:
    """One part of the code: what is asked, and what a good answer looks like."""

    key: str
    label: str
    hint: str
    is_letter: bool = False
    most: int = 99


PARTS: tuple[CodePart, ...] = (
    CodePart(
        key="birthday",
        label="The day of the month of your birthday",
        hint="Only the day, like 7 or 23.",
        most=31,
    ),
    CodePart(
        key="first_name",
        label="The first letter of your first name",
        hint="One letter.",
        is_letter=True,
    ),
    CodePart(
        key="last_name",
        label="The last letter of your family name",
        hint="One letter.",
        is_letter=True,
    ),
    CodePart(
        key="phone",
        label="The last two figures of your phone number",
        hint="The phone you use most, like 04.",
    ),
)


@dataclass(frozen=True)
class ParsedCode:
    """The parts as they are compared; empty when the person would rather not make a code."""

    parts: tuple[str, ...] = ()
    errors: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class CodePairs:
    """Whose answers belong together, and how many stay alone or unclear."""

    pairs: tuple[tuple[str, str], ...]
    first_alone: int
    second_alone: int
    unclear: int


def parse_code(data: Mapping[str, Any]) -> ParsedCode:
    """Read the four boxes. All empty is fine; otherwise three or four, each as asked."""
    typed = {part.key: str(data.get(f"code-{part.key}", "")).strip() for part in PARTS}
    if not any(typed.values()):
        return ParsedCode()
    read = {part.key: _read(part, typed[part.key]) for part in PARTS}
    errors = {part.key: _sentence(part) for part in PARTS if typed[part.key] and not read[part.key]}
    if not errors and sum(map(bool, read.values())) < ENOUGH:
        empty = next(part.key for part in PARTS if not typed[part.key])
        errors[empty] = "Fill in at least three of the four parts, or leave all of them empty."
    return ParsedCode((), errors, typed) if errors else ParsedCode(tuple(read.values()), {}, typed)


def _read(part: CodePart, typed: str) -> str:
    """The part in its plainest form, or nothing when it does not fit."""
    if part.is_letter:
        plain = unicodedata.normalize("NFKD", typed)
        letters = [c for c in plain.casefold() if c.isalpha()]
        return letters[0] if len(letters) == 1 else ""
    if not re.fullmatch(r"\d{1,2}", typed, re.ASCII):
        return ""
    number = int(typed)
    least = 1 if part.most < 99 else 0
    return str(number) if least <= number <= part.most else ""


def _sentence(part: CodePart) -> str:
    if part.is_letter:
        return "Enter one letter."
    return "Enter a day from 1 to 31." if part.most == 31 else "Enter two figures, like 04."


def codes_match(first: Sequence[str], second: Sequence[str]) -> bool:
    """The same person, as far as the code tells: at most one part differs or is missing."""
    if len(first) != len(PARTS) or len(second) != len(PARTS):
        return False
    same = sum(a == b != "" for a, b in zip(first, second, strict=True))
    return same >= ENOUGH


def pair_by_code(
    first: Mapping[str, Sequence[str]], second: Mapping[str, Sequence[str]]
) -> CodePairs:
    """Join two waves: whole codes before codes with one part wrong, and never on a guess.

    A code that fits several people on the other side is left alone and counted as unclear.
    """
    pairs = _one_to_one(first, second, _whole)
    left = {k: v for k, v in first.items() if k not in {a for a, _ in pairs}}
    right = {k: v for k, v in second.items() if k not in {b for _, b in pairs}}
    pairs += _one_to_one(left, right, _but_one)
    left = {k: v for k, v in left.items() if k not in {a for a, _ in pairs}}
    right = {k: v for k, v in right.items() if k not in {b for _, b in pairs}}
    found = {key for code in right.values() for key in _but_one(code)}
    unclear = sum(any(key in found for key in _but_one(code)) for code in left.values())
    return CodePairs(
        pairs=tuple(sorted(pairs)),
        first_alone=len(left) - unclear,
        second_alone=len(right),
        unclear=unclear,
    )


def _whole(code: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(code)] if len(code) == len(PARTS) and all(code) else []


def _but_one(code: Sequence[str]) -> list[tuple[str, ...]]:
    """Every three parts of the code with their places; two codes match when they share one."""
    if len(code) != len(PARTS):
        return []
    named = [f"{place}:{part}" for place, part in enumerate(code) if part]
    return list(combinations(named, ENOUGH))


def _one_to_one(
    first: Mapping[str, Sequence[str]], second: Mapping[str, Sequence[str]], keys: Keys
) -> list[tuple[str, str]]:
    """Pairs in which each side fits nobody but the other."""
    index: dict[tuple[str, ...], set[str]] = {}
    for name, code in second.items():
        for key in keys(code):
            index.setdefault(key, set()).add(name)
    fits = {a: set().union(*(index.get(key, set()) for key in keys(c))) for a, c in first.items()}
    wanted: dict[str, int] = {}
    for others in fits.values():
        for name in others:
            wanted[name] = wanted.get(name, 0) + 1
    pairs = [(a, next(iter(others))) for a, others in fits.items() if len(others) == 1]
    return [(a, b) for a, b in pairs if wanted[b] == 1]
