"""What a sheet of reporting lines would become, line by line. Writes nothing.

People whom the actor does not reach are not known here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.directory.models import Person, ReportingLine
from goldenthread.directory.queries.lookups import organisation_of
from goldenthread.directory.queries.matching import (
    Wanted,
    chunks,
    find_organisations,
    find_people,
)
from goldenthread.directory.queries.sheet_people import people_reached
from goldenthread.directory.rules import organisation_key, sheet_lines
from goldenthread.directory.rules.sheets import Said, settled
from goldenthread.imports.terms import Line, LinePlan, Outcome, Plan

UNKNOWN = (
    "We know nobody by this line. Check the email address, or the name and the organisation, or "
    "add the person first."
)
UNKNOWN_MANAGER = (
    "We do not know this line manager. Give their email address, or add the person first."
)
CIRCLE = "This person already manages them. End that first."
ALL_KNOWN = "Both are in the directory like this already."
ENDS = "The line known until now ends the day before."


@dataclass(frozen=True)
class Known:
    """People a sheet names, and who manages whom."""

    people: Mapping[int, Person]
    managers: Mapping[int, Person]
    lines: Mapping[int, Sequence[ReportingLine]]
    today: date


def plan_lines(actor: Actor, _: int, lines: Sequence[Line]) -> Plan:
    """What each line would become."""
    if not actor.may(Permission.PERSON_EDIT):
        raise OutOfReach("reporting lines are changed by who edits people")
    said = sheet_lines.parse(tuple(lines))
    known = _known(actor, [one for one in said if not one.refusal], timezone.localdate())
    return Plan(tuple(settled(one) or _line(one, known) for one in said))


def _known(actor: Actor, said: Sequence[Said], today: date) -> Known:
    rows = find_organisations(one.data["organisation"] for one in said)
    where = [_id(rows.get(organisation_key(one.data["organisation"]))) for one in said]
    ids = find_people(
        [
            Wanted(one.data["email"], one.data["name"], at)
            for one, at in zip(said, where, strict=True)
        ]
    )
    people = people_reached(actor, {pk for pk in ids if pk}, Permission.PERSON_EDIT, today)
    posts = organisation_of(people, today)
    manager_ids = find_people(
        [
            Wanted(one.data["manager_email"], one.data["manager"], at or _id(posts.get(pk or 0)))
            for one, pk, at in zip(said, ids, where, strict=True)
        ]
    )
    managers = people_reached(
        actor, {pk for pk in manager_ids if pk}, Permission.PERSON_VIEW, today
    )
    return Known(
        people={one.number: people[pk] for one, pk in zip(said, ids, strict=True) if pk in people},
        managers={
            one.number: managers[pk]
            for one, pk in zip(said, manager_ids, strict=True)
            if pk in managers
        },
        lines=_lines({*people, *managers}),
        today=today,
    )


def _id(row: object | None) -> int | None:
    found: int | None = getattr(row, "id", None)
    return found


def _lines(person_ids: set[int]) -> dict[int, list[ReportingLine]]:
    found: dict[int, list[ReportingLine]] = {}
    for some in chunks(person_ids):
        rows = ReportingLine.objects.filter(person_id__in=some).select_related("manager")
        for row in rows.order_by("starts_on", "pk"):
            found.setdefault(row.person_id, []).append(row)
    return found


def _refused(one: Said, sentence: str) -> LinePlan:
    return LinePlan(one.number, Outcome.REFUSED, one.title, one.detail, sentence)


def _line(one: Said, known: Known) -> LinePlan:
    person, manager = known.people.get(one.number), known.managers.get(one.number)
    if person is None:
        return _refused(one, UNKNOWN)
    if manager is None:
        return _refused(one, UNKNOWN_MANAGER)
    if manager.pk == person.pk:
        return _refused(one, sheet_lines.THEMSELVES)
    said = one.data["starts_on"]
    day = date.fromisoformat(said) if said else known.today
    if any(line.manager_id == person.pk for line in _open(known, manager.pk, day)):
        return _refused(one, CIRCLE)
    before = _open(known, person.pk, day)
    detail = f"Reports to {manager.name}"
    if [line.manager_id for line in before] == [manager.pk] and before[0].starts_on <= day:
        return LinePlan(one.number, Outcome.DUPLICATE, person.name, detail, ALL_KNOWN)
    data = {"person_id": person.pk, "manager_id": manager.pk, "starts_on": day.isoformat()}
    outcome = Outcome.CHANGED if before else Outcome.CREATED
    reason = ENDS if before else ""
    return LinePlan(one.number, outcome, person.name, detail, reason, data=data)


def _open(known: Known, person_id: int, day: date) -> list[ReportingLine]:
    rows = known.lines.get(person_id, ())
    return [row for row in rows if row.ends_on is None or row.ends_on >= day]
