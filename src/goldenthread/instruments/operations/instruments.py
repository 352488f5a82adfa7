"""Instruments themselves: names, sources, licences."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.text import slugify

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.instruments import rules
from goldenthread.instruments.models import Instrument, Subscale
from goldenthread.instruments.queries import INSTRUMENT
from goldenthread.instruments.terms import Licence, SubscaleDraft
from goldenthread.search import operations as search

SHORTEST_EVIDENCE = 10


def must_edit(by: Actor) -> None:
    """Instruments are shared, so whoever may edit one may edit all; published ones are frozen."""
    if not by.may(Permission.INSTRUMENT_EDIT):
        raise OutOfReach("editing instruments needs its permission")


def locked(instrument_id: int, *, by: Actor) -> Instrument:
    """The row, held for writing."""
    must_edit(by)
    row = Instrument.objects.select_for_update().filter(pk=instrument_id).first()
    if row is None:
        raise OutOfReach(f"instrument {instrument_id}")
    return row


@transaction.atomic
def create_instrument(
    *,
    name: str,
    licence: Licence,
    by: Actor,
    slug: str = "",
    purpose: str = "",
    citation: str = "",
    is_validated: bool = False,
    subscales: Sequence[SubscaleDraft] = (),
) -> int:
    """A new instrument, or the empty shell of a licensed one with the names of its scores."""
    must_edit(by)
    short = slug or slugify(name)[:80]
    _must_be_new(name, short)
    row = Instrument.objects.create(
        name=name.strip(),
        slug=short,
        purpose=purpose,
        licence=licence.value,
        citation=citation,
        is_validated=is_validated,
    )
    _add_subscales(row, subscales)
    search.keep(kind=INSTRUMENT, thing_id=row.pk)
    audit.record(by=by, action="instrument.created", subject=("instrument", row.pk))
    return int(row.pk)


def _must_be_new(name: str, slug: str) -> None:
    if not slug:
        raise Refused("Give the instrument a name with letters in it.")
    if Instrument.objects.filter(name=name.strip()).exists():
        raise Refused(f"There is already an instrument called {name.strip()}.")
    if Instrument.objects.filter(slug=slug).exists():
        raise Refused(f"There is already an instrument with the short name {slug}.")


def _add_subscales(row: Instrument, subscales: Sequence[SubscaleDraft]) -> None:
    for position, one in enumerate(subscales, start=1):
        rules.must_be_range(one.minimum, one.maximum)
        Subscale.objects.create(
            instrument=row,
            key=one.key,
            position=position,
            name=one.name,
            minimum=one.minimum,
            maximum=one.maximum,
            higher_means=one.higher_means,
        )


@transaction.atomic
def change_instrument(
    *, instrument_id: int, name: str, purpose: str, citation: str, is_validated: bool, by: Actor
) -> None:
    """Put the name, purpose or source right; the licence stays what it was."""
    row = locked(instrument_id, by=by)
    if Instrument.objects.filter(name=name.strip()).exclude(pk=row.pk).exists():
        raise Refused(f"There is already an instrument called {name.strip()}.")
    row.name, row.purpose, row.citation = name.strip(), purpose, citation
    row.is_validated = is_validated
    row.save(update_fields=["name", "purpose", "citation", "is_validated"])
    search.keep(kind=INSTRUMENT, thing_id=row.pk)
    audit.record(by=by, action="instrument.changed", subject=("instrument", row.pk))


@transaction.atomic
def record_licence(
    *,
    instrument_id: int,
    evidence: str,
    by: Actor,
    until: date | None = None,
    ranges: Mapping[str, tuple[Decimal | None, Decimal | None]] | None = None,
) -> None:
    """Who holds the licence, until when, and the range of each score as the licence gives it."""
    row = locked(instrument_id, by=by)
    if row.licence != Licence.LICENSED:
        raise Refused("This instrument needs no licence.")
    if len(evidence.strip()) < SHORTEST_EVIDENCE:
        raise Refused("Say who holds the licence and where it can be found.")
    row.licence_evidence, row.licence_until = evidence.strip(), until
    row.save(update_fields=["licence_evidence", "licence_until"])
    _set_ranges(row, ranges or {})
    audit.record(by=by, action="instrument.licence_recorded", subject=("instrument", row.pk))


def _set_ranges(
    row: Instrument, ranges: Mapping[str, tuple[Decimal | None, Decimal | None]]
) -> None:
    for subscale in row.subscales.all():
        if subscale.key in ranges:
            subscale.minimum, subscale.maximum = ranges[subscale.key]
            rules.must_be_range(subscale.minimum, subscale.maximum)
            subscale.save(update_fields=["minimum", "maximum"])
