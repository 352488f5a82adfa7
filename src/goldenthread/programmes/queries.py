"""Reading programmes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from goldenthread.access.actor import Actor
from goldenthread.access.scopes import Ids, register
from goldenthread.access.terms import OutOfReach, Permission, ScopeKind
from goldenthread.directory.queries.keeping import ORGANISATION, register_keeper
from goldenthread.directory.queries.scopes import of_places
from goldenthread.programmes.models import Programme
from goldenthread.search.kinds import Named
from goldenthread.search.queries import named

PROGRAMME = ScopeKind.PROGRAMME.value


@dataclass(frozen=True)
class ProgrammeCard:
    """A programme as its pages show it."""

    id: int
    name: str
    slug: str
    need: str
    summary: str
    host: str
    host_id: int
    place: str
    place_id: int | None
    starts_on: date
    ends_on: date | None
    support_line: str
    support_hours: str
    contact_email: str


def _card(row: Programme) -> ProgrammeCard:
    return ProgrammeCard(
        id=row.pk,
        name=row.name,
        slug=row.slug,
        need=row.need,
        summary=row.summary,
        host=row.host.name,
        host_id=row.host_id,
        place=row.place.name if row.place else "",
        place_id=row.place_id,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        support_line=row.support_line,
        support_hours=row.support_hours,
        contact_email=row.contact_email,
    )


def programmes(actor: Actor) -> tuple[ProgrammeCard, ...]:
    """Every programme within reach, by name."""
    return tuple(_card(row) for row in findable(actor).select_related("host", "place"))


def findable(actor: Actor) -> QuerySet[Programme]:
    """Those within reach, by name."""
    reach = actor.reach(Permission.PROGRAMME_VIEW)
    rows = Programme.objects.all()
    return rows if reach.everything else rows.filter(pk__in=reach.ids(PROGRAMME))


def names_to_find(ids: Collection[int] | None) -> Iterable[Named]:
    """A programme is found by its name alone."""
    return named(Programme.objects.all(), ids)


def programme(actor: Actor, programme_id: int) -> ProgrammeCard:
    """One programme, or OutOfReach."""
    actor.must_reach(Permission.PROGRAMME_VIEW, "programme", programme_id)
    row = Programme.objects.select_related("host", "place").filter(pk=programme_id).first()
    if row is None:
        raise OutOfReach(f"programme {programme_id}")
    return _card(row)


def card_for_pages(programme_id: int) -> ProgrammeCard:
    """The published facts of a programme, for pages open to everyone (name, contact, support)."""
    row = Programme.objects.select_related("host", "place").filter(pk=programme_id).first()
    if row is None:
        raise OutOfReach(f"programme {programme_id}")
    return _card(row)


def _reached_by_programmes(ids: Ids) -> dict[str, Ids]:
    found = frozenset(Programme.objects.filter(pk__in=ids).values_list("pk", flat=True))
    return {PROGRAMME: found}


def _kept_by_programmes(ids: Ids) -> dict[str, Ids]:
    """A programme keeps its own place, all that lies in it, and its host."""
    rows = list(Programme.objects.filter(pk__in=ids).values_list("host_id", "place_id"))
    inside = of_places(frozenset(place for _, place in rows if place))
    hosts = frozenset(host for host, _ in rows)
    return {**inside, ORGANISATION: inside[ORGANISATION] | hosts}


def register_scopes() -> None:
    register(ScopeKind.PROGRAMME, _reached_by_programmes, for_the_rest=True)
    register_keeper(_kept_by_programmes)


def may_edit(actor: Actor) -> bool:
    """Programmes are added and changed by those who may edit every one."""
    return actor.reach(Permission.PROGRAMME_EDIT).everything


def must_edit(actor: Actor) -> None:
    """The same as a wall."""
    if not may_edit(actor):
        raise OutOfReach("changing programmes needs a grant over everything")
