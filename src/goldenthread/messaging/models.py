"""The outbox: what goes to whom, when, why, and what became of it."""

from django.db import models

from goldenthread.messaging.terms import MessageState, Pace


class Message(models.Model):
    """One message to one person. Personal links are filled in only when it is sent."""

    person_id = models.BigIntegerField(null=True, db_index=True)
    to_name = models.CharField(max_length=200)
    to_address = models.EmailField()
    kind = models.CharField(max_length=60, help_text="For example place_offer or wave_reminder.")
    why = models.CharField(max_length=300, help_text="Why this person gets it, in a sentence.")
    subject = models.CharField(max_length=150)
    body = models.TextField(help_text="[[link:kind:id]] marks a personal link.")
    calendar = models.TextField(blank=True, help_text="An iCalendar part, when there is one.")
    calendar_method = models.CharField(max_length=10, blank=True)
    scope_kind = models.CharField(max_length=20, blank=True)
    scope_id = models.BigIntegerField(null=True, blank=True)
    check_kind = models.CharField(max_length=60, blank=True, help_text="Asked again when sending.")
    check_id = models.BigIntegerField(null=True, blank=True)
    pace = models.CharField(
        max_length=20, choices=[(p.value, p.value) for p in Pace], default=Pace.SOON
    )
    sent_with = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    dedupe_key = models.CharField(max_length=150, unique=True)
    due_at = models.DateTimeField(db_index=True)
    state = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in MessageState],
        default=MessageState.WAITING,
    )
    stop_reason = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    hold_until = models.DateTimeField(
        null=True, blank=True, help_text="A worker has it, or the mail server needs time."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-due_at", "-id")
        indexes = [models.Index(fields=("state", "due_at"))]

    def __str__(self) -> str:
        return f"{self.kind} to person {self.person_id}"


class NotReached(models.Model):
    """An address from which a message came back. Nothing is sent there until it is corrected."""

    address_key = models.CharField(max_length=254, unique=True)
    person_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    code = models.CharField(max_length=20, blank=True, help_text="Such as 5.1.1, and no words.")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ("-noted_at", "-id")

    def __str__(self) -> str:
        return f"an address of person {self.person_id}"


class Wording(models.Model):
    """How one programme words one kind of message, in place of our own words."""

    programme_id = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=150)
    body = models.TextField(help_text="{field} marks what is filled in for each person.")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("programme_id", "kind")
        constraints = [
            models.UniqueConstraint(fields=("programme_id", "kind"), name="one_wording_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of programme {self.programme_id}"
