"""Scopes are resolved by the apps that own them; access never knows their tables."""

from collections.abc import Callable, Mapping

Ids = frozenset[int]
Expansion = Mapping[str, Ids]
Resolver = Callable[[Ids], Expansion]

_RESOLVERS: dict[str, list[Resolver]] = {}
_FOR_GRANTS_ONLY: set[Resolver] = set()


def register(kind: str, resolver: Resolver, *, for_grants_only: bool = False) -> None:
    """Teach access what a scope of this kind reaches.

    A resolver takes ids of `kind` and returns the ids it reaches, by kind, among things that
    still exist: a grant to a vanished scope reaches nothing. Registering twice is harmless.
    `for_grants_only`: what another resolver has just found needs no second look by this one,
    because the other has found everything it would lead to.
    """
    if for_grants_only:
        _FOR_GRANTS_ONLY.add(resolver)
    resolvers = _RESOLVERS.setdefault(kind, [])
    if resolver not in resolvers:
        resolvers.append(resolver)


def expand(kind: str, ids: Ids) -> dict[str, Ids]:
    """Every id reached from these, over all resolvers and the kinds they lead to."""
    reached: dict[str, Ids] = {}
    todo = [(kind, ids)]
    while todo:
        current, fresh = todo.pop()
        for resolver in _RESOLVERS.get(current, ()):
            if current != kind and resolver in _FOR_GRANTS_ONLY:
                continue
            for found_kind, found in resolver(fresh).items():
                new = found - reached.get(found_kind, frozenset())
                reached[found_kind] = reached.get(found_kind, frozenset()) | new
                if new and found_kind != current:
                    todo.append((found_kind, new))
    return reached
