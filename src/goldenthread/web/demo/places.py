"""Places and organisations of the demonstration."""

from collections.abc import Iterable

from goldenthread.access.actor import Actor
from goldenthread.directory import operations as directory
from goldenthread.directory import queries


def add_places(rows: Iterable[tuple[str, str, str]], *, by: Actor) -> dict[str, int]:
    """Rows of name, code, code of the parent. Returns ids by code."""
    ids: dict[str, int] = {}
    for name, code, parent in rows:
        ids[code] = directory.add_place(name=name, code=code, parent_id=ids.get(parent), by=by)
    return ids


def add_organisations(
    rows: Iterable[tuple[str, str, str]], *, place_ids: dict[str, int], by: Actor
) -> dict[str, int]:
    """Rows of name, sector code, place code. Returns ids by name."""
    sectors = {sector.code: sector.id for sector in queries.sectors()}
    return {
        name: directory.add_organisation(
            name=name, sector_id=sectors[sector], place_id=place_ids[place], by=by
        )
        for name, sector, place in rows
    }
