"""The language lens: phrase rules with reasons and alternatives, deterministic and offline.

It never replaces text and keeps none. Offsets are Unicode code points from 0.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

_Tree = dict[str, "_Tree"]

_END = ""
_NEVER = re.compile(r"(?!)")
_COLUMNS = (
    "rule_id",
    "category",
    "family",
    "wordings",
    "alternatives",
    "reason",
    "fine_when",
    "sector",
    "source",
    "level",
)


class Level(StrEnum):
    """Evidence for a rule: A published guidance, B practice literature, C to be confirmed."""

    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Wordings that share a reason. A wording with a note in brackets is not matched."""

    rule_id: str
    category: str
    family: str
    wordings: tuple[str, ...]
    alternatives: tuple[str, ...]
    reason: str
    fine_when: str
    sector: str
    source: str
    level: Level


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One wording found: `text[start:end] == found`, in code points."""

    rule_id: str
    start: int
    end: int
    found: str
    alternatives: tuple[str, ...]
    reason: str
    level: Level


@dataclass(frozen=True, kw_only=True)
class Lens:
    """Rules ready to look through. The longest wording wins where several begin."""

    rules: tuple[Rule, ...]
    exceptions: tuple[str, ...] = ()
    _by_wording: Mapping[str, Rule] = field(init=False, repr=False, compare=False)
    _wordings: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _neutral: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_wording: dict[str, Rule] = {}
        for rule in sorted(self.rules, key=lambda each: (each.level, each.rule_id)):
            for wording in rule.wordings:
                if "(" not in wording:
                    by_wording.setdefault(_plain(wording), rule)
        object.__setattr__(self, "_by_wording", MappingProxyType(by_wording))
        object.__setattr__(self, "_wordings", _any_of(by_wording))
        object.__setattr__(self, "_neutral", _any_of(map(_plain, self.exceptions)))

    @classmethod
    def from_csv(cls, path_or_text: Path | str, *, exceptions: Iterable[str] = ()) -> Lens:
        """Rules from a file (Path) or from the text of one (str).

        `exceptions` are phrases inside which nothing is found. Raises ValueError for a missing
        column or an unknown level, OSError for a file that cannot be read.
        """
        text = path_or_text
        if isinstance(text, Path):
            text = text.read_text(encoding="utf-8")
        reader = csv.DictReader(io.StringIO(text, newline=""))
        missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise ValueError(f"The rules have no column {missing[0]!r}.")
        return cls(rules=tuple(_rule(row) for row in reader), exceptions=tuple(exceptions))

    def at(self, *levels: Level) -> Lens:
        """The same lens with the rules of these levels only."""
        chosen = tuple(rule for rule in self.rules if rule.level in levels)
        return Lens(rules=chosen, exceptions=self.exceptions)

    def check(self, text: str, *, levels: Collection[Level] | None = None) -> tuple[Finding, ...]:
        """Every wording found, in order, without overlaps; whole words, upper or lower case.

        `levels` narrows the rules for this text; all of the lens's rules otherwise.
        """
        if levels is not None:
            return self.at(*levels).check(text)
        neutral = [match.span() for match in self._neutral.finditer(text)]
        return tuple(
            self._finding(match)
            for match in self._wordings.finditer(text)
            if not any(start <= match.start() and match.end() <= end for start, end in neutral)
        )

    def _finding(self, match: re.Match[str]) -> Finding:
        rule = self._by_wording[_plain(match.group())]
        return Finding(
            rule_id=rule.rule_id,
            start=match.start(),
            end=match.end(),
            found=match.group(),
            alternatives=rule.alternatives,
            reason=rule.reason,
            level=rule.level,
        )


def _rule(row: Mapping[str, str]) -> Rule:
    return Rule(
        rule_id=row["rule_id"],
        category=row["category"],
        family=row["family"],
        wordings=_parts(row["wordings"]),
        alternatives=_parts(row["alternatives"]),
        reason=row["reason"],
        fine_when=row["fine_when"],
        sector=row["sector"],
        source=row["source"],
        level=Level(row["level"]),
    )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _plain(wording: str) -> str:
    """Lower case, one space, straight apostrophes: what wordings are compared by."""
    straight = wording.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return " ".join(straight.lower().split())


def _any_of(wordings: Iterable[str]) -> re.Pattern[str]:
    """A pattern for whole wordings, the longest first, as a tree of shared beginnings."""
    tree: _Tree = {}
    for wording in wordings:
        node = tree
        for character in wording:
            node = node.setdefault(character, {})
        node[_END] = {}
    if not tree:
        return _NEVER
    return re.compile(rf"(?<!\w)(?ai:{_branch(tree)})(?!\w)")


def _branch(node: _Tree) -> str:
    """What may follow here; optional, and tried first, where a wording may also end."""
    children = sorted(node.keys() - {_END})
    choices = [_atom(character) + _branch(node[character]) for character in children]
    text = choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"
    if _END not in node:
        return text
    return f"(?:{text})?" if children else ""


def _atom(character: str) -> str:
    if character == " ":
        return r"[\s\u00a0]+"
    if character == "'":
        return "['\N{RIGHT SINGLE QUOTATION MARK}]"
    return re.escape(character)
