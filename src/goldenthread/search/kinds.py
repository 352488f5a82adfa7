"""What can be found. Upper apps register; search never knows their tables."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import Combinable, Expression

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission

Named = tuple[int, Iterable[str]]
Names = Callable[[Collection[int] | None], Iterable[Named]]


@dataclass(frozen=True)
class SearchKind:
    """One kind of thing that has a name.

    `within(actor)` are those the permission reaches for the actor, as rows of their own table:
    every hit is one of them. `title` and `line` are read from the same row, so that what is shown
    is what it is called now; parts of a line are told apart by a new line. `names` says by what
    each thing is found: all of them for None, else those with these ids that are still there.
    Only what may be said to everyone who reaches the thing belongs in its names.
    """

    key: str
    one: str
    many: str
    permission: Permission
    within: Callable[[Actor], QuerySet[Any]]
    title: Callable[[], Expression | Combinable]
    line: Callable[[], Expression | Combinable]
    address: Callable[[int], str]
    names: Names
    position: int = 50


_KINDS: dict[str, SearchKind] = {}


def register(kind: SearchKind) -> None:
    """Add a kind. Registering twice is harmless."""
    _KINDS[kind.key] = kind


def kind_of(key: str) -> SearchKind:
    """The kind with this key."""
    if key not in _KINDS:
        raise LookupError(f"nobody registered “{key}” as something to find")
    return _KINDS[key]


def all_kinds() -> tuple[SearchKind, ...]:
    """Every kind, in the order in which they are shown."""
    return tuple(sorted(_KINDS.values(), key=lambda kind: (kind.position, kind.key)))


def kinds_for(actor: Actor) -> tuple[SearchKind, ...]:
    """The kinds of which this actor may see anything at all."""
    if not actor.is_signed_in:
        return ()
    return tuple(kind for kind in all_kinds() if actor.may(kind.permission))
