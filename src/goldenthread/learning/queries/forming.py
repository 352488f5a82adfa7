"""What forming cohorts needs to know: the offer's people and cohorts as one problem.

Sentences and assignments speak of people and cohorts by token (see `rules.plans`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.directory.terms import MUST_BE_OFFERED, Adjustment, PersonCard
from goldenthread.learning.models import Cohort
from goldenthread.learning.queries import in_play
from goldenthread.learning.queries.cohort_facts import CohortFacts
from goldenthread.learning.queries.in_play import Applicant, CohortInPlay
from goldenthread.learning.rules import plans as rules
from goldenthread.learning.rules.plans import cohort_token, person_token
from goldenthread.learning.terms import Mode
from goldenthread.methods import allocation
from goldenthread.ui.words import in_london

# Online, nobody needs a step-free building or a loop in the room.
ONLINE_OFFERS = frozenset({Adjustment.STEP_FREE.value, Adjustment.HEARING_LOOP.value})
MODES = tuple(mode.value for mode in Mode)


@dataclass(frozen=True)
class Forming:
    """The problem, and what its tokens stand for.

    `settled` maps an application to the cohort it has been offered or given, and
    `without_safety_plan` a cohort to how many of its sessions wait for one. `why_apart` maps a pair
    of person ids to "line", "team" or "named".
    """

    offer_id: int
    problem: allocation.Problem
    applicants: Mapping[int, Applicant]
    cohorts: Mapping[int, CohortFacts]
    settled: Mapping[int, int]
    without_safety_plan: Mapping[int, int]
    why_apart: Mapping[frozenset[int], str]

    @property
    def cohort_names(self) -> dict[int, str]:
        return {pk: facts.name for pk, facts in self.cohorts.items()}

    @cached_property
    def facts(self) -> allocation.Facts:
        """Look-ups of the problem, made once for many questions about moves."""
        return allocation.Facts.of(self.problem)

    def with_decided(self, decided: Mapping[int, int]) -> allocation.Problem:
        """The problem with these people locked: the method takes a person's decision as given."""
        locks = {
            person_token(a): cohort_token(c)
            for a, c in decided.items()
            if a in self.applicants and c in self.cohorts
        }
        people = tuple(
            _as_decided(p, locks[p.id]) if p.id in locks else p for p in self.problem.people
        )
        pairs = tuple(
            (a, b) for a, b in self.problem.keep_apart if locks.get(a, a) != locks.get(b, b)
        )
        return replace(self.problem, people=people, keep_apart=pairs, locks=locks)


def _as_decided(person: allocation.Person, cohort: str) -> allocation.Person:
    """Their place is not for the method to weigh."""
    return replace(person, available=frozenset({cohort}), modes=frozenset(MODES), needs=frozenset())


def forming(actor: Actor, offer_id: int, *, on: date, begun: bool = False) -> Forming:
    """Everyone in play for the cohorts of this offer that have not begun, or for all that go on."""
    actor.must_reach_any((Permission.COHORT_FORM, Permission.PLACE_OFFER), "offer", offer_id)
    cohorts = in_play.cohorts_in_play(offer_id, begun=begun)
    rows = in_play.applications_in_play(offer_id)
    people = in_play.applicants(rows, cohorts, on=on)
    why_apart = in_play.pairs_apart(offer_id, people, cohorts, on)
    return Forming(
        offer_id=offer_id,
        problem=_problem(people, cohorts, why_apart, in_play.required_sectors(offer_id)),
        applicants=people,
        cohorts={pk: found.facts for pk, found in cohorts.items()},
        settled={pk: a.settled for pk, a in people.items() if a.settled is not None},
        without_safety_plan={pk: found.without_safety_plan for pk, found in cohorts.items()},
        why_apart=why_apart,
    )


def _problem(
    people: Mapping[int, Applicant],
    cohorts: Mapping[int, CohortInPlay],
    why_apart: Mapping[frozenset[int], str],
    required: tuple[str, ...],
) -> allocation.Problem:
    token_of = {a.person_id: person_token(a.application_id) for a in people.values()}
    return allocation.Problem(
        people=_people(people, cohorts),
        cohorts=tuple(_cohort(found, required) for found in cohorts.values()),
        venues=tuple(
            allocation.Venue(
                id=_room(found.row), capacity=found.row.venue.seats, features=_features(found.row)
            )
            for found in cohorts.values()
            if found.row.venue is not None
        ),
        keep_apart=tuple(sorted(_in_order(token_of, pair) for pair in why_apart)),
        weights=rules.WEIGHTS,
        never_alone=rules.NEVER_ALONE,
        strata=rules.STRATA,
    )


def _in_order(token_of: Mapping[int, str], pair: frozenset[int]) -> tuple[str, str]:
    first, second = sorted(token_of[person_id] for person_id in pair)
    return first, second


def _people(
    people: Mapping[int, Applicant], cohorts: Mapping[int, CohortInPlay]
) -> tuple[allocation.Person, ...]:
    suiting = in_play.availability(people, cohorts)
    highest = max((a.priority for a in people.values()), default=0)
    return tuple(_person(a, suiting[pk], highest=highest) for pk, a in people.items())


def _person(a: Applicant, suiting: Sequence[int], *, highest: int) -> allocation.Person:
    available = sorted(cohort_token(pk) for pk in suiting)
    return allocation.Person(
        id=person_token(a.application_id),
        attributes=_attributes(a.card) | {"dates": " ".join(available)},
        available=frozenset(available),
        modes=frozenset(a.modes or MODES),
        needs=frozenset(a.card.adjustments) & {need.value for need in MUST_BE_OFFERED},
        tier=rules.tier(a.priority, highest=highest),
        lottery_rank=a.rank,
    )


def _attributes(card: PersonCard) -> dict[str, str]:
    return {
        "sector": card.sector_name,
        "organisation": card.organisation,
        "seniority": card.seniority,
        "place": card.place,
    }


def _cohort(found: CohortInPlay, required: tuple[str, ...]) -> allocation.Cohort:
    row, single = found.row, found.row.single_organisation
    days = tuple(in_london(start).date() for start in found.starts)
    return allocation.Cohort(
        id=cohort_token(row.pk),
        date=days[0],
        session_dates=days,
        mode=row.mode,
        venue=_room(row) if row.venue else None,
        minimum=row.minimum,
        maximum=found.facts.seats,
        features=_features(row),
        required={"sector": required} if required and single is None else {},
        single_organisation=single.name if single else None,
    )


def _features(row: Cohort) -> frozenset[str]:
    """What the cohort offers: its own list, and its room's."""
    own = frozenset(row.features) | frozenset(row.venue.features if row.venue else ())
    return own | ONLINE_OFFERS if row.mode == Mode.ONLINE else own


def _room(row: Cohort) -> str:
    """A room of its own for each cohort: clashes in one room are settled by the clock, not the
    day, when a cohort is added."""
    return f"{row.venue.name if row.venue else ''} ({row.name})"
