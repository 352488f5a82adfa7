"""Places, sectors and organisations."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.directory import rules
from goldenthread.directory.models import (
    Organisation,
    OrganisationName,
    OutsideIdentifier,
    Place,
    Sector,
)
from goldenthread.directory.queries.keeping import ORGANISATION, PLACE, must_keep
from goldenthread.directory.queries.organisations import find_organisation
from goldenthread.directory.queries.reach import is_directory_wide
from goldenthread.directory.terms import DEFAULT_SECTORS, IdentifierScheme
from goldenthread.search import operations as search


def _must_edit_wide(by: Actor) -> None:
    if not is_directory_wide(by.reach(Permission.DIRECTORY_EDIT)):
        raise OutOfReach("the directory is edited by who runs a programme")


def _must_edit(by: Actor, organisation_id: int) -> None:
    if is_directory_wide(by.reach(Permission.DIRECTORY_EDIT)):
        if not Organisation.objects.filter(pk=organisation_id).exists():
            raise OutOfReach(f"organisation {organisation_id}")
        return
    by.must_reach(Permission.DIRECTORY_EDIT, "organisation", organisation_id)


@transaction.atomic
def install_sectors(by: Actor) -> None:
    """The sectors a new deployment starts with; running it again changes nothing."""
    _must_edit_wide(by)
    for position, (code, name, letter) in enumerate(DEFAULT_SECTORS):
        Sector.objects.get_or_create(
            code=code, defaults={"name": name, "letter": letter, "position": position}
        )
    audit.record(by=by, action="sectors.installed", subject=("sector", ""))


@transaction.atomic
def add_sector(*, name: str, code: str, letter: str, by: Actor, position: int = 99) -> int:
    """A sector with a name, a code and a letter of its own."""
    _must_edit_wide(by)
    if Sector.objects.filter(code=code).exists() or Sector.objects.filter(name=name).exists():
        raise Refused(f"There is already a sector called {name}.")
    if Sector.objects.filter(letter=letter).exists():
        raise Refused(f"The letter {letter} already stands for another sector.")
    row = Sector.objects.create(name=name, code=code, letter=letter, position=position)
    audit.record(by=by, action="sector.added", subject=("sector", row.pk))
    return int(row.pk)


@transaction.atomic
def add_place(*, name: str, by: Actor, code: str = "", parent_id: int | None = None) -> int:
    """A place, in another place or by itself."""
    _must_edit_wide(by)
    slug = code or slugify(name)
    if Place.objects.filter(code=slug).exists():
        raise Refused(f"There is already a place called {name}.")
    row = Place.objects.create(name=name, code=slug, parent_id=parent_id)
    search.keep(kind=PLACE, thing_id=row.pk)
    audit.record(by=by, action="place.added", subject=("place", row.pk))
    return int(row.pk)


@transaction.atomic
def edit_place(*, place_id: int, name: str, parent_id: int | None, by: Actor) -> None:
    """Rename a place or move it into another; for those who keep it."""
    _must_edit_wide(by)
    must_keep(by, PLACE, place_id)
    row = Place.objects.select_for_update().filter(pk=place_id).first()
    if row is None:
        raise OutOfReach(f"place {place_id}")
    if parent_id is not None:
        rules.must_not_circle(
            place_id, parent_id, dict(Place.objects.values_list("pk", "parent_id"))
        )
    row.name, row.parent_id = name, parent_id
    row.save()
    search.keep(kind=PLACE, thing_id=place_id)
    audit.record(by=by, action="place.changed", subject=("place", place_id))


def _must_be_new_name(name: str, own_id: int | None = None) -> str:
    """The key of a name that no other organisation has, or Refused."""
    key = rules.organisation_key(name)
    if not key:
        raise Refused("Enter the organisation's name.")
    found = find_organisation(name)
    if found is not None and found.id != own_id:
        raise Refused(f"{found.name} is already in the directory.")
    return key


@transaction.atomic
def add_organisation(
    *,
    name: str,
    sector_id: int,
    by: Actor,
    place_id: int | None = None,
    parent_id: int | None = None,
    welfare_contact: str = "",
) -> int:
    """An organisation of the partnership, once however its name is written."""
    _must_edit_wide(by)
    row = Organisation.objects.create(
        name=" ".join(name.split())[:200],
        key=_must_be_new_name(name),
        sector_id=sector_id,
        place_id=place_id,
        parent_id=parent_id,
        welfare_contact=welfare_contact,
    )
    search.keep(kind=ORGANISATION, thing_id=row.pk)
    audit.record(by=by, action="organisation.added", subject=("organisation", row.pk))
    return int(row.pk)


@transaction.atomic
def add_organisations(*, sectors: Mapping[str, int], by: Actor) -> dict[str, int]:
    """Organisations that the directory does not know yet, by name with their sector; their ids by
    the key of the name."""
    _must_edit_wide(by)
    rows = Organisation.objects.bulk_create(
        Organisation(
            name=" ".join(name.split())[:200], key=rules.organisation_key(name), sector_id=sector_id
        )
        for name, sector_id in sectors.items()
    )
    audit.record_many(
        by=by,
        action="organisation.added",
        subjects=[("organisation", int(row.pk), None) for row in rows],
    )
    search.keep_many(kind=ORGANISATION, thing_ids=[int(row.pk) for row in rows])
    return {row.key: int(row.pk) for row in rows}


@transaction.atomic
def edit_organisation(
    *,
    organisation_id: int,
    name: str,
    sector_id: int,
    place_id: int | None,
    by: Actor,
    parent_id: int | None = None,
    welfare_contact: str = "",
) -> None:
    """Change what is known; the name it had is learnt, so that old sheets still match."""
    _must_edit(by, organisation_id)
    must_keep(by, ORGANISATION, organisation_id)
    row = Organisation.objects.select_for_update().get(pk=organisation_id)
    key = _must_be_new_name(name, organisation_id)
    if parent_id is not None:
        parents = dict(Organisation.objects.values_list("pk", "parent_id"))
        rules.must_not_circle(organisation_id, parent_id, parents)
    was_name, was_key = row.name, row.key
    row.name, row.key = " ".join(name.split())[:200], key
    row.sector_id, row.place_id, row.parent_id = sector_id, place_id, parent_id
    row.welfare_contact = welfare_contact
    row.save()
    if was_key != key:
        OrganisationName.objects.filter(key=key, organisation=row).delete()
        OrganisationName.objects.create(organisation=row, name=was_name, key=was_key)
    search.keep(kind=ORGANISATION, thing_id=organisation_id)
    audit.record(by=by, action="organisation.changed", subject=("organisation", organisation_id))


@transaction.atomic
def learn_name(*, organisation_id: int, name: str, by: Actor) -> None:
    """Another way this organisation is written; a name of another organisation is refused."""
    _must_edit(by, organisation_id)
    found = find_organisation(name)
    if found is not None and found.id == organisation_id:
        return
    key = _must_be_new_name(name, organisation_id)
    OrganisationName.objects.create(
        organisation_id=organisation_id, name=" ".join(name.split())[:200], key=key
    )
    search.keep(kind=ORGANISATION, thing_id=organisation_id)
    audit.record(by=by, action="organisation.name", subject=("organisation", organisation_id))


@transaction.atomic
def set_identifier(
    *, organisation_id: int, scheme: IdentifierScheme, value: str, by: Actor
) -> None:
    """One identifier of each scheme; an empty value takes it away."""
    _must_edit(by, organisation_id)
    must_keep(by, ORGANISATION, organisation_id)
    held = OutsideIdentifier.objects.filter(organisation_id=organisation_id, scheme=scheme.value)
    if not value.strip():
        held.delete()
        return
    tidy = rules.identifier(scheme, value)
    taken = OutsideIdentifier.objects.filter(scheme=scheme.value, value=tidy)
    other = taken.exclude(organisation_id=organisation_id).select_related("organisation").first()
    if other is not None:
        raise Refused(f"{other.organisation.name} already has this number.")
    row = held.first()
    if row is not None and row.value == tidy:
        return
    row = row or OutsideIdentifier(organisation_id=organisation_id, scheme=scheme.value)
    row.value = tidy
    row.save()
    audit.record(by=by, action="organisation.identifier", subject=("organisation", organisation_id))


@transaction.atomic
def save_organisation(
    *,
    organisation_id: int | None,
    name: str,
    sector_id: int,
    place_id: int | None,
    parent_id: int | None,
    welfare_contact: str,
    identifiers: Mapping[IdentifierScheme, str],
    by: Actor,
) -> int:
    """One organisation with its identifiers, new or changed: all of it or none."""
    details: dict[str, Any] = {
        "name": name,
        "sector_id": sector_id,
        "place_id": place_id,
        "parent_id": parent_id,
        "welfare_contact": welfare_contact,
    }
    if organisation_id is None:
        organisation_id = add_organisation(by=by, **details)
    else:
        edit_organisation(organisation_id=organisation_id, by=by, **details)
    for scheme, value in identifiers.items():
        set_identifier(organisation_id=organisation_id, scheme=scheme, value=value, by=by)
    return organisation_id
