"""A plan of who learns with whom, and the places offered from it."""

from django.db import models

from goldenthread.directory.models import Person
from goldenthread.learning.models.application import Application
from goldenthread.learning.models.cohort import Cohort
from goldenthread.learning.models.offer import Offer
from goldenthread.learning.terms import KeepApartReason, PlaceState, PlanState


class LotteryDraw(models.Model):
    """Who was drawn when, kept with its seed so that anyone can draw it again."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="draws")
    seed = models.BigIntegerField()
    people = models.PositiveIntegerField(help_text="How many people this draw ranked.")
    strata = models.JSONField(default=list, help_text="How many people each stratum held.")
    input_hash = models.CharField(max_length=64)
    drawn_by = models.CharField(max_length=64)
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ("-drawn_at", "-id")

    def __str__(self) -> str:
        return f"Draw {self.pk} for offer {self.offer_id}, seed {self.seed}"


class KeepApart(models.Model):
    """Two people who are not placed together. Only a kind of reason is kept, never the story."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="keep_apart")
    person_a = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    person_b = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason_kind = models.CharField(
        max_length=20, choices=[(r.value, r.value) for r in KeepApartReason]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("offer", "person_a", "person_b"), name="keep_apart_once"
            ),
            models.CheckConstraint(
                condition=models.Q(person_a__lt=models.F("person_b")),
                name="keep_apart_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_a_id} apart from {self.person_b_id}"


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
    reason = models.TextField(help_text="The method's sentence, with ids; for coordinators only.")
    told = models.TextField(blank=True, help_text="Why they wait, as they were told; no names.")
    is_locked = models.BooleanField(default=False)
    moved_by = models.CharField(max_length=64, blank=True)
    breaks = models.JSONField(default=list, help_text="What a manual move breaks, in sentences.")
    why = models.CharField(max_length=300, blank=True, help_text="Why a person moved them here.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("plan", "application"), name="one_place_a_plan")
        ]

    def __str__(self) -> str:
        return f"{self.application_id} → {self.cohort_id or 'waiting list'}"


class PlanMove(models.Model):
    """One move by hand, with why; the last one can be undone. The two of a swap share a step."""

    plan = models.ForeignKey(CohortPlan, on_delete=models.CASCADE, related_name="moves")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    from_cohort = models.ForeignKey(
        Cohort, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    to_cohort = models.ForeignKey(
        Cohort, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    step = models.PositiveIntegerField()
    earlier = models.JSONField(default=dict, help_text="The place as it was, for undoing.")
    why = models.CharField(max_length=300, blank=True)
    moved_by = models.CharField(max_length=64)
    moved_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.application_id}: {self.from_cohort_id} → {self.to_cohort_id}"


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
