"""Posts and reporting lines over time. Earlier ones are ended, never overwritten."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.directory import rules
from goldenthread.directory.models import Organisation, Person, Post, ReportingLine
from goldenthread.directory.operations.people import must_change_person
from goldenthread.directory.queries.reach import organisations_within


@transaction.atomic
def add_post(
    *,
    person_id: int,
    organisation_id: int,
    starts_on: date,
    by: Actor,
    title: str = "",
    seniority: str = "",
    ends_on: date | None = None,
) -> int:
    """Another post; a person may hold several at once."""
    must_change_person(by, person_id)
    _must_offer(by, organisation_id)
    if ends_on is not None:
        rules.must_end_after_start(starts_on, ends_on)
    row = Post.objects.create(
        person_id=person_id,
        organisation_id=organisation_id,
        title=title.strip(),
        seniority=seniority,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    audit.record(by=by, action="post.added", subject=("post", row.pk), person_id=person_id)
    return int(row.pk)


def _must_offer(by: Actor, organisation_id: int) -> None:
    """The organisation is one that the actor sees."""
    seen = organisations_within(by.reach(Permission.DIRECTORY_VIEW))
    if not Organisation.objects.filter(seen, pk=organisation_id).exists():
        raise OutOfReach(f"organisation {organisation_id}")


@transaction.atomic
def end_post(*, post_id: int, ends_on: date, by: Actor) -> None:
    """The post ends with this day and stays in the history."""
    row = Post.objects.select_for_update().filter(pk=post_id).first()
    if row is None:
        raise OutOfReach(f"post {post_id}")
    must_change_person(by, row.person_id)
    rules.must_end_after_start(row.starts_on, ends_on)
    row.ends_on = ends_on
    row.save(update_fields=["ends_on"])
    audit.record(by=by, action="post.ended", subject=("post", post_id), person_id=row.person_id)


@transaction.atomic
def set_manager(*, person_id: int, manager_id: int | None, starts_on: date, by: Actor) -> None:
    """From this day the person reports to this manager, or to nobody we know of."""
    must_change_person(by, person_id)
    if manager_id is not None:
        _must_manage(person_id, manager_id, starts_on)
    open_lines = ReportingLine.objects.select_for_update().filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on), person_id=person_id
    )
    for line in open_lines:
        if line.manager_id == manager_id and line.starts_on <= starts_on:
            continue
        _close(line, starts_on)
    if manager_id is not None:
        ReportingLine.objects.get_or_create(
            person_id=person_id,
            manager_id=manager_id,
            ends_on=None,
            defaults={"starts_on": starts_on},
        )
    audit.record(
        by=by,
        action="person.manager",
        subject=("person", person_id),
        person_id=person_id,
        detail={"manager_id": manager_id},
    )


def _must_manage(person_id: int, manager_id: int, on: date) -> None:
    if manager_id == person_id:
        raise Refused("A person cannot be their own line manager.")
    if not Person.objects.filter(pk=manager_id).exists():
        raise OutOfReach(f"person {manager_id}")
    circle = ReportingLine.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), person_id=manager_id, manager_id=person_id
    )
    if circle.exists():
        raise Refused("This person already manages them. End that first.")


def _close(line: ReportingLine, starts_on: date) -> None:
    """End the day before; a line that would never have begun is taken away."""
    if line.starts_on >= starts_on:
        line.delete()
        return
    line.ends_on = starts_on - timedelta(days=1)
    line.save(update_fields=["ends_on"])
