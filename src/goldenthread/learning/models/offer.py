"""What people can apply for, and who it is for."""

from django.db import models

from goldenthread.directory.models import Sector
from goldenthread.learning.terms import CriterionKind, OfferKind, OfferState
from goldenthread.programmes.models import Programme


class Offer(models.Model):
    """A course, action learning set or learning event. Its sessions are booked as one package."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=30, choices=[(k.value, k.value) for k in OfferKind])
    state = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in OfferState], default=OfferState.DRAFT
    )
    summary = models.TextField(blank=True)
    what_to_expect = models.TextField(blank=True)
    words_used = models.TextField(blank=True, help_text="Words the sessions use, explained.")
    what_to_bring = models.TextField(blank=True)
    content_note = models.TextField(blank=True)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    required_sectors = models.ManyToManyField(Sector, blank=True, related_name="+")
    place_offer_days = models.PositiveSmallIntegerField(default=7)
    is_paired_with_comparison = models.BooleanField(default=False)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class CriteriaVersion(models.Model):
    """Who the offer is for, as decided by someone, on a day, for a reason."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="criteria_versions")
    number = models.PositiveIntegerField()
    decided_by = models.CharField(max_length=200)
    decided_on = models.DateField()
    why = models.TextField()

    class Meta:
        ordering = ("offer", "number")
        constraints = [
            models.UniqueConstraint(fields=("offer", "number"), name="criteria_number_once")
        ]

    def __str__(self) -> str:
        return f"Criteria {self.number} of {self.offer_id}"


class Criterion(models.Model):
    """One thing an applicant is asked or judged on."""

    version = models.ForeignKey(CriteriaVersion, on_delete=models.CASCADE, related_name="criteria")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in CriterionKind])
    wording = models.CharField(max_length=300, help_text="As published.")
    question = models.CharField(max_length=300, help_text="As asked of the applicant.")
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("version", "position")
        constraints = [
            models.UniqueConstraint(fields=("version", "key"), name="criterion_key_once")
        ]

    def __str__(self) -> str:
        return self.wording
