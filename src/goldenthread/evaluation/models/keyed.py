"""Answers said by phone or put on paper, while people write them down. No answer counts from here.

What was written down goes as soon as the answers are settled: only how often both agreed stays.
"""

from django.db import models

from goldenthread.evaluation.models.plan import PlannedWave
from goldenthread.evaluation.models.wave import Invitation
from goldenthread.evaluation.terms import KeyingState, ReachedHow
from goldenthread.learning.models import Cohort


class KeyedForm(models.Model):
    """One paper or one call. A blank paper has a number of its own and leads to nobody."""

    wave = models.ForeignKey(PlannedWave, on_delete=models.CASCADE, related_name="+")
    invitation = models.OneToOneField(
        Invitation, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    number = models.PositiveIntegerField(help_text="Written on the paper; counted in its wave.")
    how = models.CharField(max_length=10, choices=[(h.value, h.value) for h in ReachedHow])
    said_yes = models.BooleanField(help_text="By phone: agreed aloud before the first question.")
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in KeyingState], default=KeyingState.FIRST
    )
    compared = models.PositiveSmallIntegerField(null=True, blank=True)
    agreed = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("wave", "number")
        constraints = [
            models.UniqueConstraint(fields=("wave", "number"), name="keyed_number_once"),
            models.CheckConstraint(
                condition=models.Q(how="paper") | models.Q(said_yes=True),
                name="a_call_needs_a_yes",
            ),
        ]

    def __str__(self) -> str:
        return f"Paper {self.number}"


class KeyedEntry(models.Model):
    """What one person wrote down. Kept as a draft until they say that it is whole."""

    form = models.ForeignKey(KeyedForm, on_delete=models.CASCADE, related_name="entries")
    place = models.PositiveSmallIntegerField(help_text="1 first, 2 second.")
    keyed_by = models.CharField(max_length=64)
    answers = models.JSONField(default=dict)
    typed = models.JSONField(default=dict)
    is_whole = models.BooleanField(default=False)

    class Meta:
        ordering = ("form", "place")
        constraints = [
            models.UniqueConstraint(fields=("form", "place"), name="keyed_once_a_place"),
            models.UniqueConstraint(fields=("form", "keyed_by"), name="keyed_by_two_people"),
        ]

    def __str__(self) -> str:
        return f"Entry {self.place}"
