"""Many people looked up at once, as an import needs it; and what rests on a row."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import ManyToOneRel, Model

from goldenthread.directory import rules
from goldenthread.directory.models import Organisation, OrganisationName, Person, Post
from goldenthread.directory.terms import OrganisationRow

AT_ONCE = 400
T = TypeVar("T", int, str)


@dataclass(frozen=True)
class Wanted:
    """Someone to look up: by address, else by name where they work."""

    email: str
    name: str
    organisation_id: int | None


def chunks(items: Iterable[T]) -> Iterable[list[T]]:
    """A few at a time, so that a query names no more than a database takes."""
    rows = list(items)
    return (rows[at : at + AT_ONCE] for at in range(0, len(rows), AT_ONCE))


def find_people(wanted: Sequence[Wanted]) -> list[int | None]:
    """As `find_person` does for one, with few queries for many."""
    keys = [rules.email_key(one.email) for one in wanted]
    by_email = _by_email({key for key in keys if key})
    ids = {one.organisation_id for one in wanted if one.organisation_id is not None}
    by_name = _by_name(ids)
    return [
        by_email.get(key or "") or _only(by_name, one, has_address=bool(key))
        for one, key in zip(wanted, keys, strict=True)
    ]


def _by_email(keys: Collection[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in chunks(keys):
        rows = Person.objects.filter(email_key__in=some)
        found |= {str(key): pk for key, pk in rows.values_list("email_key", "pk")}
    return found


Names = dict[tuple[str, int], set[tuple[int, bool]]]


def _by_name(organisation_ids: Collection[int]) -> Names:
    """(name, organisation) → people, and whether each has an address."""
    found: Names = {}
    for some in chunks(organisation_ids):
        rows = Post.objects.filter(organisation_id__in=some).order_by()
        values = rows.values_list(
            "person__key", "organisation_id", "person_id", "person__email_key"
        )
        for key, where, person_id, email in values:
            found.setdefault((key, where), set()).add((person_id, email is not None))
    return found


def _only(names: Names, one: Wanted, *, has_address: bool) -> int | None:
    """The one person of this name there; whoever has another address is somebody else."""
    if one.organisation_id is None:
        return None
    people = names.get((rules.person_key(one.name), one.organisation_id), set())
    ids = {pk for pk, known_address in people if not (has_address and known_address)}
    return ids.pop() if len(ids) == 1 else None


def find_organisations(names: Iterable[str]) -> dict[str, OrganisationRow]:
    """Organisations by key of each name that is known, in two queries."""
    keys = {key for name in names if (key := rules.organisation_key(name))}
    rows: dict[str, OrganisationRow] = {}
    for some in chunks(keys):
        learnt = OrganisationName.objects.filter(key__in=some).values_list("key", "organisation")
        of_key: dict[int, list[str]] = {}
        for key, organisation_id in learnt:
            of_key.setdefault(organisation_id, []).append(key)
        known = Organisation.objects.filter(key__in=some) | Organisation.objects.filter(
            pk__in=list(of_key)
        )
        for row in known.select_related("sector", "place"):
            place = row.place.name if row.place else ""
            made = OrganisationRow(row.pk, row.name, row.sector.code, place)
            rows |= dict.fromkeys([row.key, *of_key.get(row.pk, [])], made)
    return {key: row for key, row in rows.items() if key in keys}


Rows = Collection[tuple[type[Model], int]]


def resting_on(model: type[Model], ids: Collection[int], *, apart_from: Rows) -> dict[str, int]:
    """What else in the database points at these rows, by its name: 2 memberships, 1 post.

    Reads the keys themselves, so that apps above need not be known here. `apart_from` names rows
    that may go with them.
    """
    going: dict[type[Model], set[int]] = {}
    for other, pk in apart_from:
        going.setdefault(other, set()).add(pk)
    found: dict[str, int] = {}
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel):
            continue
        table, key = relation.related_model, relation.field.name
        rows = table._default_manager.exclude(pk__in=going.get(table, set()))
        count = rows.filter(**{f"{key}__in": list(ids)}).count()
        if count:
            name = str(table._meta.verbose_name)
            found[name] = found.get(name, 0) + count
    return found
