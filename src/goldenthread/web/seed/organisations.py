"""Nested places, and organisations of every sector; some belong to a larger one."""

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.directory import operations as directory
from goldenthread.directory import queries, rules
from goldenthread.directory.models import Organisation, Place, Service, Team
from goldenthread.web.seed import names, texts
from goldenthread.web.seed.bulk import add
from goldenthread.web.seed.world import SYSTEM, World

REGION_NAME, REGION_CODE = "Eastreach", "eastreach"
TEAMS = ("Early help", "Duty desk", "Outreach")


@dataclass(frozen=True)
class Employer:
    """An organisation, and the teams people may be in."""

    id: int
    sector: str
    address: str
    team_ids: tuple[int, ...]


def add_places(world: World) -> None:
    """A region of counties of towns."""
    words = names.places(world.chance)
    top = directory.add_place(name=REGION_NAME, code=REGION_CODE, by=SYSTEM)
    counties = add(
        [
            Place(name=f"{next(words)}shire", code=f"{REGION_CODE}-{n}", parent_id=top)
            for n in range(world.size.counties)
        ]
    )
    towns = add(
        [
            Place(name=next(words), code=f"{county.code}-{n}", parent=county)
            for county in counties
            for n in range(world.size.towns)
        ]
    )
    world.places = [top, *(row.pk for row in counties), *(row.pk for row in towns)]
    for place_id in world.places[1:]:
        world.record.note(SYSTEM, "place.added", ("place", place_id))


def add_organisations(world: World) -> list[Employer]:
    """Each sector in turn, each in a town; every fifth belongs to the one before it."""
    directory.install_sectors(SYSTEM)
    sectors = {sector.code: sector.id for sector in queries.sectors()}
    codes, towns = list(texts.KINDS_OF_ORGANISATION), world.places[1 + world.size.counties :]
    rows: list[Organisation] = []
    for number, name in zip(range(world.size.organisations), _names(), strict=False):
        code = codes[number % len(codes)]
        is_part = number % 5 == 4 and number > 10
        rows.append(
            Organisation(
                name=(full := name.format(world.chance.choice(texts.KINDS_OF_ORGANISATION[code]))),
                key=rules.organisation_key(full),
                sector_id=sectors[code],
                place_id=world.chance.choice(towns),
                parent=rows[number - 10] if is_part and rows[number - 10].parent is None else None,
            )
        )
    _add_in_order(rows)
    for row in rows:
        world.record.note(SYSTEM, "organisation.added", ("organisation", row.pk))
    return _employers(rows, codes)


def _names() -> Iterator[str]:
    """A name with room for what kind of organisation it is."""
    for start in names.SURNAME_STARTS:
        for end in ("wick", "ham", "den", "leigh", "worth", "minster", "well", "haven", "lea"):
            yield f"{start}{end} {{}}"
            yield f"{start}{end} and District {{}}"


def _add_in_order(rows: list[Organisation]) -> None:
    """First those that others belong to."""
    add([row for row in rows if row.parent is None])
    parts = [row for row in rows if row.parent is not None]
    for row in parts:
        row.parent_id = row.parent.pk if row.parent else None
    add(parts)


def _employers(rows: list[Organisation], codes: list[str]) -> list[Employer]:
    larger = rows[::3]
    services = add([Service(organisation=row, name="Community service") for row in larger])
    teams = add(
        [
            Team(organisation=row, service=service, name=name)
            for row, service in zip(larger, services, strict=True)
            for name in TEAMS
        ]
    )
    of: dict[int, list[int]] = {}
    for team in teams:
        of.setdefault(team.organisation_id, []).append(team.pk)
    return [
        Employer(
            id=row.pk,
            sector=codes[number % len(codes)],
            address=f"{row.key[:40]}.example",
            team_ids=tuple(of.get(row.pk, ())),
        )
        for number, row in enumerate(rows)
    ]
