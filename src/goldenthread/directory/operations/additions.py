"""People brought in together, with everything that was made, so that it can be taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Model

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit import operations as audit
from goldenthread.directory import rules
from goldenthread.directory.models import (
    AdjustmentNeed,
    Organisation,
    OrganisationName,
    OutsideIdentifier,
    Person,
    Post,
    ReportingLine,
)
from goldenthread.directory.operations.organisations import add_organisation
from goldenthread.directory.operations.people import find_or_add_person
from goldenthread.directory.queries.finding import PERSON
from goldenthread.directory.queries.keeping import ORGANISATION
from goldenthread.directory.queries.lookups import find_person
from goldenthread.directory.queries.matching import find_organisations, resting_on
from goldenthread.directory.terms import Adjustment
from goldenthread.imports.terms import Made
from goldenthread.search import operations as search

TABLES: Mapping[str, type[Model]] = {
    "organisation": Organisation,
    "organisation_name": OrganisationName,
    "identifier": OutsideIdentifier,
    "person": Person,
    "post": Post,
    "adjustment": AdjustmentNeed,
    "reporting_line": ReportingLine,
}
RESTED_ON = (PERSON, ORGANISATION)
FILLED = "person.filled"
FILLABLE = ("email", "phone", "pronouns")


@dataclass(frozen=True)
class NewPerson:
    """What a sheet says of a person."""

    name: str
    email: str = ""
    phone: str = ""
    pronouns: str = ""
    organisation: str = ""
    sector_id: int | None = None
    title: str = ""
    seniority: str = ""
    manager_email: str = ""
    adjustments: tuple[str, ...] = ()
    adjustment_note: str = ""


@dataclass(frozen=True)
class Added:
    """The person, and what was made for them."""

    person_id: int
    made: tuple[Made, ...] = field(default_factory=tuple)


@transaction.atomic
def add_from_sheet(*, person: NewPerson, on: date, by: Actor) -> Added:
    """Find or add the person with all that the sheet says; nothing known is taken away."""
    organisation_id, made = _organisation(person, by)
    known = find_person(email=person.email, name=person.name, organisation_id=organisation_id)
    before = _details(known) if known else {}
    posts = _posts(known) if known else set()
    person_id = find_or_add_person(
        name=person.name,
        email=person.email,
        phone=person.phone,
        pronouns=person.pronouns,
        organisation_id=organisation_id,
        title=person.title,
        seniority=person.seniority,
        on=on,
        by=by,
    )
    if known is None:
        made.append(Made("person", person_id))
    elif filled := _filled(before, _details(person_id)):
        made.append(Made(FILLED, person_id, filled))
    made += [Made("post", pk) for pk in sorted(_posts(person_id) - posts)]
    made += _needs(person_id, person, by)
    made += _manager(person_id, person.manager_email, on)
    return Added(person_id, tuple(made))


def _organisation(person: NewPerson, by: Actor) -> tuple[int | None, list[Made]]:
    key = rules.organisation_key(person.organisation)
    found = find_organisations([person.organisation]).get(key)
    if found is not None or not key or person.sector_id is None:
        return (found.id if found else None), []
    made = add_organisation(name=person.organisation, sector_id=person.sector_id, by=by)
    return made, [Made("organisation", made)]


def _details(person_id: int) -> dict[str, str]:
    row = Person.objects.get(pk=person_id)
    return {name: getattr(row, name) for name in FILLABLE}


def _posts(person_id: int) -> set[int]:
    return set(Post.objects.filter(person_id=person_id).values_list("pk", flat=True))


def _filled(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """What was blank and is no longer, as it is now."""
    return {name: after[name] for name in FILLABLE if after[name] != before[name]}


def _needs(person_id: int, person: NewPerson, by: Actor) -> list[Made]:
    """What helps is added to what we know already."""
    known = set(AdjustmentNeed.objects.filter(person_id=person_id).values_list("code", flat=True))
    wanted = [*person.adjustments, *([Adjustment.OTHER] if person.adjustment_note else [])]
    made = []
    for code in wanted:
        if code in known:
            continue
        note = person.adjustment_note[:300] if code == Adjustment.OTHER else ""
        row = AdjustmentNeed.objects.create(person_id=person_id, code=code, note=note)
        made.append(Made("adjustment", row.pk))
    if made:
        audit.record(
            by=by, action="person.adjustments", subject=("person", person_id), person_id=person_id
        )
    return made


def _manager(person_id: int, email: str, on: date) -> list[Made]:
    """A manager whom we know by address; only when no line is known yet."""
    manager_id = find_person(email=email) if email else None
    lines = ReportingLine.objects
    if manager_id in (None, person_id) or lines.filter(person_id=person_id).exists():
        return []
    if lines.filter(person_id=manager_id, manager_id=person_id).exists():
        return []
    row = lines.create(person_id=person_id, manager_id=manager_id, starts_on=on)
    return [Made("reporting_line", row.pk)]


def resting_on_additions(
    made: Sequence[Made], *, going: Sequence[tuple[type[Model], int]]
) -> dict[str, int]:
    """Later work on people and organisations that were added, by its name.

    `going` are rows of apps above that are taken back together with them.
    """
    own = [(TABLES[one.what], one.id) for one in made if one.what in TABLES]
    found: dict[str, int] = {}
    for what in ("person", "organisation"):
        ids = [one.id for one in made if one.what == what]
        if not ids:
            continue
        more = resting_on(TABLES[what], ids, apart_from=[*own, *going])
        found |= {name: found.get(name, 0) + count for name, count in more.items()}
    people = [one.id for one in made if one.what == "person"]
    accounts = Person.objects.filter(pk__in=people, user__isnull=False).count()
    return {**found, "account": accounts} if accounts else found


@transaction.atomic
def take_back_additions(*, made: Sequence[Made], by: Actor) -> None:
    """Take back what `add_from_sheet` made, in the order given: last made first."""
    if not by.may(Permission.PERSON_EDIT):
        raise OutOfReach("taking people back needs person.edit")
    for one in made:
        if one.what == FILLED:
            _empty(one)
            continue
        _delete(one)
        audit.record(by=by, action=f"{one.what}.taken_back", subject=(one.what, one.id))


@transaction.atomic
def take_back_many_additions(*, made: Sequence[Made], by: Actor) -> None:
    """The same for many lines at once: what rests on others goes before them."""
    if not by.may(Permission.PERSON_EDIT):
        raise OutOfReach("taking people back needs person.edit")
    for one in made:
        if one.what == FILLED:
            _empty(one)
    for what in (*(kind for kind in TABLES if kind not in RESTED_ON), *RESTED_ON):
        ids = [one.id for one in made if one.what == what]
        TABLES[what]._default_manager.filter(pk__in=ids).delete()
        if what in RESTED_ON:
            search.forget(kind=what, thing_ids=ids)
        audit.record_many(
            by=by, action=f"{what}.taken_back", subjects=[(what, pk, None) for pk in ids]
        )


def _empty(one: Made) -> None:
    """Blank again what was filled, unless someone has changed it since."""
    row = Person.objects.select_for_update().filter(pk=one.id).first()
    if row is None:
        return
    for name, value in one.before.items():
        if getattr(row, name) == value:
            setattr(row, name, "")
    row.email_key = rules.email_key(row.email)
    row.save()


def _delete(one: Made) -> None:
    TABLES[one.what]._default_manager.filter(pk=one.id).delete()
    if one.what in (PERSON, ORGANISATION):
        search.forget(kind=one.what, thing_ids=(one.id,))
