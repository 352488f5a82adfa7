"""What can be imported. Upper apps register; imports never knows them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.http import HttpResponse

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Refused
from goldenthread.imports.terms import Field, Line, Made, Plan, Target


class ApplyLine(Protocol):
    """Write one line; returns what was made, in order. May raise Refused: then nothing stays."""

    def __call__(
        self, *, target_id: int, data: Mapping[str, object], now: datetime, by: Actor
    ) -> Sequence[Made]: ...


class ApplyMany(Protocol):
    """Write several lines; for each in turn what was made, or the sentence that refuses it."""

    def __call__(
        self, *, target_id: int, lines: Sequence[Mapping[str, Any]], now: datetime, by: Actor
    ) -> Sequence[Sequence[Made] | Refused]: ...


class TakeBack(Protocol):
    """Take back what was made, last first, leaving the database as before."""

    def __call__(self, *, made: Sequence[Made], by: Actor) -> None: ...


class Download(Protocol):
    """Hand out the lines as shown, as a file of this kind (csv, xlsx).

    Making files is the work of a sibling of imports, so whoever registers a kind brings it along.
    """

    def __call__(
        self, *, name: str, columns: Sequence[str], rows: Sequence[Sequence[str | int]], kind: str
    ) -> HttpResponse: ...


@dataclass(frozen=True)
class ImportKind:
    """One kind of import.

    `targets(actor)` are the things within reach it can go into; an import into anything else is
    out of reach. `plan` reads every line at once and writes nothing. `depending` names, in
    sentences, later work that rests on what was made: while there is some, undo is refused. An
    import that `is_own` is seen by whoever started it, because its target says nothing of reach.
    `apply_many` and `take_back_many` do for many lines at once what `apply` and `take_back` do.
    """

    key: str
    title: str
    about: str
    target_label: str
    one: str
    many: str
    fields: Callable[[int], Sequence[Field]]
    targets: Callable[[Actor], Sequence[Target]]
    plan: Callable[[Actor, int, Sequence[Line]], Plan]
    apply: ApplyLine
    depending: Callable[[Sequence[Made]], Sequence[str]]
    take_back: TakeBack
    template: Callable[[int], bytes] | None = None
    download: Download | None = None
    is_own: bool = False
    apply_many: ApplyMany | None = None
    take_back_many: TakeBack | None = None
    position: int = 50


_KINDS: dict[str, ImportKind] = {}


def register(kind: ImportKind) -> None:
    """Add a kind of import."""
    _KINDS[kind.key] = kind


def kind_of(key: str) -> ImportKind:
    """The kind with this key; one that nobody registered is not there."""
    if key not in _KINDS:
        raise OutOfReach(f"import kind {key}")
    return _KINDS[key]


def all_kinds() -> tuple[ImportKind, ...]:
    """Every kind, those used most first."""
    return tuple(sorted(_KINDS.values(), key=lambda kind: kind.position))


def target_of(actor: Actor, kind: ImportKind, target_id: int) -> Target:
    """The target within reach, or OutOfReach."""
    for target in kind.targets(actor):
        if target.id == target_id:
            return target
    raise OutOfReach(f"{kind.key} into {target_id}")


def must_see(actor: Actor, kind: ImportKind, started_by: tuple[str, str]) -> None:
    """Whether the actor may see an import that somebody started."""
    if kind.is_own and actor.kind != "system" and (actor.kind, actor.id) != started_by:
        raise OutOfReach(f"{kind.key} of somebody else")
