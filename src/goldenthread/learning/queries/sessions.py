"""Sessions: what a facilitator has to run, and one session with what it needs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.learning.models import Attendance, Facilitator, Session
from goldenthread.learning.queries.counting import counted_by
from goldenthread.learning.terms import CohortState, Mode, SessionState
from goldenthread.ui.words import in_london

#: Somebody who looks after a region has thousands; a cohort's own page has all of its own.
MOST_TO_COME, MOST_OVER = 60, 20


@dataclass(frozen=True)
class SessionCard:
    """One session with its cohort."""

    id: int
    number: int
    of: int
    title: str
    cohort_id: int
    cohort: str
    offer_id: int
    offer: str
    mode: Mode
    venue: str
    address: str
    starts_at: datetime
    ends_at: datetime
    state: SessionState
    online_link: str
    content_note: str
    safety_plan: str
    on_call_name: str
    on_call_phone: str
    register_closed_at: datetime | None
    people: int
    marked: int
    facilitators: tuple[str, ...]

    @property
    def is_ready(self) -> bool:
        return bool(self.safety_plan.strip())

    def register_is_due(self, now: datetime) -> bool:
        """The day has come and the register is not closed."""
        return (
            self.state == SessionState.PLANNED
            and self.register_closed_at is None
            and in_london(self.starts_at).date() <= in_london(now).date()
        )


def sessions(actor: Actor) -> tuple[SessionCard, ...]:
    """Sessions the actor runs or looks after, in order of time: the next ones and the last ones."""
    reach = actor.reach(Permission.SESSION_RUN)
    rows = Session.objects.exclude(cohort__state=CohortState.CANCELLED)
    if not reach.everything:
        rows = rows.filter(cohort_id__in=reach.ids("cohort"))
    to_come = rows.filter(state=SessionState.PLANNED).order_by("starts_at", "pk")
    over = rows.exclude(state=SessionState.PLANNED).order_by("-starts_at", "-pk")
    shown = [*_ids(to_come, MOST_TO_COME), *_ids(over, MOST_OVER)]
    listed = _with_people(Session.objects.filter(pk__in=shown))
    return tuple(_card(row) for row in listed.order_by("starts_at", "pk"))


def _ids(rows: QuerySet[Session], most: int) -> list[int]:
    return list(rows.values_list("pk", flat=True)[:most])


def session(actor: Actor, session_id: int) -> SessionCard:
    """One session, or OutOfReach."""
    row = _with_people(Session.objects.filter(pk=session_id)).first()
    if row is None:
        raise OutOfReach(f"session {session_id}")
    actor.must_reach(Permission.COHORT_VIEW, "cohort", row.cohort_id)
    return _card(row)


def _loaded(rows: QuerySet[Session]) -> QuerySet[Any]:
    """With the cohort, how many of its sessions take place, and how many people are marked."""
    taking_place = Session.objects.filter(cohort=OuterRef("cohort")).exclude(
        state=SessionState.CANCELLED
    )
    marks = Attendance.objects.filter(session=OuterRef("pk"))
    return rows.select_related("cohort__offer", "cohort__venue").annotate(
        of=counted_by("cohort", taking_place), marked=counted_by("session", marks)
    )


def _with_people(rows: QuerySet[Session]) -> QuerySet[Any]:
    """With who belongs to the cohort and who runs it, too."""
    leading = Facilitator.objects.select_related("person").order_by("pk")
    return _loaded(rows).prefetch_related(
        "cohort__memberships", Prefetch("cohort__facilitators", queryset=leading)
    )


def _card(row: Any) -> SessionCard:
    """Everyone who belongs on the day, loaded already."""
    day = in_london(row.starts_at).date()
    members = row.cohort.memberships.all()
    return _without_people(
        row,
        people=sum(
            1 for m in members if m.starts_on <= day and (m.ends_on is None or day < m.ends_on)
        ),
        facilitators=tuple(f.person.name for f in row.cohort.facilitators.all()),
    )


def _without_people(
    row: Any, *, people: int = 0, facilitators: tuple[str, ...] = ()
) -> SessionCard:
    cohort, venue = row.cohort, row.cohort.venue
    return SessionCard(
        id=row.pk,
        number=row.number,
        of=max(row.of, row.number),
        title=row.title,
        cohort_id=cohort.pk,
        cohort=cohort.name,
        offer_id=cohort.offer_id,
        offer=cohort.offer.name,
        mode=Mode(cohort.mode),
        venue=venue.name if venue else "",
        address=venue.address if venue else "",
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        state=SessionState(row.state),
        online_link=row.online_link,
        content_note=row.content_note,
        safety_plan=row.safety_plan,
        on_call_name=row.on_call_name,
        on_call_phone=row.on_call_phone,
        register_closed_at=row.register_closed_at,
        people=people,
        marked=row.marked,
        facilitators=facilitators,
    )


def session_of_register(actor: Actor, session_id: int) -> SessionCard:
    """One session without the people, whom its register reads itself."""
    row = _loaded(Session.objects.filter(pk=session_id)).first()
    if row is None:
        raise OutOfReach(f"session {session_id}")
    actor.must_reach(Permission.SESSION_RUN, "cohort", row.cohort_id)
    return _without_people(row)


def session_to_run(actor: Actor, session_id: int) -> SessionCard:
    """One session, for those who run or look after it."""
    card = session(actor, session_id)
    actor.must_reach(Permission.SESSION_RUN, "cohort", card.cohort_id)
    return card
