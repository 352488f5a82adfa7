"""Instruments found by name. They are shared by the whole deployment."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.instruments.models import Instrument
from goldenthread.search.kinds import Named
from goldenthread.search.queries import named

INSTRUMENT = "instrument"


def findable(actor: Actor) -> QuerySet[Instrument]:
    """Every one, for whoever may see instruments at all."""
    rows = Instrument.objects.all()
    return rows if actor.may(Permission.INSTRUMENT_VIEW) else rows.none()


def names_to_find(ids: Collection[int] | None) -> Iterable[Named]:
    """Its name, and how that is abbreviated; never its questions."""
    return named(Instrument.objects.all(), ids)
