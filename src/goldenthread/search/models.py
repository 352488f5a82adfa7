"""The index: what each thing is found by, and the trigrams of that. Nothing is read from it alone:
whatever it names is looked up, within the actor's reach, in the table it belongs to."""

from django.db import models


class Entry(models.Model):
    """Something that can be found by name. It points without a key at a table of an app above."""

    kind = models.CharField(max_length=20)
    thing_id = models.PositiveBigIntegerField()
    words = models.TextField(help_text="Its names in their plain form, one a line.")

    class Meta:
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=("kind", "thing_id"), name="entry_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing_id}"


class Trigram(models.Model):
    """Three letters in a row that one of the names of an entry holds."""

    gram = models.CharField(max_length=3)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="trigrams")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("gram", "entry"), name="trigram_once")]

    def __str__(self) -> str:
        return self.gram
