"""The main menu: what this person may open, in the order of the thread."""

from dataclasses import dataclass

from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission


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


def items(actor: Actor, path: str) -> tuple[NavItem, ...]:
    """Home, then every area that the actor may open; one of them at most is current."""
    found = [NavItem("Home", "/", path == "/")]
    for label, name, prefixes, permissions in ITEMS:
        if any(actor.may(permission) for permission in permissions):
            href = reverse(name)
            found.append(NavItem(label, href, path.startswith(prefixes)))
    return tuple(found)
