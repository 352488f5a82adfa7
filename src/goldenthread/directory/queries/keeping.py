"""Who keeps which facts of the shared directory right.

Everyone who runs a programme sees every organisation and place, and may add one. Changing what
is known is for those whose grant is over it; for programmes whose own place or host it is; and
for whoever added it. Nobody changes the facts of another partnership.
"""

from collections.abc import Callable, Iterable, Mapping

from goldenthread.access.actor import Actor
from goldenthread.access.scopes import Ids
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit import queries as audit
from goldenthread.directory.queries.reach import is_directory_wide

ORGANISATION, PLACE = "organisation", "place"
Keeper = Callable[[Ids], Mapping[str, Ids]]

_KEEPERS: list[Keeper] = []


def register_keeper(function: Keeper) -> None:
    """Teach the directory which organisations and places programmes keep: their ids in, ids by
    kind out. Registering twice is harmless."""
    if function not in _KEEPERS:
        _KEEPERS.append(function)


def kept(actor: Actor, kind: str, ids: Iterable[int]) -> Ids:
    """Those among these organisations, or these places, that the actor may change."""
    reach, asked = actor.reach(Permission.DIRECTORY_EDIT), frozenset(ids)
    if reach.everything:
        return asked
    found = asked & reach.ids(kind) if kind == ORGANISATION else frozenset()
    if is_directory_wide(reach):
        for keeper in _KEEPERS:
            found |= asked & keeper(reach.ids("programme")).get(kind, frozenset())
        found |= audit.acted_on(
            actor_kind=actor.kind,
            actor_id=actor.id,
            action=f"{kind}.added",
            subject_kind=kind,
            ids=asked - found,
        )
    return found


def keeps(actor: Actor, kind: str, subject_id: int) -> bool:
    """May the actor change this one?"""
    return bool(kept(actor, kind, [subject_id]))


def must_keep(actor: Actor, kind: str, subject_id: int) -> None:
    """The same as a wall."""
    if not keeps(actor, kind, subject_id):
        raise OutOfReach(f"{kind} {subject_id} is kept by others")
