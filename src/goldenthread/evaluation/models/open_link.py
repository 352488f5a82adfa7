"""Questions for people who use services, behind a link that anybody may have. It names nobody."""

import uuid

from django.db import models

from goldenthread.evaluation.models.plan import Plan
from goldenthread.instruments.models import InstrumentVersion


class OpenLink(models.Model):
    """One set of questions on a poster, from the day it is made until it closes."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=100)
    nonce = models.CharField(max_length=32)
    closes_on = models.DateField(help_text="The last day on which people can answer.")
    allows_under_16 = models.BooleanField(default=False)

    class Meta:
        ordering = ("plan", "id")

    def __str__(self) -> str:
        return self.title


class OpenAnswer(models.Model):
    """What somebody said. No person, no day, no order; under 16 only with both yeses."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    link = models.ForeignKey(OpenLink, on_delete=models.CASCADE, related_name="answers")
    is_under_16 = models.BooleanField(default=False)
    guardian_said_yes = models.BooleanField(default=False)
    own_yes = models.BooleanField(default=False)
    answers = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_under_16=False)
                | models.Q(guardian_said_yes=True, own_yes=True),
                name="under_16_with_both_yeses",
            )
        ]

    def __str__(self) -> str:
        return "Answer by an open link"
