"""What was shown outside the evaluation team, so that it changes only in safe steps."""

from django.db import models

from goldenthread.evaluation.models.plan import Plan, PlannedWave
from goldenthread.evaluation.terms import ConfidentialityMode
from goldenthread.methods.disclosure import Audience


class FigureRelease(models.Model):
    """The figures of one wave as one audience was last shown them.

    Question by question the bare values, sorted and joined to nobody, and the steps they grew by.
    """

    wave = models.ForeignKey(PlannedWave, on_delete=models.CASCADE, related_name="+")
    audience = models.CharField(max_length=20, choices=[(a.value, a.value) for a in Audience])
    questions = models.JSONField(default=dict)
    asked = models.PositiveIntegerField()
    answered = models.PositiveIntegerField()
    considered = models.PositiveIntegerField(help_text="Answers there were at the last look.")
    shown_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("wave", "audience"), name="figures_once_an_audience")
        ]

    def __str__(self) -> str:
        return f"Figures of wave {self.wave_id} for the {self.audience}"


class ModeChange(models.Model):
    """The way answers are kept was changed before anybody had been told of it: by whom, and why."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    was = models.CharField(max_length=20, choices=[(m.value, m.value) for m in ConfidentialityMode])
    became = models.CharField(
        max_length=20, choices=[(m.value, m.value) for m in ConfidentialityMode]
    )
    reason = models.TextField()
    changed_by = models.CharField(max_length=64)
    changed_name = models.CharField(max_length=200)
    changed_on = models.DateField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"Plan {self.plan_id}: {self.was} to {self.became}"
