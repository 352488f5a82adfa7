"""People and cohorts as the board shows them."""

from dataclasses import dataclass

from goldenthread.directory.terms import PersonCard
from goldenthread.learning.queries.cohort_facts import CohortFacts
from goldenthread.learning.queries.settling import Thing


@dataclass(frozen=True)
class Planned:
    """One person on the board."""

    application_id: int
    card: PersonCard
    rank: int | None
    cohort_id: int | None
    reason: str
    is_locked: bool
    moved_by: str
    why: str
    told: str
    has_place: bool


@dataclass(frozen=True)
class Waiting:
    """One person on the waiting list: which cohorts suit them, and of those which are full."""

    person: Planned
    suiting: tuple[int, ...]
    full: tuple[int, ...]


@dataclass(frozen=True)
class Column:
    """One cohort of the board."""

    row: CohortFacts
    people: tuple[Planned, ...]
    things: tuple[Thing, ...]

    @property
    def free(self) -> int:
        return max(0, self.row.seats - len(self.people))
