"""Telling everyone who belongs, and who runs it, that something about their sessions changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from goldenthread.access.actor import Actor
from goldenthread.directory.terms import Contact
from goldenthread.learning.models import Cohort, Facilitator, Session
from goldenthread.learning.operations.calendar import Meeting
from goldenthread.learning.operations.cohort_letters import Letter, Offered
from goldenthread.learning.operations.telling import (
    MEMBERSHIP,
    contacts,
    facts_of,
    meetings_of,
    when_to_tell,
    write,
)
from goldenthread.learning.queries.belonging import members_on_any
from goldenthread.learning.rules import places as rules
from goldenthread.messaging.terms import Pace
from goldenthread.ui.words import in_london

Word = Callable[[str, Offered], Letter]
KEY_LENGTH = 65


@dataclass(frozen=True)
class News:
    """What changed: the words for one person, and the calendar entries that go with them.

    `title` keeps the title people know a cancelled entry by; `before` is when moved sessions were.
    """

    sessions: Sequence[Session]
    letter: Word
    method: str
    title: str = ""
    before: Sequence[datetime] = ()

    def entries(self, cohort: Cohort) -> list[Meeting]:
        found = meetings_of(cohort, self.sessions)
        return [replace(entry, title=self.title) for entry in found] if self.title else found

    def is_pressing(self, now: datetime) -> bool:
        """About today, or early tomorrow: it goes at once, whatever the hour."""
        starts = (*(s.starts_at for s in self.sessions), *self.before)
        return any(rules.is_pressing(moment, now=now) for moment in starts)

    @property
    def key(self) -> str:
        """Rises with every change, so that each is told once; as short for many sessions."""
        changes = "-".join(f"{s.pk}.{s.calendar_sequence}" for s in self.sessions)
        return changes if len(changes) < KEY_LENGTH else sha256(changes.encode()).hexdigest()


def count_up(sessions: Sequence[Session]) -> None:
    """A calendar takes an entry for newer only when its sequence is higher."""
    for session in sessions:
        session.calendar_sequence += 1
        session.save(update_fields=["calendar_sequence"])


def tell_everyone(cohort: Cohort, news: News, *, now: datetime, by: Actor) -> int:
    """Members on a day of these sessions, old or new, and facilitators; returns how many."""
    starts = (*(s.starts_at for s in news.sessions), *news.before)
    days = {in_london(max(now, start)).date() for start in starts}
    members = members_on_any(cohort.pk, days)
    leading = Facilitator.objects.filter(cohort=cohort).values_list("person_id", flat=True)
    people = sorted({*members, *leading})
    reached = contacts(people)
    facts, entries = facts_of(cohort), news.entries(cohort)
    for person_id in people:
        _tell_one(
            cohort,
            news,
            person_id,
            members=members,
            contact=reached.get(person_id),
            facts=facts,
            entries=entries,
            now=now,
            by=by,
        )
    return len(people)


def _tell_one(
    cohort: Cohort,
    news: News,
    person_id: int,
    *,
    members: Mapping[int, int],
    contact: Contact | None,
    facts: Offered,
    entries: Sequence[Meeting],
    now: datetime,
    by: Actor,
) -> None:
    is_pressing = news.is_pressing(now)
    membership_id = members.get(person_id)
    write(
        news.letter(contact.name if contact else "", facts),
        person_id=person_id,
        contact=contact,
        offer_id=cohort.offer_id,
        dedupe_key=f"session:{news.key}:{person_id}"[:150],
        due_at=now if is_pressing else when_to_tell(contact, now),
        by=by,
        pace=Pace.AT_ONCE if is_pressing else None,
        check=(MEMBERSHIP, membership_id) if membership_id else None,
        entries=(news.method, entries),
    )
