"""The main menu: what this person may open, in the order of the thread."""

from dataclasses import dataclass

from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission as P


@dataclass(frozen=True)
class NavItem:
    label: str
    href: str
    current: bool


# label, url name, path prefixes that belong to it, permissions (any)
ITEMS: tuple[tuple[str, str, tuple[str, ...], tuple[P, ...]], ...] = (
    ("Programmes", "programmes:programme_list", ("/programmes/",), (P.PROGRAMME_VIEW,)),
    (
        "Offers",
        "learning:offer_list",
        ("/offers/", "/cohorts/", "/sessions/", "/plans/"),
        (P.OFFER_VIEW,),
    ),
    ("My sessions", "learning:session_list", ("/sessions/",), (P.SESSION_RUN,)),
    ("People", "directory:person_list", ("/directory/",), (P.PERSON_VIEW,)),
    ("Instruments", "instruments:instrument_list", ("/instruments/",), (P.INSTRUMENT_VIEW,)),
    (
        "Evaluation",
        "evaluation:plan_list",
        ("/evaluation/",),
        (P.WAVE_VIEW, P.FINDING_VIEW_BOARD),
    ),
    ("Messages", "messaging:outbox", ("/outbox/",), (P.OUTBOX_VIEW,)),
)


def items(actor: Actor, path: str) -> tuple[NavItem, ...]:
    """Home, then every area that the actor may open; one of them at most is current."""
    found = [NavItem("Home", "/", path == "/")]
    for label, name, prefixes, permissions in ITEMS:
        if any(actor.may(permission) for permission in permissions):
            href = reverse(name)
            found.append(NavItem(label, href, path.startswith(prefixes)))
    return tuple(found)
