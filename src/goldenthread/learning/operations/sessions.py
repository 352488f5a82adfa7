"""Preparing, moving and calling off a session; whoever belongs is told, with a calendar entry."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.audit import operations as audit
from goldenthread.learning import events
from goldenthread.learning.models import Cohort, Session
from goldenthread.learning.operations import cohort_letters as letters
from goldenthread.learning.operations.announcing import News, count_up, tell_everyone
from goldenthread.learning.operations.calendar import CANCEL, REQUEST
from goldenthread.learning.operations.cohort_letters import Letter, Offered
from goldenthread.learning.operations.joining import preparation_of, send_joining_where_ready
from goldenthread.learning.operations.rooms import must_have_the_room, times_to_come
from goldenthread.learning.operations.rows import cohort_row, session_row
from goldenthread.learning.operations.telling import meetings_of
from goldenthread.learning.rules import cohorts as cohort_rules
from goldenthread.learning.rules import sessions as rules
from goldenthread.learning.rules.changes import must_be_as_seen, times_mark
from goldenthread.learning.rules.cohorts import Times, must_be_good_times
from goldenthread.learning.terms import CohortState, SessionState


@transaction.atomic
def add_session(
    *,
    cohort_id: int,
    starts_at: datetime,
    ends_at: datetime,
    by: Actor,
    now: datetime | None = None,
) -> int:
    """One more meeting, numbered after those there are; whoever belongs is told."""
    cohort = cohort_row(cohort_id, by=by, permission=Permission.OFFER_EDIT)
    cohort_rules.must_be_changeable(CohortState(cohort.state))
    new = Times(starts_at, ends_at)
    must_be_good_times([*times_to_come(cohort), new])
    must_have_the_room(cohort, [new])
    row = create_session(cohort_id, _next_number(cohort), new)
    _record_move(row, "session.added", by=by)

    def letter(name: str, facts: Offered) -> Letter:
        return letters.session_added(name, facts, start=starts_at, end=ends_at)

    tell_everyone(cohort, News([row], letter, REQUEST), now=now or timezone.now(), by=by)
    return int(row.pk)


def _next_number(cohort: Cohort) -> int:
    """After the last there is; a cohort made by a split does not begin at 1."""
    return int(cohort.sessions.aggregate(last=Max("number"))["last"] or 0) + 1


def create_session(cohort_id: int, number: int, times: Times) -> Session:
    """The row, with the calendar identity it keeps through every change."""
    return Session.objects.create(
        cohort_id=cohort_id,
        number=number,
        starts_at=times.starts_at,
        ends_at=times.ends_at,
        calendar_uid=f"{uuid.uuid4()}@golden-thread",
    )


@transaction.atomic
def prepare_session(
    *,
    session_id: int,
    title: str,
    online_link: str,
    content_note: str,
    safety_plan: str,
    on_call_name: str,
    on_call_phone: str,
    by: Actor,
    for_others_too: bool = False,
    now: datetime | None = None,
) -> int:
    """What the facilitator needs on the day. Once every session to come has a safety plan, joining
    instructions go out; returns how many. `for_others_too` gives the plan and the person on call
    to the other sessions to come that have no plan."""
    moment = now or timezone.now()
    row = session_row(session_id, by=by, permission=Permission.SESSION_RUN)
    is_new_link = online_link.strip() not in ("", row.online_link)
    were_told = not rules.without_plan(preparation_of(row.cohort))
    row.title, row.online_link = title.strip(), online_link.strip()
    row.content_note, row.safety_plan = content_note.strip(), safety_plan.strip()
    row.on_call_name, row.on_call_phone = on_call_name.strip(), on_call_phone.strip()
    row.save()
    audit.record(
        by=by,
        action="session.prepared",
        subject=("session", row.pk),
        detail={"has_safety_plan": bool(row.safety_plan)},
    )
    if for_others_too and row.safety_plan:
        row.cohort.sessions.filter(state=SessionState.PLANNED, safety_plan="").update(
            safety_plan=row.safety_plan,
            on_call_name=row.on_call_name,
            on_call_phone=row.on_call_phone,
        )
    if is_new_link and were_told and row.state == SessionState.PLANNED:
        _tell_link(row, now=moment, by=by)
    return send_joining_where_ready(row.cohort, now=moment, by=by)


def _tell_link(row: Session, *, now: datetime, by: Actor) -> None:
    count_up([row])

    def letter(name: str, facts: Offered) -> Letter:
        return letters.session_link(name, facts, start=row.starts_at, link=row.online_link)

    tell_everyone(row.cohort, News([row], letter, REQUEST), now=now, by=by)


@transaction.atomic
def reschedule_session(
    *,
    session_id: int,
    starts_at: datetime,
    ends_at: datetime,
    by: Actor,
    why: str = "",
    now: datetime | None = None,
    seen: str = "",
) -> int:
    """Give the session a new time and tell everyone who belongs; returns how many were told.

    `seen` is when it was, as the form said it: a colleague's change is not overwritten.
    """
    moment = now or timezone.now()
    row = session_row(session_id, by=by, permission=Permission.SESSION_RUN)
    must_be_as_seen(seen, times_mark(row.starts_at, row.ends_at))
    rules.must_be_changeable(SessionState(row.state), row.register_closed_at)
    was = (row.starts_at, row.ends_at)
    rules.must_be_a_change(was, (starts_at, ends_at))
    _must_fit(row, Times(starts_at, ends_at))
    row.starts_at, row.ends_at = starts_at, ends_at
    row.calendar_sequence += 1
    row.save(update_fields=["starts_at", "ends_at", "calendar_sequence"])
    _record_move(row, "session.moved", by=by)

    def letter(name: str, facts: Offered) -> Letter:
        return letters.session_moved(
            name, facts, was=was[0], start=starts_at, end=ends_at, why=why.strip()
        )

    news = News([row], letter, REQUEST, before=was[:1])
    return tell_everyone(row.cohort, news, now=moment, by=by)


def _must_fit(row: Session, times: Times) -> None:
    """Ends after it starts, not during another session of the cohort, and the room is free."""
    others = row.cohort.sessions.filter(state=SessionState.PLANNED).exclude(pk=row.pk)
    must_be_good_times([times, *(Times(s.starts_at, s.ends_at) for s in others)])
    must_have_the_room(row.cohort, [times])


@transaction.atomic
def cancel_session(
    *, session_id: int, by: Actor, why: str = "", now: datetime | None = None
) -> int:
    """Call the session off and tell everyone who belongs; returns how many were told."""
    moment = now or timezone.now()
    row = session_row(session_id, by=by, permission=Permission.SESSION_RUN)
    rules.must_be_changeable(SessionState(row.state), row.register_closed_at)
    entry = meetings_of(row.cohort, [row])[0]
    row.state = SessionState.CANCELLED
    row.calendar_sequence += 1
    row.save(update_fields=["state", "calendar_sequence"])
    _record_move(row, "session.cancelled", by=by)

    def letter(name: str, facts: Offered) -> Letter:
        return letters.session_cancelled(name, facts, was=row.starts_at, why=why.strip())

    news = News([row], letter, CANCEL, title=entry.title)
    return tell_everyone(row.cohort, news, now=moment, by=by)


def _record_move(row: Session, action: str, *, by: Actor) -> None:
    audit.record(by=by, action=action, subject=("session", row.pk))
    events.tell(events.session_moved, session_id=row.pk, cohort_id=row.cohort_id)
