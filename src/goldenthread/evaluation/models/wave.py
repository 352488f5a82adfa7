"""Who is asked, when, and what became of the asking. Never what they said."""

from django.db import models

from goldenthread.directory.models import Person
from goldenthread.evaluation.models.plan import Plan, PlannedWave
from goldenthread.evaluation.terms import InvitationState, ReachedHow, Variant
from goldenthread.learning.models import Cohort


class Invitation(models.Model):
    """One person asked once. In anonymous mode only the day of spending is kept, and no more."""

    wave = models.ForeignKey(PlannedWave, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="+")
    variant = models.CharField(
        max_length=10, choices=[(v.value, v.value) for v in Variant], default=Variant.FULL
    )
    state = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in InvitationState],
        default=InvitationState.PROVISIONAL,
    )
    due_at = models.DateTimeField(db_index=True)
    closes_at = models.DateTimeField()
    nonce = models.CharField(max_length=32, help_text="Changing it makes old links stop working.")
    opened_at = models.DateTimeField(null=True, blank=True)
    reminders_sent = models.PositiveSmallIntegerField(default=0)
    last_written_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="A day, never finer.")
    reached_on = models.DateField(
        null=True, blank=True, help_text="Told by phone or on paper, where no message got through."
    )
    reached_how = models.CharField(
        max_length=10, blank=True, choices=[(h.value, h.value) for h in ReachedHow]
    )

    class Meta:
        ordering = ("wave", "due_at", "id")
        constraints = [models.UniqueConstraint(fields=("wave", "person"), name="asked_once_a_wave")]
        # The worker looks each minute for the few that are open or due, among all there ever were.
        indexes = [models.Index(fields=("state", "closes_at"), name="invitation_by_state")]

    def __str__(self) -> str:
        return f"Invitation {self.pk} for wave {self.wave_id}"


class InterviewAgreement(models.Model):
    """The person said yes to being interviewed; the evaluators alone write this."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="agreements")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    agreed_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("plan", "person"), name="agreed_once")]

    def __str__(self) -> str:
        return f"{self.person_id} agreed to interviews"


class Withdrawal(models.Model):
    """No further asking from this day. Answers already given stay or go, as the person chose."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="withdrawals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    from_wave = models.ForeignKey(
        PlannedWave, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrew_on = models.DateField()
    deletes_answers = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("plan", "person"), name="withdrew_once")]

    def __str__(self) -> str:
        return f"{self.person_id} withdrew"


class WithdrawalReason(models.Model):
    """A reason, if given: held by the evaluators, encrypted, never shown beside a pseudonym."""

    withdrawal = models.OneToOneField(Withdrawal, on_delete=models.CASCADE, related_name="reason")
    text = models.BinaryField()

    def __str__(self) -> str:
        return f"Reason for withdrawal {self.withdrawal_id}"
