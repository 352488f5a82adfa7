"""Programmes: what the partnership set out to do, and the need it answers."""

from django.db import models

from goldenthread.directory.models import Organisation, Place


class Programme(models.Model):
    """The home of offers, evaluation and reports."""

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    need = models.TextField(blank=True, help_text="What people said is hard now.")
    summary = models.TextField(blank=True)
    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    support_line = models.CharField(max_length=60, blank=True)
    support_hours = models.CharField(max_length=60, blank=True)
    contact_email = models.EmailField(blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
