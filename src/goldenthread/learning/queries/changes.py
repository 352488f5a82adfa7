"""What a change of plans starts from: a cohort as it stands, and changes that can be put back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.learning.models import (
    ChangeOfPlans,
    Cohort,
    Facilitator,
    Membership,
    Session,
    Venue,
)
from goldenthread.learning.rules.cohorts import Times
from goldenthread.learning.terms import ChangeKind, CohortState, Mode, SessionState

PUT_BACK_FOR = timedelta(days=30)
COHORT_FIELDS = (
    "name",
    "policy",
    "single_organisation_id",
    "state",
    "mode",
    "minimum",
    "maximum",
    "venue_id",
    "features",
    "trainers_needed",
)


@dataclass(frozen=True)
class Coming:
    """One session to come."""

    id: int
    number: int
    starts_at: datetime
    ends_at: datetime
    sequence: int

    @property
    def times(self) -> Times:
        return Times(self.starts_at, self.ends_at)


@dataclass(frozen=True)
class CohortNow:
    """A cohort before a change: sessions to come, who belongs, who runs it.

    `seen` is a short mark of all of it, which differs as soon as any of it does.
    """

    id: int
    name: str
    offer_id: int
    offer: str
    state: CohortState
    mode: Mode
    venue_id: int | None
    venue: str
    coming: tuple[Coming, ...]
    members: tuple[tuple[int, str], ...]
    facilitators: tuple[tuple[int, str], ...]
    seen: str


def cohort_now(actor: Actor, cohort_id: int, *, now: datetime, permission: Permission) -> CohortNow:
    """For whoever may change it; OutOfReach for anyone else."""
    actor.must_reach(permission, "cohort", cohort_id)
    row = Cohort.objects.select_related("offer", "venue").filter(pk=cohort_id).first()
    if row is None:
        raise OutOfReach(f"cohort {cohort_id}")
    sessions = list(Session.objects.filter(cohort=row).order_by("starts_at", "pk"))
    members = list(
        Membership.objects.filter(cohort=row, ends_on__isnull=True)
        .order_by("person__name", "pk")
        .values_list("person_id", "person__name")
    )
    leading = _leading(cohort_id)
    return CohortNow(
        id=row.pk,
        name=row.name,
        offer_id=row.offer_id,
        offer=row.offer.name,
        state=CohortState(row.state),
        mode=Mode(row.mode),
        venue_id=row.venue_id,
        venue=row.venue.name if row.venue else "",
        coming=tuple(
            Coming(s.pk, s.number, s.starts_at, s.ends_at, s.calendar_sequence)
            for s in sessions
            if s.state == SessionState.PLANNED and s.starts_at > now
        ),
        members=tuple(members),
        facilitators=leading,
        seen=_mark(row, sessions, members, leading),
    )


def _leading(cohort_id: int) -> tuple[tuple[int, str], ...]:
    rows = Facilitator.objects.filter(cohort=cohort_id).order_by("person__name", "pk")
    return tuple(rows.values_list("person_id", "person__name"))


def _mark(row: Cohort, *parts: object) -> str:
    """A mark of the fields that coordinators change, and of everything else that was read."""
    told: list[object] = [[getattr(row, name) for name in COHORT_FIELDS]]
    for part in parts:
        told.append([_stands(one) for one in part])  # type: ignore[attr-defined]  # rows or pairs
    return sha256(repr(told).encode()).hexdigest()[:24]


def _stands(one: object) -> object:
    if isinstance(one, Session):
        times = (one.starts_at.timestamp(), one.ends_at.timestamp())
        return (one.pk, one.state, *times, one.register_closed_at is not None)
    return one


def seen_of_cohort(cohort_id: int) -> str:
    """The mark as it stands now, for the write itself: the caller has checked reach."""
    row = Cohort.objects.get(pk=cohort_id)
    members = Membership.objects.filter(cohort=row, ends_on__isnull=True)
    return _mark(
        row,
        list(Session.objects.filter(cohort=row).order_by("starts_at", "pk")),
        list(members.order_by("person__name", "pk").values_list("person_id", "person__name")),
        _leading(cohort_id),
    )


@dataclass(frozen=True)
class Done:
    """A change that was made, and whether it can be put back."""

    id: int
    kind: ChangeKind
    made_at: datetime
    sessions: int
    is_undone: bool
    may_put_back: bool


def changes_of(actor: Actor, cohort_id: int, *, now: datetime) -> tuple[Done, ...]:
    """The newest first; those of the last month can be put back."""
    actor.must_reach(Permission.OFFER_EDIT, "cohort", cohort_id)
    rows = ChangeOfPlans.objects.filter(cohort=cohort_id).order_by("-pk")[:20]
    return tuple(
        Done(
            id=row.pk,
            kind=ChangeKind(row.kind),
            made_at=row.made_at,
            sessions=len(row.after) if row.kind == ChangeKind.DATES else 0,
            is_undone=row.undone_at is not None,
            may_put_back=row.undone_at is None and now - row.made_at < PUT_BACK_FOR,
        )
        for row in rows
    )


def kind_of_change(actor: Actor, cohort_id: int, change_id: int, *, now: datetime) -> ChangeKind:
    """Of a change of this very cohort in the last month, or OutOfReach."""
    actor.must_reach(Permission.OFFER_EDIT, "cohort", cohort_id)
    row = ChangeOfPlans.objects.filter(pk=change_id, cohort=cohort_id).first()
    if row is None or now - row.made_at >= PUT_BACK_FOR:
        raise OutOfReach(f"change {change_id}")
    return ChangeKind(row.kind)


def room_in_reach(actor: Actor, venue_id: int) -> str:
    """The name of a room of ours, or one that all share; OutOfReach for any other."""
    row = Venue.objects.filter(pk=venue_id).first()
    reach = actor.reach(Permission.OFFER_EDIT)
    ours = row is not None and (
        reach.everything
        or row.programme_id is None
        or row.programme_id in set(reach.ids("programme"))
    )
    if row is None or not ours or not reach:
        raise OutOfReach(f"venue {venue_id}")
    return row.name


@dataclass(frozen=True)
class Using:
    """A cohort that counts on a room, with its sessions to come."""

    cohort_id: int
    cohort: str
    offer: str
    dates: tuple[tuple[datetime, datetime], ...]


def using_room(actor: Actor, venue_id: int, *, now: datetime) -> tuple[Using, ...]:
    """Cohorts of the actor's own offers that still meet in this room."""
    reach = actor.reach(Permission.OFFER_EDIT)
    rows = Session.objects.filter(
        cohort__venue=venue_id, state=SessionState.PLANNED, starts_at__gt=now
    ).exclude(cohort__state=CohortState.CANCELLED)
    if not reach.everything:
        rows = rows.filter(cohort_id__in=reach.ids("cohort"))
    found: dict[int, list[Session]] = {}
    for row in rows.select_related("cohort__offer").order_by("cohort__name", "starts_at"):
        found.setdefault(row.cohort_id, []).append(row)
    return tuple(
        Using(pk, own[0].cohort.name, own[0].cohort.offer.name, _dates(own))
        for pk, own in found.items()
    )


