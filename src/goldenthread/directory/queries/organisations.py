"""Organisations, sectors and places."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission, ScopeKind
from goldenthread.directory import rules
from goldenthread.directory.models import (
    Organisation,
    OrganisationName,
    OutsideIdentifier,
    Place,
    Post,
    Sector,
)
from goldenthread.directory.queries.keeping import ORGANISATION, PLACE, keeps, must_keep
from goldenthread.directory.queries.people import matching
from goldenthread.directory.queries.reach import (
    current_posts,
    is_directory_wide,
    organisations_within,
)
from goldenthread.directory.terms import SECTOR_WORDS, OrganisationRow, SectorRow


@dataclass(frozen=True)
class OrganisationDetail:
    """An organisation as its page shows it."""

    id: int
    name: str
    sector_id: int
    sector: str
    place_id: int | None
    place: str
    parent_id: int | None
    parent: str
    parts: tuple[tuple[int, str], ...]
    welfare_contact: str
    identifiers: tuple[tuple[str, str], ...]
    other_names: tuple[str, ...]
    may_edit: bool


@dataclass(frozen=True)
class OrganisationLine:
    """An organisation in the list, with the people the actor reaches there."""

    id: int
    name: str
    sector: str
    letter: str
    place: str
    people: int
    identifiers: tuple[str, ...]


@dataclass(frozen=True)
class PlaceRow:
    """A place, and how deep it lies in others."""

    id: int
    name: str
    parent_id: int | None
    depth: int
    organisations: int


def _row(row: Organisation) -> OrganisationRow:
    place = row.place.name if row.place else ""
    return OrganisationRow(row.pk, row.name, row.sector.code, place)


def sectors() -> tuple[SectorRow, ...]:
    """Every sector, in the order of the mix bar."""
    return tuple(SectorRow(s.pk, s.code, s.name, s.letter) for s in Sector.objects.all())


def find_sector(text: str) -> SectorRow | None:
    """A sector by code, name, letter or one of the ways people write it."""
    wanted = rules.plain(text)
    code = SECTOR_WORDS.get(wanted, "")
    for row in sectors():
        names = {rules.plain(row.name), rules.plain(row.code), row.letter.casefold()}
        if wanted in names or row.code == code:
            return row
    return None


def _within(actor: Actor) -> QuerySet[Organisation]:
    reach = actor.reach(Permission.DIRECTORY_VIEW)
    rows = Organisation.objects.filter(organisations_within(reach))
    return rows.select_related("sector", "place")


def organisations(actor: Actor) -> tuple[OrganisationRow, ...]:
    """Every organisation within reach, by name."""
    return tuple(_row(row) for row in _within(actor))


def organisation_lines(
    actor: Actor, *, search: str = "", sector: str = "", on: date | None = None
) -> tuple[OrganisationLine, ...]:
    """The list of organisations within reach that match."""
    rows = _within(actor).prefetch_related("identifiers")
    if search.strip():
        key = rules.organisation_key(search)
        rows = rows.filter(Q(key__contains=key) | Q(names__key__contains=key)).distinct()
    if sector:
        rows = rows.filter(sector__code=sector)
    counts = _people_counts(actor, on or timezone.localdate())
    return tuple(
        OrganisationLine(
            id=row.pk,
            name=row.name,
            sector=row.sector.name,
            letter=row.sector.letter,
            place=row.place.name if row.place else "",
            people=counts.get(row.pk, 0),
            identifiers=tuple(one.value for one in row.identifiers.all()),
        )
        for row in rows
    )


def _people_counts(actor: Actor, on: date) -> dict[int, int]:
    """People within the actor's reach by the organisation of their posts today."""
    posts = Post.objects.filter(current_posts(on)).order_by()
    if not actor.reach(Permission.PERSON_VIEW).everything:
        posts = posts.filter(person_id__in=matching(actor, on=on).order_by().values("pk"))
    counted = posts.values_list("organisation_id").annotate(n=Count("person_id", distinct=True))
    return dict(counted)


