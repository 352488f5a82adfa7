"""What will be asked of whom, and when; frozen once the first answer is in."""

from django.db import models

from goldenthread.evaluation.terms import Anchor, ConfidentialityMode, PlanState, WaveKind
from goldenthread.instruments.models import InstrumentVersion
from goldenthread.learning.models import Offer


class Plan(models.Model):
    """The evaluation plan of one offer."""

    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(
        max_length=20, choices=[(m.value, m.value) for m in ConfidentialityMode]
    )
    state = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in PlanState], default=PlanState.DRAFT
    )
    evaluator_contact = models.CharField(max_length=200, blank=True)
    who_sees = models.CharField(max_length=300, blank=True)
    kept_until = models.DateField()
    single_entry = models.BooleanField(
        default=False, help_text="Paper and calls are written down once, not twice."
    )
    made_live_at = models.DateTimeField(null=True, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("offer",)

    def __str__(self) -> str:
        return f"Evaluation plan of offer {self.offer_id}"


class PlannedWave(models.Model):
    """One round of asking: an instrument, or an interview, at a time set by attendance."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="waves")
    key = models.SlugField(max_length=40)
    label = models.CharField(max_length=100)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(
        max_length=20,
        choices=[(k.value, k.value) for k in WaveKind],
        default=WaveKind.QUESTIONNAIRE,
    )
    anchor = models.CharField(max_length=20, choices=[(a.value, a.value) for a in Anchor])
    months = models.PositiveSmallIntegerField(default=0)
    lead_days = models.PositiveSmallIntegerField(default=0, help_text="Baseline: days before.")
    open_days = models.PositiveSmallIntegerField(default=14)
    max_reminders = models.PositiveSmallIntegerField(default=2)
    reminder_gap_days = models.PositiveSmallIntegerField(default=4)
    instrument_version = models.ForeignKey(
        InstrumentVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("plan", "position")
        constraints = [
            models.UniqueConstraint(fields=("plan", "key"), name="wave_key_once"),
            models.CheckConstraint(
                condition=models.Q(kind="interview") | models.Q(instrument_version__isnull=False),
                name="questionnaire_wave_has_an_instrument",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class RiskDecision(models.Model):
    """A signed decision that counts of low-sensitivity items may be shown to the board."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="risk_decisions")
    instrument_version = models.ForeignKey(
        InstrumentVersion, on_delete=models.PROTECT, related_name="+"
    )
    score = models.PositiveSmallIntegerField(help_text="0 lowest; 4 or more protects.")
    reason = models.TextField()
    signed_by = models.CharField(max_length=64)
    signed_name = models.CharField(max_length=200)
    signed_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"Risk decision {self.pk}"
