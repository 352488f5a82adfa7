"""Who belongs to a cohort on a day."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from goldenthread.learning.models import Membership
from goldenthread.learning.rules.memberships import belongs_on


def on_day(day: date) -> Q:
    """Memberships that cover this day: `ends_on` is the first day that is not covered."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day))


def members_on(cohort_id: int, day: date) -> dict[int, int]:
    """Person to membership."""
    rows = Membership.objects.filter(on_day(day), cohort_id=cohort_id).order_by("pk")
    return dict(rows.values_list("person_id", "pk"))


def members_on_any(cohort_id: int, days: Collection[date]) -> dict[int, int]:
    """Person to membership, of everyone who belongs on at least one of these days."""
    rows = Membership.objects.filter(cohort_id=cohort_id).order_by("pk")
    return {
        row.person_id: row.pk
        for row in rows
        if any(belongs_on(row.starts_on, row.ends_on, on=day) for day in days)
    }
