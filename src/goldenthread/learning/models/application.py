"""Someone would like to take part."""

from django.db import models

from goldenthread.directory.models import Person
from goldenthread.learning.models.cohort import Cohort
from goldenthread.learning.models.offer import CriteriaVersion, Criterion, Offer
from goldenthread.learning.terms import ApplicationSource, ApplicationState


class Application(models.Model):
    """From the first word typed. `draft` holds what was typed until it is sent, at most 7 days."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="applications")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in ApplicationState],
        default=ApplicationState.STARTED,
    )
    source = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in ApplicationSource],
        default=ApplicationSource.PUBLIC_PAGE,
    )
    nonce = models.CharField(max_length=32, help_text="Changing it makes old links stop working.")
    draft = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    last_saved_at = models.DateTimeField(
        null=True, blank=True, help_text="When something was last typed; drafts go 7 days later."
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    organisation_typed = models.CharField(
        max_length=200, blank=True, help_text="As typed, while no organisation of ours matches."
    )
    title_typed = models.CharField(
        max_length=200, blank=True, help_text="Their job title, until the organisation is matched."
    )
    line_manager_typed = models.CharField(max_length=200, blank=True)
    prior_training = models.TextField(blank=True)
    modes = models.JSONField(default=list)
    criteria_version = models.ForeignKey(
        CriteriaVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    hopes = models.TextField(blank=True, help_text="What the person would like to work on.")
    learning_style = models.CharField(max_length=300, blank=True)
    may_contact_for_evaluation = models.BooleanField(null=True)
    is_waiting_comparison = models.BooleanField(
        default=False,
        help_text="Agreed that, while waiting, they may be asked the same questions.",
    )
    priority = models.PositiveSmallIntegerField(default=0, help_text="0 ordinary; higher first.")
    lottery_rank = models.PositiveIntegerField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("submitted_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("offer", "person"),
                condition=models.Q(person__isnull=False) & ~models.Q(state="withdrawn"),
                name="one_live_application_each",
            )
        ]

    def __str__(self) -> str:
        return f"Application {self.pk} for offer {self.offer_id}"


class CriterionAnswer(models.Model):
    """What the applicant said to one criterion: yes, no, or not answered."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    value = models.BooleanField(null=True)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("application", "criterion"), name="criterion_answer_once"
            )
        ]

    def __str__(self) -> str:
        return f"Answer to {self.criterion_id}"


class Availability(models.Model):
    """The person can come to every session of this cohort."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="availability"
    )
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("application", "cohort"), name="availability_once")
        ]

    def __str__(self) -> str:
        return f"{self.application_id} can make {self.cohort_id}"


class HardNote(models.Model):
    """Anything that would make this hard. For the facilitator only; encrypted; deleted after."""

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, related_name="hard_note"
    )
    text = models.BinaryField(default=b"", help_text="Encrypted with the deployment's key.")
    wants_a_call = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"Note for application {self.application_id}"


class Screening(models.Model):
    """One decision against one version of the criteria. Earlier decisions are kept."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="screenings"
    )
    criteria_version = models.ForeignKey(
        CriteriaVersion, on_delete=models.PROTECT, related_name="+"
    )
    is_eligible = models.BooleanField()
    decided_by = models.CharField(max_length=64)
    decided_at = models.DateTimeField()
    sentence = models.TextField(blank=True, help_text="What the applicant reads.")

    class Meta:
        ordering = ("application", "id")

    def __str__(self) -> str:
        return f"Screening of {self.application_id}"


class ScreeningReason(models.Model):
    """Met, not met or not known, with the reason, for one criterion."""

    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="reasons")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    is_met = models.BooleanField(null=True)
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ("screening", "criterion__position")

    def __str__(self) -> str:
        return self.reason
