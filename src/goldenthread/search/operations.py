"""Keeping the index: called by whoever creates, renames or takes away, in the same transaction."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice

from django.db import transaction

from goldenthread.search import rules
from goldenthread.search.kinds import SearchKind, all_kinds, kind_of
from goldenthread.search.models import Entry, Trigram

AT_ONCE = 500
ROWS_AT_ONCE = 5_000
Note = Callable[[float, str], object]


def keep(*, kind: str, thing_id: int) -> None:
    """This thing is new, or is called something else now."""
    keep_many(kind=kind, thing_ids=(thing_id,))


@transaction.atomic
def keep_many(*, kind: str, thing_ids: Collection[int]) -> int:
    """The same for many at once, with few queries; returns how many entries changed.

    What is no longer there is forgotten. Names are read anew, so that calling it once too often
    does no harm.
    """
    changed = 0
    for ids in _parts(thing_ids):
        named = {pk: rules.indexed(names) for pk, names in kind_of(kind).names(ids)}
        changed += _write(kind, named, asked=ids)
    return changed


@transaction.atomic
def forget(*, kind: str, thing_ids: Collection[int]) -> None:
    """These things are gone, or may no longer be found."""
    for ids in _parts(thing_ids):
        Entry.objects.filter(kind=kind, thing_id__in=ids).delete()


def refresh(*, note: Note | None = None) -> int:
    """Make the whole index what it should be; returns how many entries were put right.

    Writes only differences, in short transactions, so that it may run beside the work of a day.
    """
    kinds = all_kinds()
    changed = 0
    for number, kind in enumerate(kinds):
        for share, count in _refresh(kind):
            changed += count
            if note is not None:
                note((number + share) / len(kinds), kind.many)
    return changed


def _refresh(kind: SearchKind) -> Iterator[tuple[float, int]]:
    """How far it is, and how many entries were put right since it was last said."""
    there = sorted(pk for pk, _ in kind.names(None))
    known = set(Entry.objects.filter(kind=kind.key).values_list("thing_id", flat=True))
    gone = known - set(there)
    forget(kind=kind.key, thing_ids=gone)
    yield (0.0 if there else 1.0), len(gone)
    for at, ids in enumerate(_parts(there), start=1):
        changed = keep_many(kind=kind.key, thing_ids=ids)
        yield min(1.0, at * AT_ONCE / len(there)), changed


def _parts(ids: Iterable[int]) -> Iterator[list[int]]:
    left = iter(ids)
    while part := list(islice(left, AT_ONCE)):
        yield part


def _write(kind: str, named: Mapping[int, str], *, asked: Iterable[int]) -> int:
    """Entries of those that are named become what they should be; the rest of those asked go."""
    rows = Entry.objects.select_for_update().filter(kind=kind, thing_id__in=list(asked))
    known = {row.thing_id: row for row in rows.order_by("pk")}
    gone = [row.pk for pk, row in known.items() if not named.get(pk)]
    renamed = [row for pk, row in known.items() if named.get(pk) and row.words != named[pk]]
    stale = [*gone, *(row.pk for row in renamed)]
    if stale:
        Trigram.objects.filter(entry_id__in=stale).delete()
    if gone:
        Entry.objects.filter(pk__in=gone).delete()
    for row in renamed:
        row.words = named[row.thing_id]
    Entry.objects.bulk_update(renamed, ["words"], batch_size=AT_ONCE)
    new = [
        Entry(kind=kind, thing_id=pk, words=words)
        for pk, words in named.items()
        if words and pk not in known
    ]
    # Two may come upon the same missing entry at once; then they write the same.
    made = Entry.objects.bulk_create(
        new,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["kind", "thing_id"],
        update_fields=["words"],
    )
    _add_trigrams([*renamed, *made])
    return len(gone) + len(renamed) + len(made)


def _add_trigrams(entries: Iterable[Entry]) -> None:
    rows = [Trigram(gram=g, entry=row) for row in entries for g in rules.trigrams(row.words)]
    Trigram.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE, ignore_conflicts=True)
