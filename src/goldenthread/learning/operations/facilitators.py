"""Who runs a cohort's sessions. The role follows the work: it comes and goes with it."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from goldenthread.access import operations as access
from goldenthread.access.actor import Actor
from goldenthread.access.models import Grant
from goldenthread.access.terms import OutOfReach, Permission, Refused, Role, ScopeKind
from goldenthread.audit import operations as audit
from goldenthread.directory.models import Person
from goldenthread.learning.models import Facilitator, Membership
from goldenthread.learning.operations.rows import cohort_row

ROLE_GIVER = Actor.system(reason="a role that follows from a cohort")


@transaction.atomic
def assign_facilitator(*, cohort_id: int, person_id: int, by: Actor, on: date | None = None) -> int:
    """Give the cohort a facilitator, and their account the right to run it."""
    cohort = cohort_row(cohort_id, by=by, permission=Permission.OFFER_EDIT)
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise OutOfReach(f"person {person_id}")
    if Membership.objects.filter(
        cohort_id=cohort_id, person_id=person_id, ends_on__isnull=True
    ).exists():
        raise Refused(f"{person.name} learns in {cohort.name}. Choose someone else to run it.")
    if person.user_id is not None and person.user_id == by.user_id:
        # Facilitators read what people wrote for them; a coordinator may not let themselves in.
        raise Refused("Ask a colleague to name you as facilitator.")
    row, is_new = Facilitator.objects.get_or_create(cohort_id=cohort_id, person_id=person_id)
    if is_new:
        audit.record(
            by=by,
            action="facilitator.assigned",
            subject=("cohort", cohort_id),
            person_id=person_id,
        )
    _give_role(person, cohort_id, on or timezone.localdate())
    return int(row.pk)


def _give_role(person: Person, cohort_id: int, on: date) -> None:
    if person.user_id is None:
        return
    access.grant_role(
        user_id=person.user_id,
        role=Role.FACILITATOR,
        scope_kind=ScopeKind.COHORT,
        scope_id=cohort_id,
        starts_on=on,
        by=ROLE_GIVER,
    )


@transaction.atomic
def remove_facilitator(
    *, cohort_id: int, person_id: int, by: Actor, on: date | None = None
) -> None:
    """They no longer run this cohort; their right to open it ends with yesterday."""
    cohort_row(cohort_id, by=by, permission=Permission.OFFER_EDIT)
    row = Facilitator.objects.filter(cohort_id=cohort_id, person_id=person_id).first()
    if row is None:
        raise OutOfReach(f"facilitator {person_id} of cohort {cohort_id}")
    row.delete()
    audit.record(
        by=by, action="facilitator.removed", subject=("cohort", cohort_id), person_id=person_id
    )
    last = (on or timezone.localdate()) - timedelta(days=1)
    user_id = Person.objects.values_list("user_id", flat=True).get(pk=person_id)
    held = Grant.objects.filter(
        user_id=user_id,
        role=Role.FACILITATOR.value,
        scope_kind=ScopeKind.COHORT.value,
        scope_id=cohort_id,
        ends_on__isnull=True,
    )
    for grant_id in list(held.values_list("pk", flat=True)) if user_id else []:
        access.end_grant(grant_id=grant_id, on=last, by=ROLE_GIVER)


@transaction.atomic
def follow_account(*, person_id: int, on: date) -> None:
    """An account was connected to a person: give it the roles their cohorts bring."""
    person = Person.objects.filter(pk=person_id, user__isnull=False).first()
    if person is None or person.user_id is None:
        return
    for cohort_id in Facilitator.objects.filter(person=person).values_list("cohort_id", flat=True):
        _give_role(person, cohort_id, on)
    if Membership.objects.filter(person=person, ends_on__isnull=True).exists():
        give_learner_role(user_id=person.user_id, on=on)


def give_learner_role(*, user_id: int, on: date) -> None:
    """Their own record, and nothing else."""
    access.grant_role(
        user_id=user_id,
        role=Role.LEARNER,
        scope_kind=ScopeKind.SELF,
        starts_on=on,
        by=ROLE_GIVER,
    )
