"""Versions whole: the words, the questions, the scores."""

from functools import lru_cache

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.instruments import rules
from goldenthread.instruments.models import InstrumentVersion, Item, Subscale
from goldenthread.instruments.terms import (
    ItemKind,
    ItemSensitivity,
    ItemView,
    Licence,
    Option,
    SubscaleDraft,
    VersionState,
    VersionView,
)


def item_view(row: Item) -> ItemView:
    return ItemView(
        id=row.pk,
        key=row.key,
        position=row.position,
        section=row.section,
        kind=ItemKind(row.kind),
        wording=row.wording,
        short_label=row.short_label,
        help_text=row.help_text,
        options=tuple(Option(o["value"], o["label"]) for o in row.options),
        minimum=row.minimum,
        maximum=row.maximum,
        is_reversed=row.is_reversed,
        sensitivity=ItemSensitivity(row.sensitivity),
        kirkpatrick=row.kirkpatrick,
        is_anticipated=row.is_anticipated,
        in_short_variant=row.in_short_variant,
    )


def subscale_view(row: Subscale) -> SubscaleDraft:
    return SubscaleDraft(row.key, row.name, row.minimum, row.maximum, row.higher_means)


def version_of(row: InstrumentVersion) -> VersionView:
    """The view of a row already loaded, with its questions and scores."""
    instrument = row.instrument
    return VersionView(
        id=row.pk,
        instrument_id=instrument.pk,
        instrument=instrument.name,
        number=row.number,
        state=VersionState(row.state),
        title=row.title,
        why_we_ask=row.why_we_ask,
        content_note=row.content_note,
        digest=row.digest,
        published_at=row.published_at,
        is_validated=instrument.is_validated,
        licence=Licence(instrument.licence),
        citation=instrument.citation,
        items=tuple(item_view(one) for one in row.items.order_by("position")),
        subscales=tuple(subscale_view(one) for one in instrument.subscales.order_by("position")),
    )


def version(actor: Actor, version_id: int) -> VersionView:
    """One version. The holder of a personal link sees published ones; staff see drafts too."""
    row = InstrumentVersion.objects.select_related("instrument").filter(pk=version_id).first()
    if row is None or not _may_see(actor, VersionState(row.state)):
        raise OutOfReach(f"version {version_id}")
    return version_of(row)


def _may_see(actor: Actor, state: VersionState) -> bool:
    if actor.kind == "link":
        return state is not VersionState.DRAFT
    return actor.may(Permission.INSTRUMENT_VIEW)


def frozen_version(version_id: int, digest: str) -> VersionView:
    """A published version for a caller that already holds the right to the wave that asks it.

    Words and questions are kept in memory: the digest changes if they ever do. The scores of a
    licensed instrument belong to its licence, which can be put right, so they are read each time.
    """
    view = _kept_in_memory(version_id, digest)
    return view if view.licence is not Licence.LICENSED else _loaded(version_id, digest)


@lru_cache(maxsize=64)
def _kept_in_memory(version_id: int, digest: str) -> VersionView:
    return _loaded(version_id, digest)


def _loaded(version_id: int, digest: str) -> VersionView:
    row = InstrumentVersion.objects.select_related("instrument").get(pk=version_id, digest=digest)
    return version_of(row)


def item(actor: Actor, item_id: int) -> tuple[VersionView, ItemView]:
    """A question and the version that it belongs to."""
    row = Item.objects.filter(pk=item_id).first()
    if row is None:
        raise OutOfReach(f"item {item_id}")
    return version(actor, row.version_id), item_view(row)


def is_intact(actor: Actor, version_id: int) -> bool:
    """Is a published version still what its digest says?"""
    view = version(actor, version_id)
    found = rules.digest_of(
        title=view.title,
        why_we_ask=view.why_we_ask,
        content_note=view.content_note,
        items=[one.draft() for one in view.items],
    )
    return found == view.digest


def published_version_id(actor: Actor, slug: str) -> int:
    """The newest published version of the instrument with this short name."""
    if not actor.may(Permission.INSTRUMENT_VIEW):
        raise OutOfReach(f"instrument {slug}")
    found = (
        InstrumentVersion.objects.filter(instrument__slug=slug, state=VersionState.PUBLISHED)
        .order_by("-number")
        .values_list("pk", flat=True)
        .first()
    )
    if found is None:
        raise OutOfReach(f"instrument {slug} has no published version")
    return int(found)
