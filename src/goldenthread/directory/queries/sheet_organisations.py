"""What a sheet of organisations would become, line by line. Writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.directory.models import Organisation, OutsideIdentifier
from goldenthread.directory.queries.keeping import ORGANISATION, kept
from goldenthread.directory.queries.matching import chunks, find_organisations
from goldenthread.directory.queries.organisations import find_sector, places
from goldenthread.directory.queries.reach import is_directory_wide, organisations_within
from goldenthread.directory.rules import organisation_key, plain, sheet_organisations
from goldenthread.directory.rules.sheets import Said, settled, shown_change
from goldenthread.directory.terms import SCHEME_WORDS, OrganisationRow
from goldenthread.imports.terms import Line, LinePlan, Outcome, Plan
from goldenthread.ui.words import listed

NOT_HERE = "This organisation cannot be added here. Ask whoever looks after the directory."
KEPT_BY_OTHERS = (
    "Another programme keeps what is known of this organisation. Ask them to change it."
)
ALL_KNOWN = "Everything on this line is in the directory already."


@dataclass(frozen=True)
class Known:
    """What we know already that bears on a sheet of organisations."""

    by_name: Mapping[str, OrganisationRow]
    by_number: Mapping[tuple[str, str], int]
    rows: Mapping[int, Organisation]
    numbers: Mapping[int, Mapping[str, str]]
    kept: frozenset[int]
    sectors: Mapping[str, int]
    places: Mapping[str, int]
    is_wide: bool


def plan_organisations(actor: Actor, _: int, lines: Sequence[Line]) -> Plan:
    """What each line would become."""
    if not actor.may(Permission.DIRECTORY_EDIT):
        raise OutOfReach("organisations are added by who edits them")
    said = sheet_organisations.parse(tuple(lines))
    known = _known(actor, [one for one in said if not one.refusal])
    above: set[str] = set()
    found = []
    for one in said:
        plan = settled(one) or _checked(one, known, above)
        if plan.outcome == Outcome.CREATED:
            above.add(organisation_key(one.title))
        found.append(plan)
    return Plan(tuple(found))


def _known(actor: Actor, said: Sequence[Said]) -> Known:
    reach = actor.reach(Permission.DIRECTORY_EDIT)
    names = {one.data[field] for one in said for field in ("name", "parent")}
    by_name = find_organisations(names)
    values = {value for one in said for value in one.data["numbers"].values()}
    by_number = {
        (scheme, value): pk
        for some in chunks(values)
        for scheme, value, pk in OutsideIdentifier.objects.filter(value__in=some).values_list(
            "scheme", "value", "organisation_id"
        )
    }
    ids = {*(row.id for row in by_name.values()), *by_number.values()}
    seen = organisations_within(actor.reach(Permission.DIRECTORY_VIEW))
    rows = {
        row.pk: row
        for some in chunks(ids)
        for row in Organisation.objects.filter(seen, pk__in=some)
        .select_related("sector", "place", "parent")
        .prefetch_related("identifiers")
    }
    return Known(
        by_name={key: row for key, row in by_name.items() if row.id in rows},
        by_number=by_number,
        rows=rows,
        numbers={
            pk: {i.scheme: i.value for i in row.identifiers.all()} for pk, row in rows.items()
        },
        kept=kept(actor, ORGANISATION, rows),
        sectors={
            name: row.id
            for name in {one.data["sector"] for one in said}
            if name and (row := find_sector(name))
        },
        places={plain(row.name): row.id for row in places(actor, counted=False)},
        is_wide=is_directory_wide(reach),
    )


def _checked(one: Said, known: Known, above: set[str]) -> LinePlan:
    try:
        return _line(one, known, above)
    except Refused as refusal:
        return LinePlan(one.number, Outcome.REFUSED, one.title, one.detail, str(refusal))


def _line(one: Said, known: Known, above: set[str]) -> LinePlan:
    row = _meant(one, known)
    details = _details(one, known, above)
    data = {**one.data, **details}
    if row is None:
        if not known.is_wide:
            raise Refused(NOT_HERE)
        if details["sector_id"] is None:
            raise Refused("Say which sector this organisation belongs to.")
        return LinePlan(one.number, Outcome.CREATED, one.title, one.detail, "", data=data)
    words = _changes(one, row, known, details)
    if not words:
        return LinePlan(one.number, Outcome.DUPLICATE, one.title, one.detail, ALL_KNOWN)
    if row.pk not in known.kept:
        raise Refused(KEPT_BY_OTHERS)
    data["organisation_id"] = row.pk
    return LinePlan(one.number, Outcome.CHANGED, one.title, one.detail, " ".join(words), data=data)


def _meant(one: Said, known: Known) -> Organisation | None:
    """The organisation of these numbers, else of this name."""
    named = known.by_name.get(organisation_key(one.data["name"]))
    by_number = {
        pk
        for number in one.data["numbers"].items()
        if (pk := known.by_number.get(number)) is not None
    }
    if by_number - set(known.rows):
        raise Refused(NOT_HERE)
    ids = by_number | ({named.id} if named else set())
    if len(ids) > 1:
        names = listed(sorted(known.rows[pk].name for pk in ids))
        raise Refused(f"This line speaks of several organisations in the directory: {names}.")
    return known.rows[ids.pop()] if ids else None


def _details(one: Said, known: Known, above: set[str]) -> dict[str, int | None]:
    """Ids of what the line names; a name we do not know is said."""
    sector, place, parent = (one.data[field] for field in ("sector", "place", "parent"))
    if sector and sector not in known.sectors:
        raise Refused(f"There is no sector called {sector}.")
    if place and plain(place) not in known.places:
        raise Refused(f"There is no place called {place} yet. Add the place first.")
    key = organisation_key(parent)
    if key and key not in known.by_name and key not in above:
        raise Refused(f"{parent} is not in the directory. Put it on a line above this one.")
    return {
        "sector_id": known.sectors.get(sector),
        "place_id": known.places.get(plain(place)) if place else None,
    }


def _changes(
    one: Said, row: Organisation, known: Known, details: Mapping[str, int | None]
) -> list[str]:
    """What the line says differently. A blank takes nothing away."""
    data: Mapping[str, Any] = one.data
    words = []
    if organisation_key(data["name"]) not in known.by_name:
        words.append(f"Also known as {data['name']}.")
    if details["sector_id"] not in (None, row.sector_id):
        words.append(shown_change("Sector", row.sector.name, data["sector"]))
    if details["place_id"] not in (None, row.place_id):
        words.append(shown_change("Place", row.place.name if row.place else "", data["place"]))
    parent = known.by_name.get(organisation_key(data["parent"]))
    if data["parent"] and (parent is None or parent.id != row.parent_id):
        words.append(shown_change("Part of", row.parent.name if row.parent else "", data["parent"]))
    if data["welfare_contact"] not in ("", row.welfare_contact):
        words.append(shown_change("Welfare contact", row.welfare_contact, data["welfare_contact"]))
    return words + _numbers(data["numbers"], known.numbers.get(row.pk, {}))


def _numbers(said: Mapping[str, str], held: Mapping[str, str]) -> list[str]:
    labels = {scheme.value: words for scheme, words in _scheme_words()}
    return [
        shown_change(labels[scheme], held.get(scheme, ""), value)
        for scheme, value in said.items()
        if held.get(scheme) != value
    ]


def _scheme_words() -> list[tuple[Any, str]]:
    return [(scheme, SCHEME_WORDS[scheme]) for scheme in sheet_organisations.WORDS]
