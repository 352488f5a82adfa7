"""People change cohorts together: what splitting and merging share."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.learning.models import Cohort, Facilitator, Membership, Session
from goldenthread.learning.operations import change_letters as letters
from goldenthread.learning.operations.announcing import Word
from goldenthread.learning.operations.calendar import Meeting
from goldenthread.learning.operations.memberships import join, leave
from goldenthread.learning.operations.rows import cohort_row, offer_row
from goldenthread.learning.operations.telling import (
    MEMBERSHIP,
    contacts,
    facts_of,
    when_to_tell,
    write,
)
from goldenthread.learning.queries.belonging import members_on
from goldenthread.learning.queries.cohort_facts import seats_for_learners
from goldenthread.learning.queries.seating import Seating, seating
from goldenthread.learning.rules import changes as rules
from goldenthread.learning.rules import cohorts as cohort_rules
from goldenthread.learning.rules.plans import must_say_why
from goldenthread.learning.terms import CohortState, LeaveReason, SessionState
from goldenthread.ui.words import in_london


@dataclass(frozen=True)
class Regrouped:
    """The cohort people are in now, how many moved, and what the new seating breaks."""

    cohort_id: int
    people: int
    sessions: int
    breaks: tuple[str, ...]
    dates_unknown: int
    has_facilitator: bool


@dataclass(frozen=True)
class Work:
    """One regrouping: how people sat before it, why it is done, and whether it is only tried."""

    before: Seating
    why: str
    today: date
    now: datetime
    by: Actor
    is_trial: bool


def begin(offer_id: int, *, why: str, now: datetime, by: Actor, is_trial: bool) -> Work:
    """How people sit before anyone moves."""
    today = in_london(now).date()
    return Work(seating(by, offer_id, on=today), why, today, now, by, is_trial)


def locked(cohort_id: int, *, by: Actor) -> tuple[Cohort, int]:
    """The cohort, for those who may form and plan it; writes on one offer follow one another."""
    by.must_reach(Permission.COHORT_FORM, "cohort", cohort_id)
    offer_id = Cohort.objects.values_list("offer_id", flat=True).filter(pk=cohort_id).first()
    if offer_id is None:
        raise OutOfReach(f"cohort {cohort_id}")
    offer_row(offer_id, by=by, permission=Permission.OFFER_EDIT)
    row = cohort_row(cohort_id, by=by, permission=Permission.COHORT_FORM)
    cohort_rules.must_be_changeable(CohortState(row.state))
    return row, int(row.offer_id)


def members_of(cohort_id: int) -> list[Membership]:
    """Everyone who belongs from now on, locked."""
    rows = Membership.objects.select_for_update(of=("self",)).filter(
        cohort_id=cohort_id, ends_on__isnull=True
    )
    return list(rows.select_related("cohort__offer", "cohort__venue").order_by("pk"))


def must_have_seats(cohort: Cohort, *, people: int) -> None:
    """A seat for everyone who would learn there."""
    rules.must_have_seats(seats_for_learners(cohort), people=people, cohort=cohort.name)


def coming_of(row: Cohort, *, now: datetime) -> list[Session]:
    """Sessions that have not begun."""
    rows = row.sessions.filter(state=SessionState.PLANNED, starts_at__gt=now)
    return list(rows.order_by("starts_at"))


def regroup(moving: Sequence[Membership], *, row: Cohort, there: Cohort, work: Work) -> Regrouped:
    """They stop here and begin there on the same day; both groups hear of it once."""
    told = facts_of(there)
    word = partial(letters.other_group, to=told, why=work.why.strip())
    for one in moving:
        day = max(work.today, one.starts_on)
        leave(one, on=day, reason=LeaveReason.MOVED, now=work.now, by=work.by, say=word)
        join(there, person_id=one.person_id, on=day, now=work.now, by=work.by)
    after = seating(work.by, row.offer_id, on=work.today)
    breaks = after.new_since(work.before)
    if not work.is_trial:
        must_say_why(breaks, work.why)
    return Regrouped(
        cohort_id=there.pk,
        people=len(moving),
        sessions=len(told.sessions),
        breaks=breaks,
        dates_unknown=after.dates_unknown(work.before),
        has_facilitator=Facilitator.objects.filter(cohort=there).exists(),
    )


def tell_group(
    cohort: Cohort, *, work: Work, besides: Collection[int], leaving: int = 0, joining: int = 0
) -> None:
    """Whoever is in this group and did not move hears that it changes, without names."""
    members = members_on(cohort.pk, work.today)
    people = sorted({*members, *leading(cohort.pk)} - set(besides))
    word = partial(
        letters.group_changes, on=work.today, leaving=leaving, joining=joining, why=work.why.strip()
    )
    write_to(cohort, people=people, work=work, word=word, members=members)


def leading(cohort_id: int) -> list[int]:
    """Who runs it."""
    rows = Facilitator.objects.filter(cohort=cohort_id).order_by("person_id")
    return list(rows.values_list("person_id", flat=True))


def write_to(
    cohort: Cohort,
    *,
    people: Sequence[int],
    work: Work,
    word: Word,
    members: Mapping[int, int] | None = None,
    entries: tuple[str, list[Meeting]] | None = None,
) -> None:
    """One letter each, about this cohort."""
    facts, reached, held = facts_of(cohort), contacts(people), members or {}
    for person_id in people:
        contact = reached.get(person_id)
        write(
            word(contact.name if contact else "", facts),
            person_id=person_id,
            contact=contact,
            offer_id=cohort.offer_id,
            dedupe_key=f"group:{cohort.pk}:{work.now.timestamp()}:{person_id}",
            due_at=when_to_tell(contact, work.now),
            by=work.by,
            check=(MEMBERSHIP, held[person_id]) if person_id in held else None,
            entries=entries,
        )
