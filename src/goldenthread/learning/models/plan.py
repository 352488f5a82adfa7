"""A plan of who learns with whom, and the places offered from it."""

from django.db import models

from goldenthread.learning.models.application import Application
from goldenthread.learning.models.cohort import Cohort
from goldenthread.learning.models.offer import Offer
from goldenthread.learning.terms import PlaceState, PlanState


class CohortPlan(models.Model):
    """The allocator's answer, kept with everything needed to make it again."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="plans")
    state = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in PlanState], default=PlanState.DRAFT
    )
    status = models.CharField(max_length=20, help_text="ok or infeasible, as the method says.")
    method = models.CharField(max_length=80)
    seed = models.BigIntegerField()
    input_hash = models.CharField(max_length=64)
    report = models.JSONField(default=dict)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return f"Plan {self.pk} for offer {self.offer_id}"


class PlannedPlace(models.Model):
    """Where the plan puts one applicant, and the sentence that says why."""

    plan = models.ForeignKey(CohortPlan, on_delete=models.CASCADE, related_name="places")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    cohort = models.ForeignKey(
        Cohort, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    reason = models.TextField()
    is_locked = models.BooleanField(default=False)
    moved_by = models.CharField(max_length=64, blank=True)
    breaks = models.JSONField(default=list, help_text="What a manual move breaks, in sentences.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("plan", "application"), name="one_place_a_plan")
        ]

    def __str__(self) -> str:
        return f"{self.application_id} → {self.cohort_id or 'waiting list'}"


class PlaceOffer(models.Model):
    """A place offered to one applicant until it expires."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="place_offers"
    )
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in PlaceState], default=PlaceState.OFFERED
    )
    offered_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("offered_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("application",),
                condition=models.Q(state="offered"),
                name="one_open_place_offer_each",
            )
        ]

    def __str__(self) -> str:
        return f"Place in {self.cohort_id} for {self.application_id}"
