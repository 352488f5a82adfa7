"""What of the other world may be seen or changed all the same, each with its reason."""

from dataclasses import dataclass
from fnmatch import fnmatch

DIRECTORY_WIDE = ("coordinator", "evaluator", "moderator", "board_member")
EVERYONE = ("*",)


@dataclass(frozen=True)
class Allowed:
    """Kinds of text that these actors may see on these addresses."""

    actors: tuple[str, ...]
    names: tuple[str, ...]
    kinds: frozenset[str]
    why: str

    def covers(self, actor: str, name: str, kind: str) -> bool:
        return kind in self.kinds and self.is_for(actor, name)

    def is_for(self, actor: str, name: str) -> bool:
        return any(fnmatch(actor, one) for one in self.actors) and any(
            fnmatch(name, one) for one in self.names
        )


ORGANISATIONS = frozenset({"org", "place"})
PUBLISHED = frozenset({"offer", "criterion", "org", "programme", "place", "contact"})

SEEN: tuple[Allowed, ...] = (
    Allowed(
        DIRECTORY_WIDE,
        ("directory:organisation_*", "directory:place_*", "directory:person_list"),
        ORGANISATIONS | {"welfare", "code"},
        "Organisations and places are published facts; a programme is open to the whole "
        "partnership, so whoever runs one reaches every organisation.",
    ),
    Allowed(
        DIRECTORY_WIDE,
        ("*_add", "*_edit"),
        ORGANISATIONS,
        "Organisations and places are choices of forms.",
    ),
    Allowed(
        EVERYONE,
        ("learning:apply*",),
        PUBLISHED,
        "The page of an open offer is published; it shows the offer and never a person.",
    ),
    Allowed(
        ("administrator",),
        ("access:account_*", "access:grant_end"),
        frozenset({"account", "email", "programme", "org", "place", "cohort"}),
        "Administrators look after every account and what it reaches.",
    ),
)

#: Here the kinds are tables.
CHANGED: tuple[Allowed, ...] = (
    Allowed(
        EVERYONE,
        ("learning:apply_start",),
        frozenset({"learning.Application"}),
        "Anyone may begin an application for an open offer; it is a new row, and theirs alone.",
    ),
)

#: Addresses that name a thing of the other world and answer all the same; no kinds.
OPENED: tuple[Allowed, ...] = (
    Allowed(
        DIRECTORY_WIDE,
        ("directory:organisation_*", "directory:place_*"),
        frozenset(),
        "Organisations and places are published facts.",
    ),
    Allowed(
        ("administrator",),
        ("access:*",),
        frozenset(),
        "Administrators look after every account.",
    ),
)


def may_see(actor: str, name: str, kind: str) -> bool:
    return any(one.covers(actor, name, kind) for one in SEEN)


def may_change(actor: str, name: str, table: str) -> bool:
    return any(one.covers(actor, name, table) for one in CHANGED)


def may_open(actor: str, name: str) -> bool:
    return any(one.is_for(actor, name) for one in OPENED)
