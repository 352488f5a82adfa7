"""Who acts. Explicit in every read and write; never a thread-local, never None."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from goldenthread.access.scopes import expand
from goldenthread.access.table import TABLE
from goldenthread.access.terms import OutOfReach, Permission, Role, ScopeKind


@dataclass(frozen=True)
class HeldGrant:
    """One role over one scope, valid today."""

    role: Role
    scope_kind: str
    scope_id: int | None = None


@dataclass(frozen=True)
class Reach:
    """What one permission reaches for one actor."""

    everything: bool
    grants: tuple[HeldGrant, ...]

    @cached_property
    def _expanded(self) -> dict[str, frozenset[int]]:
        found: dict[str, frozenset[int]] = {}
        for kind in sorted({g.scope_kind for g in self.grants}):
            ids = frozenset(
                g.scope_id for g in self.grants if g.scope_kind == kind and g.scope_id is not None
            )
            for reached_kind, reached in expand(kind, ids).items():
                found[reached_kind] = found.get(reached_kind, frozenset()) | reached
        return found

    def ids(self, kind: str) -> frozenset[int]:
        """Ids of this kind within reach; meaningless when `everything` is true."""
        return self._expanded.get(kind, frozenset())

    def covers(self, kind: str, scope_id: int) -> bool:
        return self.everything or scope_id in self.ids(kind)

    def __bool__(self) -> bool:
        return self.everything or bool(self.grants)


NOTHING = Reach(everything=False, grants=())


@dataclass(frozen=True)
class Actor:
    """A person who signed in, a holder of a personal link, or the system itself.

    kind: `user`, `link`, `system` or `anonymous`. `person_ids` are the directory people this
    actor *is*; filled by whoever makes the actor.
    """

    kind: str
    id: str
    name: str = ""
    grants: tuple[HeldGrant, ...] = ()
    reason: str = ""
    _reaches: dict[Permission, Reach] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def system(cls, *, reason: str) -> Actor:
        """Background work: reaches everything, and the audit says why."""
        return cls(kind="system", id="", name="Golden Thread", reason=reason)

    @classmethod
    def anonymous(cls) -> Actor:
        return cls(kind="anonymous", id="")

    @classmethod
    def link(cls, *, subject: str, name: str = "") -> Actor:
        """The holder of a personal link, for example `invitation:42`: reaches only that thing."""
        return cls(kind="link", id=subject, name=name)

    @property
    def is_signed_in(self) -> bool:
        return self.kind == "user"

    @property
    def user_id(self) -> int | None:
        return int(self.id) if self.kind == "user" else None

    @property
    def roles(self) -> tuple[Role, ...]:
        return tuple(dict.fromkeys(grant.role for grant in self.grants))

    def has_role(self, role: Role) -> bool:
        return role in self.roles

    def reach(self, permission: Permission) -> Reach:
        """What this permission reaches for this actor, resolved once."""
        if permission not in self._reaches:
            self._reaches[permission] = self._reach(permission)
        return self._reaches[permission]

    def _reach(self, permission: Permission) -> Reach:
        if self.kind == "system":
            return Reach(everything=True, grants=())
        held = tuple(g for g in self.grants if TABLE[g.role].may(permission))
        for known in self._reaches.values():
            if known.grants == held:
                return known  # the same grants reach the same things: resolved once
        everything = any(g.scope_kind == ScopeKind.EVERYTHING for g in held)
        return Reach(everything=everything, grants=held) if held else NOTHING

    def may(self, permission: Permission) -> bool:
        """Does the actor hold this permission over anything at all?"""
        return bool(self.reach(permission))

    def may_reach(self, permission: Permission, kind: str, scope_id: int) -> bool:
        return self.reach(permission).covers(kind, scope_id)

    def must_reach(self, permission: Permission, kind: str, scope_id: int) -> None:
        """Raise OutOfReach unless the permission covers this thing."""
        if not self.may_reach(permission, kind, scope_id):
            raise OutOfReach(f"{permission} does not reach {kind} {scope_id}")

    def must_reach_any(self, permissions: Iterable[Permission], kind: str, scope_id: int) -> None:
        """Raise OutOfReach unless one of the permissions covers this thing."""
        if not any(self.may_reach(permission, kind, scope_id) for permission in permissions):
            raise OutOfReach(f"no permission reaches {kind} {scope_id}")
