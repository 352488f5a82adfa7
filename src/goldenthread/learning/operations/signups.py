"""Sign-ups from a sheet: each line an application, and back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.audit import operations as audit
from goldenthread.directory import operations as directory
from goldenthread.directory import queries as find
from goldenthread.directory.operations import NewPerson
from goldenthread.imports.terms import Made
from goldenthread.learning.models import (
    Application,
    Availability,
    CriterionAnswer,
    HardNote,
)
from goldenthread.learning.operations.applications import add_application
from goldenthread.learning.rules import signup_texts as texts
from goldenthread.learning.terms import ApplicationSource, ApplicationState
from goldenthread.ui.words import LONDON, in_london, listed, plural

APPLICATION = "application"
NAMED_AT_MOST = 5


@transaction.atomic
def add_signup(
    *, target_id: int, data: Mapping[str, Any], now: datetime, by: Actor
) -> Sequence[Made]:
    """One person with their application. Refused, with nothing kept, when they applied already."""
    by.must_reach(Permission.APPLICATION_SCREEN, "offer", target_id)
    added = directory.add_from_sheet(person=person_in(data), on=in_london(now).date(), by=by)
    application_id = add_application(
        offer_id=target_id,
        person_id=added.person_id,
        submitted_at=sent_at(data, now),
        by=by,
        source=ApplicationSource.IMPORT,
        answers=data["answers"],
        cohort_ids=data["cohort_ids"],
        modes=data["modes"],
        hard_note=data["hard_note"],
        wants_a_call=data["wants_a_call"],
        prior_training=data["prior_training"],
        line_manager=data["manager"],
        may_contact_for_evaluation=data["may_contact"],
    )
    return [*added.made, Made(APPLICATION, application_id)]


def person_in(data: Mapping[str, Any]) -> NewPerson:
    """What a line says of the person themselves."""
    return NewPerson(
        name=data["name"],
        email=data["email"],
        phone=data["phone"],
        pronouns=data["pronouns"],
        organisation=data["organisation"],
        sector_id=data["sector_id"],
        title=data["title"],
        manager_email=texts.address_of(data["manager"]),
        adjustments=tuple(data["adjustments"]),
        adjustment_note=data["adjustment_note"],
    )


def sent_at(data: Mapping[str, Any], now: datetime) -> datetime:
    """When the person signed up, as London's clocks showed it; never after now."""
    said = texts.moment_of(data["sent"])
    if said is None:
        return now
    return min(said if said.tzinfo else said.replace(tzinfo=LONDON), now)


def later_work(made: Sequence[Made]) -> list[str]:
    """What rests on these sign-ups by now, in sentences; while there is some, they stay."""
    ids = [one.id for one in made if one.what == APPLICATION]
    rows = Application.objects.filter(pk__in=ids).select_related("person")
    moved = [row for row in rows if row.state != ApplicationState.SUBMITTED]
    said = [_moved(moved)] if moved else []
    own = [
        (table, pk)
        for table in (CriterionAnswer, Availability, HardNote)
        for pk in table._default_manager.filter(application_id__in=ids).values_list("pk", flat=True)
    ]
    going = [*own, *((Application, pk) for pk in ids)]
    counts = find.resting_on(Application, ids, apart_from=own)
    for name, count in directory.resting_on_additions(made, going=going).items():
        counts[name] = counts.get(name, 0) + count
    if counts and not moved:
        things = listed(plural(count, name) for name, count in counts.items())
        said.append(f"Made since: {things}.")
    return said


def _moved(rows: Sequence[Application]) -> str:
    names = [row.person.name for row in rows if row.person][:NAMED_AT_MOST]
    more = len(rows) - len(names)
    shown = [*names, plural(more, "other")] if more else names
    verb = "has" if len(rows) == 1 else "have"
    count = plural(len(rows), "application")
    return f"{count} {verb} been looked at or taken back since: {listed(shown)}."


@transaction.atomic
def take_back_signup(*, made: Sequence[Made], by: Actor) -> None:
    """Take back one line, last made first: the application, then the person if new."""
    for one in made:
        if one.what != APPLICATION:
            directory.take_back_additions(made=[one], by=by)
            continue
        row = Application.objects.select_for_update().filter(pk=one.id).first()
        if row is None:
            continue
        by.must_reach(Permission.APPLICATION_SCREEN, "offer", row.offer_id)
        person_id = row.person_id
        row.delete()
        audit.record(
            by=by,
            action="application.taken_back",
            subject=("application", one.id),
            person_id=person_id,
        )
