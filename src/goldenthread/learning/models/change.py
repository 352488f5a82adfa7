"""Changes of plans that can be put back: what it was before, and what it became."""

from django.db import models

from goldenthread.learning.models.cohort import Cohort
from goldenthread.learning.terms import ChangeKind


class ChangeOfPlans(models.Model):
    """One change of a cohort's dates or place, with both sides of it, so that it can be put back.

    `before` and `after` hold ids and times only.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in ChangeKind])
    before = models.JSONField()
    after = models.JSONField()
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.kind} of cohort {self.cohort_id}"
