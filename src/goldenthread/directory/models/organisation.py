"""Where people work."""

from django.db import models

from goldenthread.directory.terms import IdentifierScheme


class Place(models.Model):
    """An area; places nest (county → town)."""

    name = models.CharField(max_length=200)
    code = models.SlugField(max_length=60, unique=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Sector(models.Model):
    """A kind of agency. The letter and colour make it readable at a glance in a mix bar."""

    name = models.CharField(max_length=100, unique=True)
    code = models.SlugField(max_length=60, unique=True)
    letter = models.CharField(max_length=1)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "name")

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """An organisation of the partnership."""

    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, unique=True, help_text="The name folded for matching.")
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    welfare_contact = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class OrganisationName(models.Model):
    """Another way the same organisation is written, learnt from imports."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class OutsideIdentifier(models.Model):
    """ODS code, school URN, company or charity number."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="identifiers"
    )
    scheme = models.CharField(max_length=20, choices=[(s.value, s.value) for s in IdentifierScheme])
    value = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("scheme", "value"), name="outside_identifier_once")
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class Service(models.Model):
    """A service of an organisation, for example a crisis line."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="services"
    )
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=("organisation", "name"), name="service_once")
        ]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team, in a service or directly in an organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="teams")
    service = models.ForeignKey(
        Service, on_delete=models.SET_NULL, null=True, blank=True, related_name="teams"
    )
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=("organisation", "name"), name="team_once")]

    def __str__(self) -> str:
        return self.name
