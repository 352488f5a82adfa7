"""Cohorts, their sessions, who belongs from when to when, and who came."""

from django.db import models

from goldenthread.directory.models import Organisation, Person
from goldenthread.learning.models.offer import Offer
from goldenthread.learning.terms import (
    CohortPolicy,
    CohortState,
    LeaveReason,
    Mark,
    Mode,
    SessionState,
)
from goldenthread.programmes.models import Programme


class Venue(models.Model):
    """A room of one programme: its seats and what it offers.

    Without a programme it is one that the whole partnership shares.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200)
    address = models.TextField(blank=True)
    seats = models.PositiveSmallIntegerField()
    features = models.JSONField(default=list)

    class Meta:
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=("programme", "name"), name="venue_name_once"),
            models.UniqueConstraint(
                fields=("name",),
                condition=models.Q(programme__isnull=True),
                name="shared_venue_name_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Cohort(models.Model):
    """A group that learns together. In an action learning set offer it is called a set."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="cohorts")
    name = models.CharField(max_length=100)
    policy = models.CharField(
        max_length=30,
        choices=[(p.value, p.value) for p in CohortPolicy],
        default=CohortPolicy.MIXED,
    )
    single_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in CohortState],
        default=CohortState.PLANNED,
    )
    mode = models.CharField(max_length=20, choices=[(m.value, m.value) for m in Mode])
    minimum = models.PositiveSmallIntegerField()
    maximum = models.PositiveSmallIntegerField()
    venue = models.ForeignKey(
        Venue, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    features = models.JSONField(default=list, help_text="Adjustments this cohort offers.")
    trainers_needed = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ("offer", "name")
        constraints = [
            models.UniqueConstraint(fields=("offer", "name"), name="cohort_name_once"),
            models.CheckConstraint(
                condition=models.Q(maximum__gte=models.F("minimum")) & models.Q(minimum__gte=1),
                name="cohort_sizes_in_order",
            ),
            models.CheckConstraint(
                condition=~models.Q(policy="single_organisation")
                | models.Q(single_organisation__isnull=False),
                name="single_organisation_is_named",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """One meeting of a cohort."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in SessionState],
        default=SessionState.PLANNED,
    )
    online_link = models.URLField(blank=True)
    content_note = models.TextField(blank=True)
    safety_plan = models.TextField(blank=True)
    on_call_name = models.CharField(max_length=200, blank=True)
    on_call_phone = models.CharField(max_length=40, blank=True)
    calendar_uid = models.CharField(max_length=100, unique=True)
    calendar_sequence = models.PositiveIntegerField(default=0)
    register_closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("cohort", "number")
        constraints = [
            models.UniqueConstraint(fields=("cohort", "number"), name="session_number_once"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="session_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"Session {self.number} of cohort {self.cohort_id}"


class Facilitator(models.Model):
    """Runs the cohort's sessions."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="facilitators")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("cohort", "person"), name="facilitator_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} facilitates {self.cohort_id}"


class FacilitatorInvitation(models.Model):
    """Someone asked by email to run a cohort. Who it is shows once they have said yes."""

    cohort = models.ForeignKey(
        Cohort, on_delete=models.CASCADE, related_name="facilitator_invitations"
    )
    address = models.EmailField(help_text="As typed by whoever asked.")
    address_key = models.CharField(max_length=254)
    nonce = models.CharField(max_length=32)
    invited_by = models.CharField(max_length=64)
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    said_yes = models.BooleanField(null=True)

    class Meta:
        ordering = ("cohort", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("cohort", "address_key"),
                condition=models.Q(answered_at__isnull=True),
                name="one_open_invitation_to_facilitate",
            )
        ]

    def __str__(self) -> str:
        return f"Asked to run cohort {self.cohort_id}"


class Membership(models.Model):
    """Belonging, with dates: a move ends one row and starts another, and rewrites nothing.

    `ends_on` is the first day on which the person no longer belongs.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    leave_reason = models.CharField(
        max_length=20, blank=True, choices=[(r.value, r.value) for r in LeaveReason]
    )

    class Meta:
        ordering = ("cohort", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("cohort", "person"),
                condition=models.Q(ends_on__isnull=True),
                name="one_open_membership_each",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="membership_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.cohort_id}"


class Attendance(models.Model):
    """Came for the whole, for part, or was not able to attend."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendance")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=20, choices=[(m.value, m.value) for m in Mark])
    marked_by = models.CharField(max_length=64)
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("session", "person"), name="one_mark_each_session")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.mark}"
