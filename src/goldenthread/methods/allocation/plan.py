"""Frozen results of an allocation: where each person is, why, and what could not be done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from goldenthread.methods.results import Result

METHOD = "cohort allocation 1.0"

Status = Literal["ok", "infeasible"]


@dataclass(frozen=True, kw_only=True)
class Placement:
    """One person's answer; ``cohort_id`` is ``None`` on the waiting list."""

    person_id: str
    cohort_id: str | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class Violation:
    """A hard rule that a plan breaks, with the sentence to show."""

    rule: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Why no plan exists.

    ``people`` is a minimal set: leave any one of them out and the rest can be placed. ``cohorts``
    are the only ones open to them and ``capacity`` the learner seats there. ``smallest_fix`` is
    what would place everybody who must be placed. ``verified`` is true where fresh solves
    confirmed the conflict, and that dropping any one person resolves it as far as the rules that
    the sentence names are concerned.
    """

    people: tuple[str, ...]
    cohorts: tuple[str, ...]
    capacity: int
    sentence: str
    smallest_fix: str
    verified: bool


@dataclass(frozen=True, kw_only=True)
class Plan(Result):
    """One explained plan.

    ``mixing`` is the sum over cohorts and attributes of weight times pairs that differ;
    ``mixing_bound`` is an upper bound on it for these people and these set sizes, so equality is
    a proof. ``rank_sum`` adds the lottery ranks of those placed. ``proved`` says whether places
    and rank sum are proved best. ``stopped_by`` is ``"finished"``, ``"work budget"`` or
    ``"clock"``. ``elapsed_s`` is seconds and takes no part in equality.
    """

    status: Status
    placements: tuple[Placement, ...]
    trainers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mixing: float = 0.0
    mixing_bound: float = 0.0
    rank_sum: int = 0
    placed: int = 0
    cancelled: tuple[str, ...] = ()
    seed: int = 0
    input_hash: str = ""
    proved: bool = False
    stopped_by: str = "finished"
    explanation: Explanation | None = None
    elapsed_s: float = field(default=0.0, compare=False)

    def cohort_of(self, person_id: str) -> str | None:
        """The cohort of one person, ``None`` on the waiting list; ``KeyError`` if unknown."""
        for placement in self.placements:
            if placement.person_id == person_id:
                return placement.cohort_id
        raise KeyError(person_id)

    def assignment(self) -> dict[str, str]:
        """Person id to cohort id, for those placed."""
        return {p.person_id: p.cohort_id for p in self.placements if p.cohort_id is not None}
