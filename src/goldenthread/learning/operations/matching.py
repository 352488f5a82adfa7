"""A coordinator connects what an applicant typed to what the directory knows."""

from datetime import date

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.directory import operations as directory
from goldenthread.directory import queries as find
from goldenthread.learning.models import Application


def _row(application_id: int, *, by: Actor) -> Application:
    row = (
        Application.objects.select_for_update()
        .filter(pk=application_id, person__isnull=False)
        .first()
    )
    if row is None:
        raise OutOfReach(f"application {application_id}")
    by.must_reach(Permission.APPLICATION_SCREEN, "offer", row.offer_id)
    return row


@transaction.atomic
def match_organisation(*, application_id: int, organisation_id: int, on: date, by: Actor) -> None:
    """This is the organisation they meant. The name they typed is learnt for next time."""
    row = _row(application_id, by=by)
    if not row.organisation_typed:
        raise Refused("Their organisation is known already.")
    if organisation_id not in {known.id for known in find.organisations(by)}:
        raise OutOfReach(f"organisation {organisation_id}")
    directory.add_post(
        person_id=row.person_id or 0,
        organisation_id=organisation_id,
        starts_on=on,
        title=row.title_typed,
        by=Actor.system(reason="a coordinator matched an applicant's organisation"),
    )
    directory.learn_name(organisation_id=organisation_id, name=row.organisation_typed, by=by)
    row.organisation_typed = row.title_typed = ""
    row.save(update_fields=["organisation_typed", "title_typed"])
    audit.record(
        by=by,
        action="application.organisation_matched",
        subject=("application", row.pk),
        person_id=row.person_id,
        detail={"organisation": organisation_id},
    )


@transaction.atomic
def match_manager(*, application_id: int, manager_id: int | None, on: date, by: Actor) -> None:
    """This is their line manager, so the two never share a group. None: they are not someone we
    know, so there is nobody to keep apart."""
    row = _row(application_id, by=by)
    if not row.line_manager_typed:
        raise Refused("Their line manager is settled already.")
    if manager_id is not None:
        if not find.cards_for(by, [manager_id]):
            raise OutOfReach(f"person {manager_id}")
        directory.set_manager(
            person_id=row.person_id or 0,
            manager_id=manager_id,
            starts_on=on,
            by=Actor.system(reason="a coordinator matched an applicant's line manager"),
        )
    row.line_manager_typed = ""
    row.save(update_fields=["line_manager_typed"])
    audit.record(
        by=by,
        action="application.manager_matched",
        subject=("application", row.pk),
        person_id=row.person_id,
        detail={"manager": manager_id},
    )
