"""A person's own sessions, for their private calendar address."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from goldenthread.access import vault
from goldenthread.access.actor import Actor
from goldenthread.directory import queries as directory
from goldenthread.learning.models import CalendarFeed, Facilitator, Membership, Session
from goldenthread.learning.terms import CohortState, Mode, SessionState
from goldenthread.ui.words import in_london

PURPOSE = "calendar-feed"
KEPT_FOR = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class OwnFeed:
    """The address of one person, as their own page shows it. The address itself is not known."""

    person_id: int
    title: str
    shows_place: bool
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class OwnSession:
    """One session of theirs."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    place: str
    is_cancelled: bool


def digest_of(token: str) -> str:
    return vault.digest(token, purpose=PURPOSE)


def own_person(actor: Actor) -> int | None:
    """The person who signed in; None where the account belongs to nobody in the directory."""
    return directory.person_of_user(actor.user_id) if actor.user_id else None


def own_feed(person_id: int) -> OwnFeed | None:
    """For the page of this person alone."""
    row = CalendarFeed.objects.filter(person_id=person_id).first()
    return _feed(row) if row else None


def feed_behind(token: str) -> OwnFeed | None:
    """Whose calendar this address is; None for any address that is not one now."""
    row = CalendarFeed.objects.filter(digest=digest_of(token)).first()
    return _feed(row) if row else None


def _feed(row: CalendarFeed) -> OwnFeed:
    return OwnFeed(
        person_id=row.person_id, title=row.title, shows_place=row.shows_place, made_at=row.made_at
    )


def own_sessions(person_id: int, *, now: datetime) -> tuple[OwnSession, ...]:
    """Sessions of theirs, while they belong or run the cohort, from a year ago on. Three queries.

    A session of a cohort they left counts up to the day they left.
    """
    spans: dict[int, list[tuple[date, date | None]]] = {}
    members = Membership.objects.filter(person_id=person_id).order_by()
    for cohort_id, starts_on, ends_on in members.values_list("cohort_id", "starts_on", "ends_on"):
        spans.setdefault(cohort_id, []).append((starts_on, ends_on))
    running = Facilitator.objects.filter(person_id=person_id).order_by()
    runs = set(running.values_list("cohort_id", flat=True))
    rows = (
        Session.objects.filter(Q(cohort__in=spans) | Q(cohort__in=runs))
        .filter(ends_at__gte=now - KEPT_FOR)
        .select_related("cohort__venue")
        .order_by("starts_at", "pk")
    )
    return tuple(
        _session(row)
        for row in rows
        if row.cohort_id in runs or _belongs(row, spans.get(row.cohort_id, ()))
    )


def _belongs(row: Session, spans: Iterable[tuple[date, date | None]]) -> bool:
    on = in_london(row.starts_at).date()
    return any(starts <= on and (ends is None or on < ends) for starts, ends in spans)


def _session(row: Session) -> OwnSession:
    cohort = row.cohort
    return OwnSession(
        uid=row.calendar_uid,
        sequence=row.calendar_sequence,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place="Online"
        if cohort.mode == Mode.ONLINE or cohort.venue is None
        else ", ".join(part for part in (cohort.venue.name, cohort.venue.address) if part),
        is_cancelled=row.state == SessionState.CANCELLED or cohort.state == CohortState.CANCELLED,
    )
