"""What people said. How a response joins to a person depends on the plan's mode alone."""

import uuid

from django.db import models

from goldenthread.directory.models import Person
from goldenthread.evaluation.models.plan import Plan, PlannedWave
from goldenthread.evaluation.models.wave import Invitation
from goldenthread.evaluation.terms import Arm, ConfidentialityMode
from goldenthread.instruments.models import InstrumentVersion
from goldenthread.learning.models import Cohort

BARE = {
    "person__isnull": True,
    "cohort__isnull": True,
    "submitted_on__isnull": True,
    "pseudonym": "",
    "arm": "",
}


class Response(models.Model):
    """One person's answers to one wave. The database holds each mode to its promise.

    named: `person`, and the day. pseudonym: `pseudonym` (see PersonLink) and no day.
    own_code: `code_digests`. anonymous: nothing. These two have no key, no day, no cohort
    and no arm; their random ids carry no order, and operations see that the rows do not either.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mode = models.CharField(
        max_length=20, choices=[(m.value, m.value) for m in ConfidentialityMode]
    )
    wave = models.ForeignKey(PlannedWave, on_delete=models.PROTECT, related_name="responses")
    version = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    pseudonym = models.CharField(max_length=32, blank=True)
    code_digests = models.JSONField(default=list)
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    arm = models.CharField(max_length=30, blank=True, choices=[(a.value, a.value) for a in Arm])
    submitted_on = models.DateField(null=True, blank=True)
    answers = models.JSONField(default=dict, help_text="Item key → value; null means skipped.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("wave", "person"),
                condition=models.Q(person__isnull=False),
                name="one_named_response_a_wave",
            ),
            models.UniqueConstraint(
                fields=("wave", "pseudonym"),
                condition=~models.Q(pseudonym=""),
                name="one_pseudonymous_response_a_wave",
            ),
            models.CheckConstraint(
                condition=models.Q(mode="named", person__isnull=False, pseudonym="")
                | (
                    models.Q(mode="pseudonym", person__isnull=True, submitted_on__isnull=True)
                    & ~models.Q(pseudonym="")
                )
                | models.Q(mode__in=("own_code", "anonymous"), **BARE),
                name="response_keeps_the_promise_of_its_mode",
            ),
        ]

    def __str__(self) -> str:
        return f"Response to wave {self.wave_id}"


class PersonLink(models.Model):
    """The only join between a person and a pseudonym. Evaluators alone may read it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    pseudonym = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("plan", "person"), name="one_pseudonym_each"),
            models.UniqueConstraint(fields=("plan", "pseudonym"), name="pseudonym_once"),
        ]

    def __str__(self) -> str:
        return f"Link in plan {self.plan_id}"


class Draft(models.Model):
    """Answers typed so far, kept until they are sent and at most 7 days; then deleted.

    `typed` holds words that are not an answer yet, such as half a date, so that none are lost.
    """

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="draft")
    answers = models.JSONField(default=dict)
    typed = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Draft for invitation {self.invitation_id}"
