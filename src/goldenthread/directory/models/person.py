"""People: names as given, several dated posts, reporting lines, and what they need."""

from django.conf import settings
from django.db import models

from goldenthread.directory.models.organisation import Organisation, Service, Team
from goldenthread.directory.terms import Adjustment, ContactBy, Digest, Seniority


class Person(models.Model):
    """One person, once, however many posts they hold."""

    name = models.CharField(max_length=200, help_text="As the person gives it.")
    key = models.CharField(max_length=200, db_index=True, help_text="The name folded for matching.")
    pronouns = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    email_key = models.CharField(max_length=254, null=True, blank=True, unique=True)
    phone = models.CharField(max_length=40, blank=True)
    contact_by = models.CharField(
        max_length=20,
        choices=[(c.value, c.value) for c in ContactBy],
        default=ContactBy.EMAIL,
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    paused_until = models.DateField(null=True, blank=True, help_text="No messages until this day.")
    digest = models.CharField(
        max_length=20,
        choices=[(d.value, d.value) for d in Digest],
        default=Digest.DAILY,
        help_text="How often messages come that can wait.",
    )
    quiet_from = models.TimeField(
        null=True, blank=True, help_text="Nothing is sent from this time, by London's clock."
    )
    quiet_until = models.TimeField(null=True, blank=True, help_text="And until this time.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_hours_have_both_ends",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A role somewhere, for a time. A person may hold several at once."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="posts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(
        Service, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    team = models.ForeignKey(
        Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=200, blank=True)
    seniority = models.CharField(
        max_length=20, blank=True, choices=[(s.value, s.value) for s in Seniority]
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-starts_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="post_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title or 'Post'} at {self.organisation}"


class ReportingLine(models.Model):
    """Who is whose line manager, for a time. They never share a learning set."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reports_to")
    manager = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="manages")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(person=models.F("manager")), name="nobody_manages_themselves"
            ),
            models.UniqueConstraint(
                fields=("person", "manager", "starts_on"), name="reporting_line_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} reports to {self.manager_id}"


class AdjustmentNeed(models.Model):
    """What helps this person take part. Asked once, honoured everywhere."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="adjustments")
    code = models.CharField(max_length=20, choices=[(a.value, a.value) for a in Adjustment])
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.note or self.code