def organisation_detail(
    actor: Actor, organisation_id: int, *, with_names: bool = True
) -> OrganisationDetail:
    """One organisation within reach, or OutOfReach; a form needs neither parts nor names."""
    row = _within(actor).select_related("parent").filter(pk=organisation_id).first()
    if row is None:
        raise OutOfReach(f"organisation {organisation_id}")
    known = OutsideIdentifier.objects.filter(organisation_id=organisation_id)
    names = row.names.order_by("id").values_list("name", flat=True) if with_names else ()
    return OrganisationDetail(
        id=row.pk,
        name=row.name,
        sector_id=row.sector_id,
        sector=row.sector.name,
        place_id=row.place_id,
        place=row.place.name if row.place else "",
        parent_id=row.parent_id,
        parent=row.parent.name if row.parent else "",
        parts=tuple(row.children.values_list("pk", "name")) if with_names else (),
        welfare_contact=row.welfare_contact,
        identifiers=tuple(known.order_by("id").values_list("scheme", "value")),
        other_names=tuple(names),
        may_edit=keeps(actor, ORGANISATION, row.pk),
    )


def organisation_to_edit(actor: Actor, organisation_id: int) -> OrganisationDetail:
    """The same, for those who may change it."""
    found = organisation_detail(actor, organisation_id, with_names=False)
    if not found.may_edit:
        raise OutOfReach(f"organisation {organisation_id}")
    return found


def own_organisation(actor: Actor) -> int | None:
    """The one organisation a role of this actor is over; None when it is none, or several."""
    reach = actor.reach(Permission.DIRECTORY_VIEW)
    ids = {g.scope_id for g in reach.grants if g.scope_kind == ScopeKind.ORGANISATION}
    found = ids & reach.ids("organisation")
    has_place = any(g.scope_kind == ScopeKind.PLACE for g in reach.grants)
    return found.pop() if len(found) == 1 and not has_place else None


def may_add(actor: Actor) -> bool:
    """May this actor add organisations and places?"""
    return is_directory_wide(actor.reach(Permission.DIRECTORY_EDIT))


def must_add(actor: Actor) -> None:
    """The same as a wall."""
    if not may_add(actor):
        raise OutOfReach("adding to the directory")


def find_organisation(text: str) -> OrganisationRow | None:
    """An organisation by its name or a learnt one, forgiving case, accents, spaces and noise."""
    key = rules.organisation_key(text)
    if not key:
        return None
    rows = Organisation.objects.select_related("sector", "place")
    found = rows.filter(key=key).first()
    if found is None:
        learnt = OrganisationName.objects.filter(key=key).values_list("organisation_id", flat=True)
        found = rows.filter(pk__in=learnt).first()
    return _row(found) if found else None


def places(actor: Actor, *, counted: bool = True) -> tuple[PlaceRow, ...]:
    """Every place within reach, each followed by the places in it; a choice needs no counts."""
    reach = actor.reach(Permission.DIRECTORY_VIEW)
    rows = list(Place.objects.all())
    if not is_directory_wide(reach):
        rows = [row for row in rows if row.pk in reach.ids("place")]
    inside = {row.pk for row in rows}
    below: dict[int | None, list[Place]] = {}
    for row in rows:
        below.setdefault(row.parent_id if row.parent_id in inside else None, []).append(row)
    count = Organisation.objects.values_list("place_id").annotate(n=Count("pk")).order_by()
    counts = dict(count) if counted else {}
    found: list[PlaceRow] = []
    todo = [(row, 0) for row in reversed(below.get(None, []))]
    while todo:
        row, depth = todo.pop()
        inside_it = counts.get(row.pk, 0)
        found.append(PlaceRow(row.pk, row.name, row.parent_id, depth, inside_it))
        todo += [(child, depth + 1) for child in reversed(below.get(row.pk, []))]
    return tuple(found)


def place_to_edit(actor: Actor, place_id: int) -> PlaceRow:
    """One place, for those who may change it."""
    must_add(actor)
    must_keep(actor, PLACE, place_id)
    for row in places(actor, counted=False):
        if row.id == place_id:
            return row
    raise OutOfReach(f"place {place_id}")
