"""Versions: written as a draft, published once, retired when a better one takes over."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Refused
from goldenthread.audit import operations as audit
from goldenthread.instruments import rules
from goldenthread.instruments.models import Instrument, InstrumentVersion, Item
from goldenthread.instruments.operations.instruments import locked, must_edit
from goldenthread.instruments.queries import version_of
from goldenthread.instruments.terms import ItemDraft, Licence, VersionState


def locked_version(version_id: int, *, by: Actor) -> InstrumentVersion:
    """The row, held for writing, with its instrument."""
    must_edit(by)
    row = (
        InstrumentVersion.objects.select_for_update(of=("self",))
        .select_related("instrument")
        .filter(pk=version_id)
        .first()
    )
    if row is None:
        raise OutOfReach(f"version {version_id}")
    return row


def locked_draft(version_id: int, *, by: Actor) -> InstrumentVersion:
    """The same, refused unless it is still a draft."""
    row = locked_version(version_id, by=by)
    rules.must_be_draft(VersionState(row.state))
    return row


def columns_of(draft: ItemDraft) -> dict[str, Any]:
    """A question as columns, its choices as plain data."""
    found = asdict(rules.settled(draft))
    found["options"] = [asdict(option) for option in draft.options]
    return found


@transaction.atomic
def add_version(
    *,
    instrument_id: int,
    title: str,
    by: Actor,
    why_we_ask: str = "",
    content_note: str = "",
    items: Sequence[ItemDraft] = (),
) -> int:
    """A new draft with the questions given."""
    row = locked(instrument_id, by=by)
    version = _new_draft(row, title=title, why_we_ask=why_we_ask, content_note=content_note)
    _add_items(version, Licence(row.licence), items)
    audit.record(by=by, action="version.added", subject=("version", version.pk))
    return int(version.pk)


@transaction.atomic
def start_version(*, instrument_id: int, by: Actor) -> int:
    """A new draft that begins as a copy of the newest version."""
    row = locked(instrument_id, by=by)
    newest = row.versions.order_by("-number").first()
    if newest is None:
        version = _new_draft(row, title=row.name, why_we_ask="", content_note="")
    else:
        view = version_of(newest)
        version = _new_draft(
            row, title=view.title, why_we_ask=view.why_we_ask, content_note=view.content_note
        )
        _add_items(version, view.licence, [item.draft() for item in view.items])
    audit.record(by=by, action="version.added", subject=("version", version.pk))
    return int(version.pk)


def _new_draft(
    row: Instrument, *, title: str, why_we_ask: str, content_note: str
) -> InstrumentVersion:
    states = [VersionState(s) for s in row.versions.values_list("state", flat=True)]
    rules.must_have_no_draft(states)
    if not title.strip():
        raise Refused("Write the title that people see at the top.")
    return InstrumentVersion.objects.create(
        instrument=row,
        number=len(states) + 1,
        title=title.strip(),
        why_we_ask=why_we_ask,
        content_note=content_note,
    )


def _add_items(version: InstrumentVersion, licence: Licence, items: Sequence[ItemDraft]) -> None:
    if items:
        rules.must_allow_items(licence)
    keys = [draft.key for draft in items]
    if len(keys) != len(set(keys)):
        raise Refused("Two questions have the same key. Give each its own.")
    for draft in items:
        rules.must_be_whole(draft)
    Item.objects.bulk_create(
        Item(version=version, position=position, **columns_of(draft))
        for position, draft in enumerate(items, start=1)
    )


@transaction.atomic
def describe_version(
    *, version_id: int, title: str, why_we_ask: str, content_note: str, by: Actor
) -> None:
    """The words around the questions of a draft."""
    row = locked_draft(version_id, by=by)
    if not title.strip():
        raise Refused("Write the title that people see at the top.")
    row.title, row.why_we_ask, row.content_note = title.strip(), why_we_ask, content_note
    row.save(update_fields=["title", "why_we_ask", "content_note"])
    audit.record(by=by, action="version.described", subject=("version", row.pk))


@transaction.atomic
def publish_version(*, version_id: int, now: datetime, by: Actor) -> None:
    """Freeze the draft. From here on only a new version can change a word."""
    row = locked_version(version_id, by=by)
    view = version_of(row)
    rules.must_be_publishable(
        view.state,
        licence=view.licence,
        questions=len(view.items),
        has_evidence=bool(row.instrument.licence_evidence),
    )
    row.digest = rules.digest_of(
        title=view.title,
        why_we_ask=view.why_we_ask,
        content_note=view.content_note,
        items=[item.draft() for item in view.items],
    )
    row.state, row.published_at = VersionState.PUBLISHED.value, now
    row.save(update_fields=["digest", "state", "published_at"])
    audit.record(
        by=by,
        action="version.published",
        subject=("version", row.pk),
        detail={"digest": row.digest},
    )


@transaction.atomic
def retire_version(*, version_id: int, by: Actor) -> None:
    """No new wave asks it; waves that already do carry on."""
    row = locked_version(version_id, by=by)
    rules.must_be_published(VersionState(row.state))
    row.state = VersionState.RETIRED.value
    row.save(update_fields=["state"])
    audit.record(by=by, action="version.retired", subject=("version", row.pk))


@transaction.atomic
def remove_draft(*, version_id: int, by: Actor) -> int:
    """Throw a draft away with its questions; returns the instrument's id."""
    row = locked_draft(version_id, by=by)
    instrument_id = int(row.instrument_id)
    audit.record(by=by, action="version.draft_removed", subject=("version", row.pk))
    row.delete()
    return instrument_id
