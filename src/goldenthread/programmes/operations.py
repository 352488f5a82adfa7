"""Writing programmes."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Refused
from goldenthread.audit import operations as audit
from goldenthread.programmes import queries, rules
from goldenthread.programmes.models import Programme
from goldenthread.search import operations as search


def _must_be_new(name: str, slug: str, own_id: int | None = None) -> None:
    others = Programme.objects.exclude(pk=own_id) if own_id else Programme.objects.all()
    if others.filter(Q(name__iexact=name) | Q(slug=slug)).exists():
        raise Refused(f"There is already a programme called {name}.")


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
    ends_on: date | None = None,
) -> int:
    """Start a programme; only who may edit every programme may add one."""
    queries.must_edit(by)
    rules.must_end_after_start(starts_on, ends_on)
    _must_be_new(name, slug)
    row = Programme.objects.create(
        name=name,
        slug=slug,
        host_id=host_id,
        place_id=place_id,
        starts_on=starts_on,
        ends_on=ends_on,
        need=need,
        summary=summary,
        support_line=support_line,
        support_hours=support_hours,
        contact_email=contact_email,
    )
    search.keep(kind=queries.PROGRAMME, thing_id=row.pk)
    audit.record(by=by, action="programme.created", subject=("programme", row.pk))
    return int(row.pk)


@transaction.atomic
def edit_programme(
    *,
    programme_id: int,
    name: str,
    host_id: int,
    starts_on: date,
    by: Actor,
    place_id: int | None = None,
    ends_on: date | None = None,
    need: str = "",
    summary: str = "",
    support_line: str = "",
    support_hours: str = "",
    contact_email: str = "",
) -> None:
    """Change a programme. Its address stays, so that links already sent still work."""
    queries.must_edit(by)
    rules.must_end_after_start(starts_on, ends_on)
    row = Programme.objects.select_for_update().filter(pk=programme_id).first()
    if row is None:
        raise OutOfReach(f"programme {programme_id}")
    _must_be_new(name, row.slug, programme_id)
    row.name, row.host_id, row.place_id = name, host_id, place_id
    row.starts_on, row.ends_on = starts_on, ends_on
    row.need, row.summary = need, summary
    row.support_line, row.support_hours = support_line, support_hours
    row.contact_email = contact_email
    row.save()
    search.keep(kind=queries.PROGRAMME, thing_id=programme_id)
    audit.record(by=by, action="programme.changed", subject=("programme", programme_id))
