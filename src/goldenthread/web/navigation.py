"""The main menu: what this person may open, in the order of the thread."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission, Role


@dataclass(frozen=True)
class NavItem:
    label: str
    href: str
    current: bool


# label, url name, path prefixes that belong to it, permissions (any)
ITEMS: tuple[tuple[str, str, tuple[str, ...], tuple[Permission, ...]], ...] = (
    ("Programmes", "programmes:programme_list", ("/programmes/",), (Permission.PROGRAMME_VIEW,)),
    (
        "Offers",
        "learning:offer_list",
        ("/offers/", "/applications/", "/cohorts/", "/sessions/", "/plans/"),
        (Permission.OFFER_VIEW,),
    ),
    ("My sessions", "learning:session_list", ("/sessions/",), (Permission.SESSION_RUN,)),
    ("People", "directory:person_list", ("/directory/",), (Permission.PERSON_VIEW,)),
    (
        "Instruments",
        "instruments:instrument_list",
        ("/instruments/",),
        (Permission.INSTRUMENT_VIEW,),
    ),
    (
        "Evaluation",
        "evaluation:plan_list",
        ("/evaluation/",),
        (Permission.WAVE_VIEW, Permission.FINDING_VIEW_BOARD),
    ),
    ("Messages", "messaging:outbox", ("/outbox/",), (Permission.OUTBOX_VIEW,)),
    ("Accounts", "access:account_list", ("/access/",), (Permission.ACCESS_MANAGE,)),
    ("Record", "audit:entry_list", ("/audit/",), (Permission.AUDIT_VIEW,)),
)

# What some roles call their own: the same, shown to whoever holds one of the roles.
OWN: tuple[tuple[str, str, tuple[str, ...], tuple[Role, ...]], ...] = (
    (
        "My organisation",
        "directory:organisation_own",
        ("/directory/organisations/", "/directory/own/"),
        (Role.ORGANISATION_LEAD, Role.CHAMPION),
    ),
    (
        "My place",
        "directory:organisation_own",
        ("/directory/organisations/", "/directory/places/", "/directory/own/"),
        (Role.PLACE_LEAD,),
    ),
    ("My team", "learning:team_show", ("/my-team/",), (Role.LINE_MANAGER,)),
)


def items(actor: Actor, path: str) -> tuple[NavItem, ...]:
    """Home, then every area that the actor may open; one of them at most is current."""
    open_to = [
        *(own[:3] for own in OWN if any(actor.has_role(role) for role in own[3])),
        *(area[:3] for area in ITEMS if any(actor.may(permission) for permission in area[3])),
    ]
    found = [("Home", "/", path == "/")]
    found += [
        (label, reverse(name), path.startswith(prefixes)) for label, name, prefixes in open_to
    ]
    here = _current(found, path)
    return tuple(NavItem(label, href, at == here) for at, (label, href, _) in enumerate(found))


def _current(found: Sequence[tuple[str, str, bool]], path: str) -> int | None:
    """The one whose own page this is, else the first that the page belongs to."""
    own = [at for at, (_, href, _) in enumerate(found) if href == path]
    holding = [at for at, (_, _, holds) in enumerate(found) if holds]
    return next(iter((*own, *holding)), None)
