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
PUBLISHED = frozenset({"offer", "criterion", "org", "programme", "place", "contact", "cohort"})

SEEN: tuple[Allowed, ...] = (
    Allowed(
        DIRECTORY_WIDE,
        ("directory:organisation_*", "directory:place_*", "directory:person_list"),
        ORGANISATIONS | {"welfare", "number"},
        "Organisations and places are published facts; a programme is open to the whole "
        "partnership, so whoever runs one reaches every organisation.",
    ),
    Allowed(
        DIRECTORY_WIDE,
        ("search:*",),
        ORGANISATIONS,
        "The same organisations and places, found by name.",
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
    Allowed(
        ("governance_officer",),
        ("audit:entry_list",),
        frozenset({"account"}),
        "The record names whoever acted; it is read in full or it proves nothing.",
    ),
    Allowed(
        ("administrator",),
        ("jobs:*",),
        frozenset({"jobtitle", "doing", "ending"}),
        "Administrators look after long work; its words name an offer and never a person.",
    ),
)

#: Here the kinds are tables.
CHANGED: tuple[Allowed, ...] = (
    Allowed(
        EVERYONE,
        ("learning:apply_start",),
        frozenset({"learning.Application beside"}),
        "Anyone may begin an application for an open offer; it is a new row, and theirs alone.",
    ),
    Allowed(
        DIRECTORY_WIDE,
        ("directory:person_add", "directory:post_add"),
        frozenset({"directory.Post beside"}),
        "Someone new may work at any organisation of the partnership.",
    ),
    Allowed(
        DIRECTORY_WIDE,
        ("directory:organisation_*", "directory:place_*"),
        frozenset({"directory.Place beside", "directory.Organisation beside"}),
        "Whoever runs a programme may add to the one directory of the partnership.",
    ),
    Allowed(
        ("administrator",),
        ("access:*",),
        frozenset({"access.User", "access.Grant", "access.Grant beside"}),
        "Administrators look after every account.",
    ),
    Allowed(
        ("administrator",),
        ("jobs:job_cancel",),
        frozenset({"jobs.Job"}),
        "Administrators may stop long work.",
    ),
)

#: Addresses that name a thing of the other world and answer all the same; no kinds.
OPENED: tuple[Allowed, ...] = (
    Allowed(
        DIRECTORY_WIDE,
        ("directory:organisation_show",),
        frozenset(),
        "Organisations and places are published facts.",
    ),
    Allowed(
        ("administrator",),
        ("access:*", "jobs:*"),
        frozenset(),
        "Administrators look after every account and all long work.",
    ),
)


def may_see(actor: str, name: str, kind: str) -> bool:
    return any(one.covers(actor, name, kind) for one in SEEN)


def may_change(actor: str, name: str, table: str) -> bool:
    return any(one.covers(actor, name, table) for one in CHANGED)


def may_open(actor: str, name: str) -> bool:
    return any(one.is_for(actor, name) for one in OPENED)
