"""What a sheet of marks would become for one cohort, line by line. Writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission, Refused
from goldenthread.directory import queries as directory
from goldenthread.directory.rules import email_key, person_key
from goldenthread.directory.rules.sheet_people import whole_name
from goldenthread.imports.terms import Field, Line, LinePlan, Outcome, Plan
from goldenthread.learning.models import Attendance, Cohort, Session
from goldenthread.learning.queries.belonging import members_on
from goldenthread.learning.rules import register_sheets as rules
from goldenthread.learning.rules import registers
from goldenthread.learning.rules.register_sheets import Marks, SessionSaid
from goldenthread.learning.terms import CohortState, Mark, SessionState
from goldenthread.ui.words import day, in_london

ALL_KNOWN = "Every mark on this line is on the register already."


@dataclass(frozen=True)
class CohortChoice:
    """A cohort that marks can be brought into."""

    id: int
    name: str


@dataclass(frozen=True)
class Known:
    """Sessions, who belonged on the day of each, and what is marked."""

    sessions: Mapping[int, Session]
    members: Mapping[int, frozenset[int]]
    marks: Mapping[tuple[int, int], Mark]
    names: Mapping[int, str]
    by_name: Mapping[str, frozenset[int]]
    by_email: Mapping[str, int]
    now: datetime


def cohorts_for_marks(actor: Actor) -> tuple[CohortChoice, ...]:
    """Cohorts within reach that take or took place."""
    reach = actor.reach(Permission.SESSION_RUN)
    rows = Cohort.objects.exclude(state=CohortState.CANCELLED).select_related("offer")
    if not reach.everything:
        rows = rows.filter(pk__in=reach.ids("cohort"))
    return tuple(CohortChoice(row.pk, f"{row.offer.name}, {row.name}") for row in rows)


def fields_for(cohort_id: int) -> tuple[Field, ...]:
    """What a sheet can say for this cohort."""
    return rules.fields(_said(_sessions(cohort_id)))


def _sessions(cohort_id: int) -> list[Session]:
    rows = Session.objects.filter(cohort_id=cohort_id).exclude(state=SessionState.CANCELLED)
    return list(rows.order_by("number"))


def _said(rows: Sequence[Session]) -> tuple[SessionSaid, ...]:
    return tuple(SessionSaid(row.pk, row.number, in_london(row.starts_at).date()) for row in rows)


def plan_marks(actor: Actor, cohort_id: int, lines: Sequence[Line]) -> Plan:
    """What each line would become."""
    actor.must_reach(Permission.SESSION_RUN, "cohort", cohort_id)
    known = _known(cohort_id, timezone.now())
    sessions = _said(list(known.sessions.values()))
    above: dict[tuple[int, int], int] = {}
    return Plan(tuple(_checked(line, sessions, known, above) for line in lines))


def _known(cohort_id: int, now: datetime) -> Known:
    rows = _sessions(cohort_id)
    members = {
        row.pk: frozenset(members_on(cohort_id, in_london(row.starts_at).date())) for row in rows
    }
    marked = Attendance.objects.filter(session__in=rows)
    marks = {
        (person_id, session_id): Mark(mark)
        for person_id, session_id, mark in marked.values_list("person_id", "session_id", "mark")
    }
    people = frozenset().union(*members.values()) | {person_id for person_id, _ in marks}
    contacts = directory.emails_of(people)
    by_name: dict[str, frozenset[int]] = {}
    for pk, contact in contacts.items():
        key = person_key(contact.name)
        by_name[key] = by_name.get(key, frozenset()) | {pk}
    return Known(
        sessions={row.pk: row for row in rows},
        members=members,
        marks=marks,
        names={pk: contact.name for pk, contact in contacts.items()},
        by_name=by_name,
        by_email={mail: pk for pk, one in contacts.items() if (mail := email_key(one.email))},
        now=now,
    )


def _checked(
    line: Line,
    sessions: Sequence[SessionSaid],
    known: Known,
    above: dict[tuple[int, int], int],
) -> LinePlan:
    try:
        said = rules.read(line, sessions)
        return _line(said, _person(said, known), known, above)
    except Refused as refused:
        title = whole_name(line) or line.text("email") or "No name"
        return LinePlan(line.number, Outcome.REFUSED, title, "", str(refused))


def _person(said: Marks, known: Known) -> int:
    """Who of the cohort this is."""
    by_email = known.by_email.get(email_key(said.email) or "")
    if by_email is not None:
        return by_email
    found = known.by_name.get(person_key(said.name), frozenset()) if said.name else frozenset()
    if len(found) > 1:
        raise Refused(rules.SEVERAL)
    if not found:
        raise Refused(rules.NOBODY)
    return next(iter(found))


def _line(said: Marks, person_id: int, known: Known, above: dict[tuple[int, int], int]) -> LinePlan:
    name = known.names[person_id]
    earlier = [above[person_id, pk] for pk in said.marks if (person_id, pk) in above]
    fresh = {pk: mark for pk, mark in said.marks.items() if (person_id, pk) not in above}
    for pk in fresh:
        _must_take(pk, person_id, known)
        above[person_id, pk] = said.number
    if not fresh:
        reason = f"Line {earlier[0]} says this already. Only that line counts."
        return LinePlan(said.number, Outcome.DUPLICATE, name, "", reason, earlier[0])
    new = {pk: mark for pk, mark in fresh.items() if known.marks.get((person_id, pk)) != mark}
    if not new:
        return LinePlan(said.number, Outcome.DUPLICATE, name, "", ALL_KNOWN)
    words = [_words(pk, person_id, mark, known) for pk, mark in new.items()]
    was = any((person_id, pk) in known.marks for pk in new)
    outcome = Outcome.CHANGED if was else Outcome.CREATED
    data = {"person_id": person_id, "marks": {str(pk): mark.value for pk, mark in new.items()}}
    return LinePlan(said.number, outcome, name, "", " ".join(words), data=data)


def _must_take(session_id: int, person_id: int, known: Known) -> None:
    row = known.sessions[session_id]
    registers.must_take_marks(SessionState(row.state), starts_at=row.starts_at, now=known.now)
    on_register = person_id in known.members[session_id] or (person_id, session_id) in known.marks
    if not on_register:
        raise Refused(f"This person was not in the cohort on {day(row.starts_at)}.")


def _words(session_id: int, person_id: int, mark: Mark, known: Known) -> str:
    label = f"Session {known.sessions[session_id].number}"
    was = known.marks.get((person_id, session_id))
    now = registers.MARKS[mark].lower()
    return f"{label}: {registers.MARKS[was].lower()} becomes {now}." if was else f"{label}: {now}."
