"""Whose application it is, and who the line manager they wrote may be."""

from dataclasses import dataclass
from datetime import date

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.directory import queries as directory
from goldenthread.directory.models import Person
from goldenthread.directory.rules import person_key
from goldenthread.learning.models import Application

MOST_SHOWN = 12


@dataclass(frozen=True)
class About:
    """Whose application it is, for a page with one small form."""

    id: int
    offer_id: int
    person_id: int
    name: str
    line_manager: str


def about(actor: Actor, application_id: int) -> About:
    """One application that was sent, for whoever screens it, or OutOfReach."""
    rows = Application.objects.filter(submitted_at__isnull=False, person__isnull=False)
    row = rows.select_related("person").filter(pk=application_id).first()
    if row is None or row.person is None:
        raise OutOfReach(f"application {application_id}")
    actor.must_reach(Permission.APPLICATION_SCREEN, "offer", row.offer_id)
    return About(row.pk, row.offer_id, row.person.pk, row.person.name, row.line_manager_typed)


@dataclass(frozen=True)
class ManagerChoice:
    """Someone the line manager may be."""

    id: int
    words: str


def manager_choices(actor: Actor, one: About, *, on: date) -> tuple[ManagerChoice, ...]:
    """People within reach whose name is like what was written, those who work there first."""
    rows = Person.objects.filter(directory.people_within(actor, on=on)).exclude(pk=one.person_id)
    for word in person_key(one.line_manager).split():
        rows = rows.filter(key__contains=word)
    names = dict(rows.order_by("name", "id").values_list("pk", "name")[:MOST_SHOWN])
    works_at = directory.organisation_of([one.person_id, *names], on)
    here = works_at.get(one.person_id)

    def nearness(pk: int) -> tuple[bool, str]:
        there = works_at.get(pk)
        return (there is None or here is None or there.id != here.id, names[pk])

    return tuple(
        ManagerChoice(pk, f"{names[pk]}, {works_at[pk].name}" if pk in works_at else names[pk])
        for pk in sorted(names, key=nearness)
    )
