"""Instruments, versions and questions for tests."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any

from goldenthread.access.actor import Actor
from goldenthread.instruments import operations, queries, rules
from goldenthread.instruments.models import InstrumentVersion
from goldenthread.instruments.terms import (
    AGREEMENT,
    CHOICE_KINDS,
    ItemDraft,
    ItemKind,
    ItemView,
    Licence,
    Option,
    VersionView,
)

_numbers = count(1)
PUBLISHED_AT = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
BY = Actor.system(reason="tests")
CHOICES = (Option("yes", "Yes"), Option("no", "No"), Option("not_yet", "Not yet"))


def item_draft(key: str = "", *, kind: ItemKind = ItemKind.LIKERT, **rest: Any) -> ItemDraft:
    given = key or f"question_{next(_numbers)}"
    if kind in CHOICE_KINDS:
        rest.setdefault("options", AGREEMENT if kind is ItemKind.LIKERT else CHOICES)
    rest.setdefault("wording", f"About {given.replace('_', ' ')}")
    return ItemDraft(key=given, kind=kind, **rest)


def item_view(key: str = "", *, kind: ItemKind = ItemKind.LIKERT, **rest: Any) -> ItemView:
    """A question without a database."""
    draft = rules.settled(item_draft(key, kind=kind, **rest))
    columns = {name: getattr(draft, name) for name in ItemDraft.__dataclass_fields__}
    return ItemView(id=next(_numbers), position=1, **columns)


def one_of_each() -> tuple[ItemDraft, ...]:
    """A question of every kind, keyed by its kind."""
    return tuple(item_draft(kind.value, kind=kind) for kind in ItemKind)


def make_instrument(name: str = "", *, licence: Licence = Licence.OPEN, **rest: Any) -> int:
    given = name or f"Instrument {next(_numbers)}"
    return operations.create_instrument(name=given, licence=licence, by=BY, **rest)


def make_draft(
    items: Sequence[ItemDraft] | None = None, *, instrument_id: int = 0, **rest: Any
) -> int:
    return operations.add_version(
        instrument_id=instrument_id or make_instrument(),
        title=rest.pop("title", "How it was for you"),
        items=one_of_each() if items is None else items,
        by=BY,
        **rest,
    )


def make_published(items: Sequence[ItemDraft] | None = None, **rest: Any) -> int:
    version_id = make_draft(items, **rest)
    operations.publish_version(version_id=version_id, now=PUBLISHED_AT, by=BY)
    return version_id


def make_version_row(items: Sequence[ItemDraft] | None = None, **rest: Any) -> InstrumentVersion:
    """A published version as a row, for waves."""
    return InstrumentVersion.objects.get(pk=make_published(items, **rest))


def version(version_id: int) -> VersionView:
    return queries.version(BY, version_id)
