"""Long work, one row each, so that a page can say what is happening."""

from django.db import models

from goldenthread.jobs.terms import JobState


class Job(models.Model):
    """A piece of background work: what, by whom, how far, and how it ended."""

    kind = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    state = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in JobState], default=JobState.WAITING
    )
    progress = models.PositiveSmallIntegerField(default=0)
    doing = models.CharField(max_length=200, blank=True)
    result = models.JSONField(default=dict)
    sentence = models.TextField(blank=True, help_text="How it ended, for the person.")
    started_by_kind = models.CharField(max_length=20)
    started_by = models.CharField(max_length=64, blank=True)
    idempotency_key = models.CharField(max_length=120, null=True, blank=True, unique=True)
    cancel_requested = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.title
