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
    found = [NavItem("Home", "/", path == "/")]
    for label, name, prefixes, roles in OWN:
        if any(actor.has_role(role) for role in roles):
            found.append(_item(found, label, reverse(name), path.startswith(prefixes)))
    for label, name, prefixes, permissions in ITEMS:
        if any(actor.may(permission) for permission in permissions):
            found.append(_item(found, label, reverse(name), path.startswith(prefixes)))
    return tuple(found)


def _item(before: Sequence[NavItem], label: str, href: str, is_here: bool) -> NavItem:
    """The first that holds this page is the current one."""
    return NavItem(label, href, is_here and not any(item.current for item in before))
