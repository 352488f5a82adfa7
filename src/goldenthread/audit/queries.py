"""Reading the record: by the person concerned, and checking that it is whole."""

from goldenthread.audit.models import Event, Seal
from goldenthread.audit.operations import GENESIS, digest_of_batch
from goldenthread.audit.terms import ChainReport, Entry


def about_person(person_id: int, *, limit: int = 200) -> tuple[Entry, ...]:
    """Everything done to or seen of one person's data, newest first.

    Callers hold the access rule: the person themselves, or a governance officer.
    """
    return tuple(
        Entry(e.at, e.actor_kind, e.actor_id, e.action, e.subject_kind, e.subject_id, e.is_view)
        for e in Event.objects.filter(person_id=person_id).order_by("-id")[:limit]
    )


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
