"""Who belongs to a cohort on a day."""

from datetime import date

from django.db.models import Q

from goldenthread.learning.models import Membership


def on_day(day: date) -> Q:
    """Memberships that cover this day: `ends_on` is the first day that is not covered."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day))


def members_on(cohort_id: int, day: date) -> dict[int, int]:
    """Person to membership."""
    rows = Membership.objects.filter(on_day(day), cohort_id=cohort_id).order_by("pk")
    return dict(rows.values_list("person_id", "pk"))
