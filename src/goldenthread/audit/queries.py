"""Reading the record: by the person concerned, and checking that it is whole."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from goldenthread.audit.models import Event, Seal
from goldenthread.audit.rules import GENESIS, digest_of_batch
from goldenthread.audit.terms import ChainReport, Entry, EntryPage


def about_person(person_id: int, *, limit: int = 200) -> tuple[Entry, ...]:
    """Everything done to or seen of one person's data, newest first.

    Callers hold the access rule: the person themselves, or a governance officer.
    """
    found = Event.objects.filter(person_id=person_id).order_by("-id")[:limit]
    return tuple(_entry(event) for event in found)


def _entry(event: Event) -> Entry:
    return Entry(
        at=event.at,
        actor_kind=event.actor_kind,
        actor_id=event.actor_id,
        action=event.action,
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        is_view=event.is_view,
        person_id=event.person_id,
    )


def entries(
    *,
    person_id: int | None = None,
    subject: tuple[str, str] | None = None,
    before: int | None = None,
    size: int = 50,
) -> EntryPage:
    """A page of the whole record, newest first. Callers hold the access rule.

    Pages go by number rather than by count: the record grows long, and counting it is slow.
    """
    rows = Event.objects.order_by("-id")
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    if subject:
        rows = rows.filter(subject_kind=subject[0])
        rows = rows.filter(subject_id=subject[1]) if subject[1] else rows
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: size + 1])
    shown = found[:size]
    older = shown[-1].pk if len(found) > size else None
    return EntryPage(tuple(_entry(event) for event in shown), older)


def history(
    subjects: Mapping[str, Iterable[object] | QuerySet[Any]],
    *,
    actions: Iterable[str],
    before: int | None = None,
    size: int = 50,
) -> EntryPage:
    """Acts, without looks, over these subjects: ids by kind, as text. Newest first.

    Callers hold the access rule and name the acts that their readers may know of.
    """
    about = Q()
    for kind, ids in subjects.items():
        about |= Q(subject_kind=kind, subject_id__in=ids)
    rows = Event.objects.filter(about, is_view=False, action__in=list(actions)).order_by("-id")
    found = list((rows.filter(pk__lt=before) if before is not None else rows)[: size + 1])
    shown = found[:size]
    older = shown[-1].pk if len(found) > size else None
    return EntryPage(tuple(_entry(event) for event in shown), older)


def acted_on(
    *, actor_kind: str, actor_id: str, action: str, subject_kind: str, ids: Iterable[int]
) -> frozenset[int]:
    """Those among these subjects on which this very actor acted so."""
    wanted = [str(one) for one in ids]
    if not wanted or not actor_id:
        return frozenset()
    rows = Event.objects.filter(
        subject_kind=subject_kind,
        subject_id__in=wanted,
        action=action,
        actor_kind=actor_kind,
        actor_id=actor_id,
    )
    return frozenset(int(one) for one in rows.values_list("subject_id", flat=True))


def verify() -> ChainReport:
    """Recompute every seal from the events; name the first one that does not match."""
    previous, sealed, last_id = GENESIS, 0, 0
    for seal in Seal.objects.order_by("id"):
        events = Event.objects.filter(id__gt=last_id, id__lte=seal.last_event_id).order_by("id")
        digest, count = digest_of_batch(previous, events.iterator())
        if (digest, count, previous) != (seal.digest, seal.count, seal.previous):
            return ChainReport(sealed, Event.objects.filter(id__gt=last_id).count(), seal.pk)
        previous, sealed, last_id = digest, sealed + count, seal.last_event_id
    return ChainReport(sealed, Event.objects.filter(id__gt=last_id).count(), None)
