"""The register of one session, as its facilitator needs it on the day."""

from dataclasses import dataclass
from datetime import date

from goldenthread.access.actor import Actor
from goldenthread.directory import queries as directory
from goldenthread.directory.terms import PersonCard
from goldenthread.learning.models import Attendance
from goldenthread.learning.queries.belonging import members_on
from goldenthread.learning.queries.sessions import SessionCard, session_of_register
from goldenthread.learning.terms import Mark
from goldenthread.ui.words import in_london

READER = Actor.system(reason="cards of people on a register within reach")


@dataclass(frozen=True)
class Line:
    """One person on the register."""

    card: PersonCard
    mark: Mark | None
    has_left: bool


@dataclass(frozen=True)
class Register:
    """Who belonged on the day, and what was marked."""

    session: SessionCard
    lines: tuple[Line, ...]

    @property
    def marked(self) -> int:
        return sum(1 for line in self.lines if line.mark is not None)

    @property
    def left(self) -> int:
        return len(self.lines) - self.marked

    @property
    def is_closed(self) -> bool:
        return self.session.register_closed_at is not None


def register(actor: Actor, session_id: int) -> Register:
    """The people of the day, and anyone marked who no longer belongs: marks stay."""
    found = session_of_register(actor, session_id)
    day = in_london(found.starts_at).date()
    people = members_on(found.cohort_id, day)
    marks = _marks(session_id)
    cards = _cards({*people, *marks}, day)
    return Register(
        session=found,
        lines=tuple(
            Line(card=card, mark=marks.get(card.id), has_left=card.id not in people)
            for card in sorted(cards.values(), key=lambda c: (c.name, c.id))
        ),
    )


def _marks(session_id: int) -> dict[int, Mark]:
    rows = Attendance.objects.filter(session_id=session_id)
    return {person_id: Mark(mark) for person_id, mark in rows.values_list("person_id", "mark")}


def _cards(person_ids: set[int], day: date) -> dict[int, PersonCard]:
    return directory.cards_for(READER, person_ids, on=day)
