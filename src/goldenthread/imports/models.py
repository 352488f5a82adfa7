"""Imports and their lines. What a line holds is encrypted, and goes when it is no longer needed."""

from django.db import models

from goldenthread.files.models import StoredFile
from goldenthread.imports.terms import ImportState, Outcome


class ImportRun(models.Model):
    """One file on its way in: matched, previewed, confirmed, perhaps undone."""

    kind = models.SlugField(max_length=60)
    target_id = models.BigIntegerField(help_text="What it goes into; the kind knows the table.")
    state = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in ImportState],
        default=ImportState.MATCHING,
    )
    file = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    file_name = models.CharField(max_length=200)
    sheet = models.CharField(max_length=200, blank=True)
    headings = models.JSONField(default=list)
    samples = models.BinaryField(
        default=b"", help_text="A few texts of each column, encrypted, until it is confirmed."
    )
    matching = models.JSONField(default=dict, help_text="Field → column number, or “=value”.")
    remarks = models.JSONField(default=list)
    row_count = models.PositiveIntegerField(default=0)
    job_id = models.BigIntegerField(null=True, blank=True)
    started_by_kind = models.CharField(max_length=20)
    started_by = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.file_name} ({self.state})"


class ImportLine(models.Model):
    """One line: what it becomes, why, and what it made."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField(help_text="As the person sees it in the file.")
    outcome = models.CharField(max_length=20, choices=[(o.value, o.value) for o in Outcome])
    title = models.CharField(max_length=200)
    detail = models.CharField(max_length=500, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    same_as = models.PositiveIntegerField(null=True, blank=True)
    sealed = models.BinaryField(default=b"", help_text="What the line says, encrypted.")
    made = models.JSONField(default=list)
    written_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("run", "number")
        constraints = [models.UniqueConstraint(fields=("run", "number"), name="import_line_once")]
        indexes = [models.Index(fields=("run", "outcome", "number"))]

    def __str__(self) -> str:
        return f"Line {self.number}: {self.outcome}"
