"""Sessions: what a facilitator has to run, and one session with what it needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.directory.queries import names_of
from goldenthread.learning.models import Attendance, Facilitator, Membership, Session
from goldenthread.learning.terms import CohortState, Mode, SessionState
from goldenthread.ui.words import in_london

LOADED = ("cohort__offer", "cohort__venue")


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
    """Sessions the actor runs or looks after, in order of time."""
    reach = actor.reach(Permission.SESSION_RUN)
    rows = Session.objects.exclude(cohort__state=CohortState.CANCELLED)
    if not reach.everything:
        rows = rows.filter(cohort_id__in=reach.ids("cohort"))
    loaded = rows.select_related(*LOADED).order_by("starts_at", "pk")
    return _cards(list(loaded))


def session(actor: Actor, session_id: int) -> SessionCard:
    """One session, or OutOfReach."""
    rows = Session.objects.filter(pk=session_id).select_related(*LOADED)
    found = _cards(list(rows))
    if not found:
        raise OutOfReach(f"session {session_id}")
    actor.must_reach(Permission.COHORT_VIEW, "cohort", found[0].cohort_id)
    return found[0]


def _cards(rows: list[Session]) -> tuple[SessionCard, ...]:
    cohort_ids = {row.cohort_id for row in rows}
    counted = _taking_place(cohort_ids)
    marked = _marked([row.pk for row in rows])
    members = list(
        Membership.objects.filter(cohort__in=cohort_ids).values_list(
            "cohort_id", "starts_on", "ends_on"
        )
    )
    leading = _leading(cohort_ids)
    return tuple(
        _card(
            row,
            of=max(counted.get(row.cohort_id, 0), row.number),
            people=sum(
                1
                for cohort_id, starts, ends in members
                if cohort_id == row.cohort_id
                and starts <= in_london(row.starts_at).date()
                and (ends is None or in_london(row.starts_at).date() < ends)
            ),
            marked=marked.get(row.pk, 0),
            facilitators=leading.get(row.cohort_id, ()),
        )
        for row in rows
    )


def _taking_place(cohort_ids: Iterable[int]) -> dict[int, int]:
    counted: dict[int, int] = {}
    rows = Session.objects.filter(cohort__in=cohort_ids).exclude(state=SessionState.CANCELLED)
    for cohort_id in rows.values_list("cohort_id", flat=True):
        counted[cohort_id] = counted.get(cohort_id, 0) + 1
    return counted


def _marked(session_ids: Iterable[int]) -> dict[int, int]:
    counted: dict[int, int] = {}
    rows = Attendance.objects.filter(session__in=session_ids)
    for session_id in rows.values_list("session_id", flat=True):
        counted[session_id] = counted.get(session_id, 0) + 1
    return counted


def _leading(cohort_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    pairs = list(
        Facilitator.objects.filter(cohort__in=cohort_ids)
        .order_by("pk")
        .values_list("cohort_id", "person_id")
    )
    names = names_of(person_id for _, person_id in pairs) if pairs else {}
    found: dict[int, tuple[str, ...]] = {}
    for cohort_id, person_id in pairs:
        found[cohort_id] = (*found.get(cohort_id, ()), names[person_id])
    return found


def _card(
    row: Session, *, of: int, people: int, marked: int, facilitators: tuple[str, ...]
) -> SessionCard:
    cohort, venue = row.cohort, row.cohort.venue
    return SessionCard(
        id=row.pk,
        number=row.number,
        of=of,
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
        marked=marked,
        facilitators=facilitators,
    )


def session_of_register(actor: Actor, session_id: int) -> SessionCard:
    """One session without what its register counts itself."""
    row = Session.objects.filter(pk=session_id).select_related(*LOADED).first()
    if row is None:
        raise OutOfReach(f"session {session_id}")
    actor.must_reach(Permission.SESSION_RUN, "cohort", row.cohort_id)
    of = _taking_place({row.cohort_id}).get(row.cohort_id, 0)
    return _card(row, of=max(of, row.number), people=0, marked=0, facilitators=())


def session_to_run(actor: Actor, session_id: int) -> SessionCard:
    """One session, for those who run or look after it."""
    card = session(actor, session_id)
    actor.must_reach(Permission.SESSION_RUN, "cohort", card.cohort_id)
    return card
