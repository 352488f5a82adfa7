"""Scopes are resolved by the apps that own them; access never knows their tables."""

from collections.abc import Callable, Mapping

Ids = frozenset[int]
Expansion = Mapping[str, Ids]
Resolver = Callable[[Ids], Expansion]

_RESOLVERS: dict[str, list[Resolver]] = {}
_FOR_GRANTS_ONLY: set[Resolver] = set()
_FOR_THE_REST: set[Resolver] = set()


def register(
    kind: str, resolver: Resolver, *, for_grants_only: bool = False, for_the_rest: bool = False
) -> None:
    """Teach access what a scope of this kind reaches.

    A resolver takes ids of `kind` and returns the ids it reaches, by kind, among things that
    still exist: a grant to a vanished scope reaches nothing. Registering twice is harmless.
    `for_grants_only`: what another resolver has just found needs no second look by this one,
    because the other has found everything it would lead to.
    `for_the_rest`: asked last, and only about ids that no other resolver has found to exist.
    """
    if for_grants_only:
        _FOR_GRANTS_ONLY.add(resolver)
    if for_the_rest:
        _FOR_THE_REST.add(resolver)
    resolvers = _RESOLVERS.setdefault(kind, [])
    if resolver not in resolvers:
        resolvers.append(resolver)


def expand(kind: str, ids: Ids) -> dict[str, Ids]:
    """Every id reached from these, over all resolvers and the kinds they lead to."""
    reached: dict[str, Ids] = {}
    todo = [(kind, ids)]
    while todo:
        current, fresh = todo.pop()
        for resolver in sorted(_RESOLVERS.get(current, ()), key=_FOR_THE_REST.__contains__):
            if current != kind and resolver in _FOR_GRANTS_ONLY:
                continue
            known = reached.get(current, frozenset()) if resolver in _FOR_THE_REST else frozenset()
            for found_kind, found in _asked(resolver, fresh - known).items():
                new = found - reached.get(found_kind, frozenset())
                reached[found_kind] = reached.get(found_kind, frozenset()) | new
                if new and found_kind != current:
                    todo.append((found_kind, new))
    return reached


def _asked(resolver: Resolver, ids: Ids) -> Expansion:
    return resolver(ids) if ids else {}
