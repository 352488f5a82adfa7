"""Stored files. The content lies encrypted in the data folder, never under a public address."""

from django.db import models


class StoredFile(models.Model):
    """What someone handed in: what it is, what for, and until when it is kept."""

    name = models.CharField(max_length=200, help_text="As it was called on the person's device.")
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=120, help_text="Told from the content.")
    purpose = models.CharField(max_length=60)
    key = models.CharField(max_length=64, unique=True, help_text="Its name in the data folder.")
    stored_by_kind = models.CharField(max_length=20)
    stored_by = models.CharField(max_length=64, blank=True)
    stored_at = models.DateTimeField(auto_now_add=True)
    delete_after = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name