def _dates(rows: list[Session]) -> tuple[tuple[datetime, datetime], ...]:
    return tuple((row.starts_at, row.ends_at) for row in rows)


@dataclass(frozen=True)
class MayRun:
    """Somebody who runs sessions, and what else they have at these times."""

    person_id: int
    name: str
    clashes: tuple[tuple[str, datetime], ...]


def who_may_run(actor: Actor, found: CohortNow) -> tuple[MayRun, ...]:
    """Everyone who runs a cohort within reach and does not learn in this one; the free ones first.

    Their other sessions count wherever they are; a cohort out of reach is not named.
    """
    reach = actor.reach(Permission.OFFER_EDIT)
    rows = Facilitator.objects.all()
    mine = rows if reach.everything else rows.filter(cohort__in=reach.ids("cohort"))
    out = {person_id for person_id, _ in found.members}
    names = {
        person_id: name
        for person_id, name in mine.values_list("person_id", "person__name").distinct()
        if person_id not in out
    }
    busy = busy_at(names, [one.times for one in found.coming], besides=found.id)
    known = None if reach.everything else set(reach.ids("cohort"))
    free = [
        MayRun(person_id, name, _named(busy.get(person_id, ()), known))
        for person_id, name in names.items()
    ]
    return tuple(sorted(free, key=lambda one: (bool(one.clashes), one.name, one.person_id)))


def _named(
    clashes: tuple[tuple[int, str, datetime], ...], known: set[int] | None
) -> tuple[tuple[str, datetime], ...]:
    return tuple(
        (name if known is None or cohort_id in known else "another cohort", start)
        for cohort_id, name, start in clashes
    )


def busy_at(
    person_ids: Mapping[int, str] | set[int], times: list[Times], *, besides: int
) -> dict[int, tuple[tuple[int, str, datetime], ...]]:
    """Sessions that these people run at these times: (cohort, its name, when) by person."""
    if not times or not person_ids:
        return {}
    rows = (
        Facilitator.objects.filter(
            person__in=set(person_ids), cohort__sessions__state=SessionState.PLANNED
        )
        .exclude(cohort=besides)
        .order_by("cohort__sessions__starts_at")
        .values_list(
            "person_id",
            "cohort_id",
            "cohort__name",
            "cohort__sessions__starts_at",
            "cohort__sessions__ends_at",
        )
    )
    found: dict[int, tuple[tuple[int, str, datetime], ...]] = {}
    for person_id, cohort_id, name, starts, ends in rows:
        if any(Times(starts, ends).overlaps(one) for one in times):
            found[person_id] = (*found.get(person_id, ()), (cohort_id, name, starts))
    return found
