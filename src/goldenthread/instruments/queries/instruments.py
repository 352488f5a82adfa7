"""Instruments in a list, and each on its own page."""

from datetime import date

from django.db.models import Count, Prefetch

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.instruments import rules
from goldenthread.instruments.models import Instrument, InstrumentVersion
from goldenthread.instruments.queries.versions import subscale_view
from goldenthread.instruments.terms import (
    InstrumentCard,
    InstrumentView,
    Licence,
    VersionRow,
    VersionState,
)

_VERSIONS = Prefetch(
    "versions",
    queryset=InstrumentVersion.objects.annotate(questions=Count("items")).order_by("-number"),
)


def _row(version: InstrumentVersion) -> VersionRow:
    questions: int = getattr(version, "questions", 0)
    return VersionRow(
        id=version.pk,
        number=version.number,
        state=VersionState(version.state),
        title=version.title,
        questions=questions,
        published_at=version.published_at,
    )


def _card(row: Instrument) -> InstrumentCard:
    versions = [_row(version) for version in row.versions.all()]
    published = [v for v in versions if v.state is VersionState.PUBLISHED]
    return InstrumentCard(
        id=row.pk,
        name=row.name,
        slug=row.slug,
        purpose=row.purpose,
        licence=Licence(row.licence),
        is_validated=row.is_validated,
        has_evidence=bool(row.licence_evidence),
        published=published[0] if published else None,
        has_draft=any(v.state is VersionState.DRAFT for v in versions),
    )


def instruments(actor: Actor) -> tuple[InstrumentCard, ...]:
    """Every instrument, by name. Instruments are shared by the whole deployment."""
    if not actor.may(Permission.INSTRUMENT_VIEW):
        return ()
    return tuple(_card(row) for row in Instrument.objects.prefetch_related(_VERSIONS))


def instrument(actor: Actor, instrument_id: int) -> InstrumentView:
    """One instrument with its versions, newest first."""
    row = Instrument.objects.prefetch_related(_VERSIONS, "subscales").filter(pk=instrument_id)
    found = row.first()
    if found is None or not actor.may(Permission.INSTRUMENT_VIEW):
        raise OutOfReach(f"instrument {instrument_id}")
    return InstrumentView(
        id=found.pk,
        name=found.name,
        slug=found.slug,
        purpose=found.purpose,
        licence=Licence(found.licence),
        citation=found.citation,
        is_validated=found.is_validated,
        licence_evidence=found.licence_evidence,
        licence_until=found.licence_until,
        versions=tuple(_row(version) for version in found.versions.all()),
        subscales=tuple(subscale_view(one) for one in found.subscales.all()),
    )


def usable_versions(actor: Actor, *, today: date) -> tuple[tuple[int, str], ...]:
    """(version id, words) of everything that a wave may ask today, by name."""
    if not actor.may(Permission.INSTRUMENT_VIEW):
        return ()
    rows = InstrumentVersion.objects.filter(state=VersionState.PUBLISHED)
    ordered = rows.select_related("instrument").order_by("instrument__name", "-number")
    return tuple(
        (row.pk, f"{row.instrument.name}, version {row.number}")
        for row in ordered
        if rules.can(
            rules.must_be_usable,
            VersionState(row.state),
            licence=Licence(row.instrument.licence),
            has_evidence=bool(row.instrument.licence_evidence),
            licence_until=row.instrument.licence_until,
            today=today,
        )
    )
