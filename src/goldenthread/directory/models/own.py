"""What people ask about what is held of them, and the link to their own page."""

from django.db import models

from goldenthread.directory.models.person import Person
from goldenthread.directory.terms import RequestKind, RequestState


class OwnPageLink(models.Model):
    """A one-time link to a person's own page, for whoever has no account."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    nonce = models.CharField(max_length=32)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Link to the page of {self.person_id}"


class PersonRequest(models.Model):
    """Asked by the person, looked at by somebody, answered in words. It is kept as history."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in RequestKind])
    about = models.CharField(max_length=60, blank=True, help_text="Which part is not right.")
    words = models.TextField(blank=True, help_text="What it should say, in the person's words.")
    state = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in RequestState],
        default=RequestState.WAITING,
    )
    answer = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-asked_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=("person",),
                condition=models.Q(kind="forget", state="waiting"),
                name="asked_once_to_be_forgotten",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} for person {self.person_id}"
