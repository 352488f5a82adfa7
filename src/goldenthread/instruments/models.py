"""Instruments, their versions and items. A published version never changes."""

from django.db import models

from goldenthread.instruments.terms import ItemKind, ItemSensitivity, Licence, VersionState


class Instrument(models.Model):
    """A questionnaire, or the empty shell of a licensed one."""

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    purpose = models.TextField(blank=True)
    licence = models.CharField(max_length=20, choices=[(k.value, k.value) for k in Licence])
    citation = models.TextField(blank=True)
    is_validated = models.BooleanField(default=False)
    licence_evidence = models.TextField(blank=True, help_text="Who holds the licence.")
    licence_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class InstrumentVersion(models.Model):
    """What people are asked. Frozen once published; the digest says so."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in VersionState],
        default=VersionState.DRAFT,
    )
    title = models.CharField(max_length=200, help_text="What the person sees at the top.")
    why_we_ask = models.TextField(blank=True)
    content_note = models.TextField(blank=True, help_text="Said before sensitive questions.")
    digest = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("instrument", "number")
        constraints = [
            models.UniqueConstraint(fields=("instrument", "number"), name="version_number_once"),
            models.UniqueConstraint(
                fields=("instrument",),
                condition=models.Q(state="draft"),
                name="one_draft_version_each",
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft", digest="", published_at__isnull=True)
                | (~models.Q(state="draft") & ~models.Q(digest="")),
                name="published_version_has_a_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument}, version {self.number}"


class Item(models.Model):
    """One question. Every question can be skipped."""

    version = models.ForeignKey(InstrumentVersion, on_delete=models.CASCADE, related_name="items")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in ItemKind])
    wording = models.TextField()
    short_label = models.CharField(max_length=120, blank=True, help_text="For tables of findings.")
    help_text = models.CharField(max_length=300, blank=True)
    options = models.JSONField(default=list, help_text="[{value, label}] for likert and choices.")
    minimum = models.IntegerField(null=True, blank=True)
    maximum = models.IntegerField(null=True, blank=True)
    is_reversed = models.BooleanField(default=False)
    sensitivity = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in ItemSensitivity],
        default=ItemSensitivity.LOW,
    )
    kirkpatrick = models.PositiveSmallIntegerField(null=True, blank=True)
    is_anticipated = models.BooleanField(default=False, help_text="What people expect, not saw.")
    in_short_variant = models.BooleanField(default=False)

    class Meta:
        ordering = ("version", "position")
        constraints = [
            models.UniqueConstraint(fields=("version", "key"), name="item_key_once"),
            models.UniqueConstraint(fields=("version", "position"), name="item_position_once"),
            models.CheckConstraint(
                condition=models.Q(kirkpatrick__isnull=True)
                | models.Q(kirkpatrick__gte=1, kirkpatrick__lte=4),
                name="item_has_one_of_four_levels",
            ),
            models.CheckConstraint(
                condition=models.Q(minimum__isnull=True)
                | models.Q(maximum__isnull=True)
                | models.Q(maximum__gte=models.F("minimum")),
                name="item_bounds_in_order",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=("short_text", "long_text", "three_words"))
                | models.Q(sensitivity="sensitive"),
                name="own_words_are_sensitive",
            ),
        ]

    def __str__(self) -> str:
        return self.wording


class Subscale(models.Model):
    """A score of an instrument: what a licensed shell stores instead of items."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="subscales")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=200)
    minimum = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    maximum = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    higher_means = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("instrument", "position")
        constraints = [
            models.UniqueConstraint(fields=("instrument", "key"), name="subscale_key_once"),
            models.CheckConstraint(
                condition=models.Q(minimum__isnull=True, maximum__isnull=True)
                | models.Q(maximum__gt=models.F("minimum")),
                name="subscale_has_a_range",
            ),
        ]

    def __str__(self) -> str:
        return self.name
