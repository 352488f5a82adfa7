"""Questions of a draft, one at a time: added, changed, moved, removed."""

from dataclasses import replace

from django.db import transaction
from django.db.models import Max

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach
from goldenthread.audit import operations as audit
from goldenthread.instruments import rules
from goldenthread.instruments.models import InstrumentVersion, Item
from goldenthread.instruments.operations.versions import columns_of, locked_draft
from goldenthread.instruments.terms import ItemDraft, Licence


@transaction.atomic
def add_item(*, version_id: int, draft: ItemDraft, by: Actor) -> int:
    """A question at the end. An empty key is made from the words."""
    version = locked_draft(version_id, by=by)
    rules.must_allow_items(Licence(version.instrument.licence))
    keys = set(version.items.values_list("key", flat=True))
    if draft.key == "" or draft.key in keys:
        draft = replace(draft, key=rules.key_for(draft.short_label or draft.wording, taken=keys))
    rules.must_be_whole(draft)
    row = Item.objects.create(
        version=version, position=_last_position(version) + 1, **columns_of(draft)
    )
    audit.record(by=by, action="item.added", subject=("version", version_id))
    return int(row.pk)


def _last_position(version: InstrumentVersion) -> int:
    return int(version.items.aggregate(last=Max("position"))["last"] or 0)


def _locked(item_id: int, *, by: Actor) -> Item:
    row = Item.objects.filter(pk=item_id).first()
    if row is None:
        raise OutOfReach(f"item {item_id}")
    locked_draft(row.version_id, by=by)
    return row


@transaction.atomic
def change_item(*, item_id: int, draft: ItemDraft, by: Actor) -> None:
    """Other words for a question; it keeps its key and its place."""
    row = _locked(item_id, by=by)
    draft = replace(draft, key=row.key)
    rules.must_be_whole(draft)
    columns = columns_of(draft)
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=list(columns))
    audit.record(by=by, action="item.changed", subject=("version", row.version_id))


@transaction.atomic
def move_item(*, item_id: int, up: bool, by: Actor) -> None:
    """One place up or down; at the end of the list nothing happens."""
    row = _locked(item_id, by=by)
    others = Item.objects.filter(version_id=row.version_id)
    if up:
        other = others.filter(position__lt=row.position).order_by("-position").first()
    else:
        other = others.filter(position__gt=row.position).order_by("position").first()
    if other is None:
        return
    here, there = row.position, other.position
    _put(other, _last_position(row.version) + 1)
    _put(row, there)
    _put(other, here)
    audit.record(by=by, action="item.moved", subject=("version", row.version_id))


def _put(row: Item, position: int) -> None:
    row.position = position
    row.save(update_fields=["position"])


@transaction.atomic
def remove_item(*, item_id: int, by: Actor) -> int:
    """Take a question out of a draft; returns the version's id."""
    row = _locked(item_id, by=by)
    version_id = int(row.version_id)
    row.delete()
    audit.record(by=by, action="item.removed", subject=("version", version_id))
    return version_id
