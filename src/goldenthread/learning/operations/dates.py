"""Dates that suit someone, changed after they applied."""

from collections.abc import Iterable

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.audit import operations as audit
from goldenthread.learning.models import Availability, Cohort
from goldenthread.learning.operations.applications import mine_or_reached
from goldenthread.learning.rules import applications as rules
from goldenthread.learning.terms import ApplicationState, Mode


@transaction.atomic
def change_dates(
    *, application_id: int, cohort_ids: Iterable[int], modes: Iterable[str], by: Actor
) -> None:
    """All the groups they can come to now, and how. Until a place is offered."""
    row = mine_or_reached(application_id, by=by, permission=Permission.APPLICATION_SCREEN)
    rules.must_be_before_a_place(ApplicationState(row.state))
    wanted = set(modes)
    row.modes = [mode.value for mode in Mode if mode.value in wanted]
    row.save(update_fields=["modes"])
    own = Cohort.objects.filter(offer_id=row.offer_id, pk__in=set(cohort_ids)).order_by("id")
    row.availability.all().delete()
    Availability.objects.bulk_create(Availability(application=row, cohort=one) for one in own)
    audit.record(
        by=by,
        action="application.dates_changed",
        subject=("application", row.pk),
        person_id=row.person_id,
        detail={"cohorts": [one.pk for one in own]},
    )
