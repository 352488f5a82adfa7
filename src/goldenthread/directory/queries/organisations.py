"""Organisations and sectors."""

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.directory import rules
from goldenthread.directory.models import Organisation, OrganisationName, Sector
from goldenthread.directory.queries.reach import organisations_within
from goldenthread.directory.terms import SECTOR_WORDS, OrganisationRow, SectorRow


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


def organisations(actor: Actor) -> tuple[OrganisationRow, ...]:
    """Every organisation within reach, by name."""
    rows = Organisation.objects.filter(organisations_within(actor.reach(Permission.DIRECTORY_VIEW)))
    return tuple(_row(row) for row in rows.select_related("sector", "place"))


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
