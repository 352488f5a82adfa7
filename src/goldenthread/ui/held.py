"""What is held about a person: each app says which kinds it keeps, why, and until when.

A person's own page, and the file they take away, are made of these. A test walks every table
with a key to a person and demands that a kind here holds it, or that a reason says why not.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

#: A row as the person reads it: words for what it is, and the value.
Row = Mapping[str, object]
Rows = Callable[[int], Sequence[Row]]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of thing held. `rows` takes the person's id and gives all of theirs, whole."""

    key: str
    title: str
    why: str
    until: str
    tables: tuple[str, ...]
    rows: Rows
    position: int = 50


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Say that this kind is held. Registering twice is harmless."""
    _KINDS[kind.key] = kind


def kinds() -> tuple[Kind, ...]:
    """Every kind, in the order in which a person would look for it."""
    return tuple(sorted(_KINDS.values(), key=lambda kind: kind.position))
