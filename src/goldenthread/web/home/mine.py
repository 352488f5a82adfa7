"""What is held about the person who signed in, and who looked at it."""

from dataclasses import dataclass
from datetime import date

from goldenthread.access import queries as access
from goldenthread.access.actor import Actor
from goldenthread.access.table import TABLE
from goldenthread.audit import queries as audit
from goldenthread.audit.pages import EntryLine, lines
from goldenthread.directory import queries as directory
from goldenthread.directory.terms import PersonCard
from goldenthread.ui import slots
from goldenthread.ui.slots import Panel


@dataclass(frozen=True)
class MyPage:
    name: str
    card: PersonCard | None
    roles: tuple[str, ...]
    panels: tuple[Panel, ...]
    looks: tuple[EntryLine, ...]


# Being kept apart concerns another person too, who may be at risk from this one.
HELD_BACK = ("keep_apart.",)


def _own_card(person_id: int) -> PersonCard | None:
    return directory.cards_for(Actor.system(reason="a person's own page"), [person_id]).get(
        person_id
    )


def my_page(actor: Actor, *, today: date) -> MyPage:
    """Everything on one page; panels come from the apps that hold more about the person."""
    person_id = directory.person_of_user(actor.user_id or 0)
    roles = tuple(TABLE[role].name for role in actor.roles)
    if person_id is None:
        return MyPage(actor.name, None, roles, (), ())
    entries = tuple(e for e in audit.about_person(person_id) if not e.action.startswith(HELD_BACK))
    names = access.names_of({e.actor_id for e in entries if e.actor_kind == "user"})
    return MyPage(
        name=actor.name,
        card=_own_card(person_id),
        roles=roles,
        panels=tuple(slots.panels("my.panels", actor, person_id)),
        looks=lines(entries, names=names, you=actor.id, is_own=True),
    )
