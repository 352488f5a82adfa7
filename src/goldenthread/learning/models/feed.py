"""A person's own calendar address. The address itself is not kept, only its digest."""

from django.db import models

from goldenthread.directory.models import Person


class CalendarFeed(models.Model):
    """One private address for each person: made, renewed and ended by them alone."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=40, help_text="What every entry is called.")
    shows_place = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Calendar of {self.person_id}"
