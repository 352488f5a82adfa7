"""Writing programmes."""

from datetime import date

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.programmes.models import Programme


@transaction.atomic
def create_programme(
    *,
    name: str,
    slug: str,
    host_id: int,
    starts_on: date,
    by: Actor,
    place_id: int | None = None,
    need: str = "",
    summary: str = "",
    support_line: str = "",
    support_hours: str = "",
    contact_email: str = "",
) -> int:
    """Start a programme; only who may edit every programme may add one."""
    if not by.reach(Permission.PROGRAMME_EDIT).everything:
        raise OutOfReach("adding a programme needs a grant over everything")
    if Programme.objects.filter(name=name).exists():
        raise Refused(f"There is already a programme called {name}.")
    row = Programme.objects.create(
        name=name,
        slug=slug,
        host_id=host_id,
        place_id=place_id,
        starts_on=starts_on,
        need=need,
        summary=summary,
        support_line=support_line,
        support_hours=support_hours,
        contact_email=contact_email,
    )
    audit.record(by=by, action="programme.created", subject=("programme", row.pk))
    return int(row.pk)
