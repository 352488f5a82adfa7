"""Named people who are not placed together."""

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.learning.models import Application, KeepApart
from goldenthread.learning.operations.rows import offer_row
from goldenthread.learning.rules import plans as rules
from goldenthread.learning.terms import KeepApartReason


@transaction.atomic
def keep_apart(
    *, offer_id: int, person_a: int, person_b: int, reason_kind: KeepApartReason, by: Actor
) -> int:
    """Both applied to this offer and will not be placed in one cohort. Only a kind of reason is
    kept, so nobody's story lies in a list."""
    offer_row(offer_id, by=by, permission=Permission.COHORT_FORM)
    rules.must_differ(person_a, person_b)
    applied = Application.objects.filter(offer_id=offer_id, person_id__in=(person_a, person_b))
    if applied.values("person_id").distinct().count() < 2:
        raise Refused("Choose two people who applied to this offer.")
    first, second = sorted((person_a, person_b))
    row, is_new = KeepApart.objects.get_or_create(
        offer_id=offer_id,
        person_a_id=first,
        person_b_id=second,
        defaults={"reason_kind": reason_kind},
    )
    if not is_new:
        raise Refused("These two are kept apart already.")
    for person_id in (first, second):
        audit.record(
            by=by, action="keep_apart.added", subject=("offer", offer_id), person_id=person_id
        )
    return int(row.pk)


@transaction.atomic
def end_keeping_apart(*, keep_apart_id: int, by: Actor) -> None:
    """They may be placed together again."""
    row = KeepApart.objects.select_for_update().filter(pk=keep_apart_id).first()
    if row is None:
        raise OutOfReach(f"keep apart {keep_apart_id}")
    by.must_reach(Permission.COHORT_FORM, "offer", row.offer_id)
    for person_id in (row.person_a_id, row.person_b_id):
        audit.record(
            by=by, action="keep_apart.ended", subject=("offer", row.offer_id), person_id=person_id
        )
    row.delete()
