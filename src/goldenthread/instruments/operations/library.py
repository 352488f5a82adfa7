"""The open instruments every deployment starts with, and the shells of licensed ones."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from importlib.resources import files
from typing import Any

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.audit import operations as audit
from goldenthread.instruments import rules
from goldenthread.instruments.models import Instrument
from goldenthread.instruments.operations.instruments import create_instrument
from goldenthread.instruments.operations.versions import add_version, publish_version
from goldenthread.instruments.terms import (
    SCALES,
    ItemDraft,
    ItemKind,
    ItemSensitivity,
    Licence,
    Option,
    SubscaleDraft,
)


@transaction.atomic
def install_library(*, now: datetime, by: Actor) -> dict[str, int]:
    """Short name → id of the instrument. Safe to repeat: only what is new or reworded is added."""
    installed = {}
    for entry in entries():
        installed[entry["slug"]] = _install(entry, now=now, by=by)
    audit.record(by=by, action="library.installed", subject=("library", "instruments"))
    return installed


def entries() -> list[dict[str, Any]]:
    """Every file of the library, by name."""
    folder = files("goldenthread.instruments") / "library"
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return [entry for f in found for entry in tomllib.loads(f.read_text("utf-8"))["instrument"]]


def _install(entry: Mapping[str, Any], *, now: datetime, by: Actor) -> int:
    row = Instrument.objects.filter(slug=entry["slug"]).first()
    instrument_id = row.pk if row else _create(entry, by=by)
    licence = Licence(entry["licence"])
    if licence is Licence.LICENSED:
        if row is None:
            add_version(instrument_id=instrument_id, title=entry["title"], by=by)
        return int(instrument_id)
    items = [_item(raw) for raw in entry["items"]]
    if _digest(entry, items) not in _digests(instrument_id) and not _has_draft(instrument_id):
        version_id = add_version(
            instrument_id=instrument_id,
            title=entry["title"],
            why_we_ask=entry["why_we_ask"],
            content_note=entry.get("content_note", ""),
            items=items,
            by=by,
        )
        publish_version(version_id=version_id, now=now, by=by)
    return int(instrument_id)


def _create(entry: Mapping[str, Any], *, by: Actor) -> int:
    return create_instrument(
        name=entry["name"],
        slug=entry["slug"],
        purpose=entry["purpose"],
        licence=Licence(entry["licence"]),
        citation=entry["citation"],
        is_validated=entry.get("is_validated", False),
        subscales=[_subscale(raw) for raw in entry.get("subscales", ())],
        by=by,
    )


def _digests(instrument_id: int) -> set[str]:
    row = Instrument.objects.get(pk=instrument_id)
    return set(row.versions.values_list("digest", flat=True))


def _has_draft(instrument_id: int) -> bool:
    return Instrument.objects.get(pk=instrument_id).versions.filter(digest="").exists()


def _digest(entry: Mapping[str, Any], items: list[ItemDraft]) -> str:
    return rules.digest_of(
        title=entry["title"],
        why_we_ask=entry["why_we_ask"],
        content_note=entry.get("content_note", ""),
        items=items,
    )


def _item(raw: Mapping[str, Any]) -> ItemDraft:
    """One [[items]] table; `scale` names shared steps, `options` are labels or {value, label}."""
    rest = {k: v for k, v in raw.items() if k not in ("scale", "options", "kind", "sensitivity")}
    kind = ItemKind(raw["kind"])
    if "scale" in raw:
        options = SCALES[raw["scale"]].options
    else:
        options = tuple(Option(o["value"], o["label"]) for o in raw.get("options", ()))
    sensitivity = ItemSensitivity(raw.get("sensitivity", "low"))
    return rules.settled(ItemDraft(kind=kind, options=options, sensitivity=sensitivity, **rest))


def _subscale(raw: Mapping[str, Any]) -> SubscaleDraft:
    return SubscaleDraft(
        key=raw["key"],
        name=raw["name"],
        minimum=Decimal(raw["minimum"]) if "minimum" in raw else None,
        maximum=Decimal(raw["maximum"]) if "maximum" in raw else None,
        higher_means=raw.get("higher_means", ""),
    )
