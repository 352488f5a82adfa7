"""The board of a plan: cohorts, people in them, the waiting list and what to settle."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.access.actor import Actor
from goldenthread.access.queries import names_of as account_names
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.directory.terms import PersonCard
from goldenthread.learning.models import Cohort, CohortPlan, LotteryDraw, PlannedPlace
from goldenthread.learning.queries.cohorts import CohortRow, cohort_rows
from goldenthread.learning.queries.forming import Forming, forming
from goldenthread.learning.queries.next_in_line import assignment_of
from goldenthread.learning.queries.plan_checks import Seated, in_play, named
from goldenthread.learning.queries.settling import (
    Thing,
    decided_by_hand,
    hard_things,
    lonely_things,
    with_fixes,
)
from goldenthread.learning.queries.waiting import suiting_cohorts
from goldenthread.learning.rules.plans import captured
from goldenthread.learning.terms import ApplicationState, PlanState
from goldenthread.methods import allocation


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

    row: CohortRow
    people: tuple[Planned, ...]
    things: tuple[Thing, ...]

    @property
    def free(self) -> int:
        return max(0, self.row.seats - len(self.people))


@dataclass(frozen=True)
class Draw:
    """When and from which seed people were drawn."""

    id: int
    seed: int
    drawn_at: datetime


@dataclass(frozen=True)
class Board:
    """Everything the board shows."""

    id: int
    offer_id: int
    offer: str
    state: PlanState
    is_made: bool
    made_at: datetime
    published_at: datetime | None
    method: str
    seed: int
    draw: Draw | None
    columns: tuple[Column, ...]
    waiting: tuple[Waiting, ...]
    things: tuple[Thing, ...]
    decided: frozenset[int]
    mix: float
    cautions: tuple[str, ...]
    explanation: str
    smallest_fix: str
    newcomers: int
    moves: int
    may_publish: bool

    @property
    def placed(self) -> int:
        return sum(len(column.people) for column in self.columns)

    @property
    def is_draft(self) -> bool:
        return self.state == PlanState.DRAFT

    def flagged(self) -> frozenset[int]:
        return frozenset(
            pk for thing in self.things if thing.is_hard for pk in thing.application_ids
        )


def plan_of(actor: Actor, plan_id: int) -> CohortPlan:
    """The plan, or OutOfReach."""
    row = CohortPlan.objects.select_related("offer").filter(pk=plan_id).first()
    if row is None:
        raise OutOfReach(f"plan {plan_id}")
    actor.must_reach(Permission.COHORT_FORM, "offer", row.offer_id)
    return row


def board(actor: Actor, plan_id: int, *, on: date) -> Board:
    """The plan as it stands now, checked against every rule as it is read."""
    plan = plan_of(actor, plan_id)
    is_published = plan.state == PlanState.PUBLISHED
    known = forming(actor, plan.offer_id, on=on, with_begun=is_published)
    places = list(PlannedPlace.objects.filter(plan=plan))
    people = _people(known, places)
    seated = in_play(
        known, assignment_of({p.application_id: p.cohort_id for p in people if p.cohort_id})
    )
    decided = frozenset(decided_by_hand(plan))
    things = _things(known, seated, people) if plan.status == "ok" else ()
    columns = _columns(plan, people, things, on=on)
    return Board(
        id=plan.pk,
        offer_id=plan.offer_id,
        offer=plan.offer.name,
        state=PlanState(plan.state),
        is_made=plan.status == "ok",
        made_at=plan.made_at,
        published_at=plan.published_at,
        method=plan.method,
        seed=plan.seed,
        draw=_draw(plan.offer_id),
        columns=columns,
        waiting=_waiting(known, people, columns),
        things=things,
        decided=decided,
        mix=_mix(known, seated, plan),
        cautions=tuple(named(text, known) for text in plan.report.get("cautions", ())),
        explanation=named(str(plan.report.get("explanation", "")), known),
        smallest_fix=named(str(plan.report.get("smallest_fix", "")), known),
        newcomers=_newcomers(known, places),
        moves=plan.moves.filter(undone_at__isnull=True).count(),
        may_publish=actor.may_reach(Permission.PLACE_OFFER, "offer", plan.offer_id),
    )


def _people(known: Forming, places: Sequence[PlannedPlace]) -> list[Planned]:
    """People of the plan who are still in play; who left is not shown."""
    names = account_names({place.moved_by for place in places if place.moved_by})
    return [
        Planned(
            application_id=place.application_id,
            card=known.applicants[place.application_id].card,
            rank=known.applicants[place.application_id].rank,
            cohort_id=place.cohort_id,
            reason=named(place.reason, known),
            is_locked=place.is_locked,
            moved_by=names.get(place.moved_by, "") if place.moved_by else "",
            why=place.why,
            has_place=place.application_id in known.settled,
        )
        for place in places
        if place.application_id in known.applicants
    ]


def _things(known: Forming, seated: Seated, people: Sequence[Planned]) -> tuple[Thing, ...]:
    movable = {p.application_id: not (p.is_locked or p.has_place) for p in people}
    found = [*hard_things(known, seated), *lonely_things(known, seated)]
    return tuple(with_fixes(found, known, seated, movable=movable))


def _columns(
    plan: CohortPlan, people: Sequence[Planned], things: Sequence[Thing], *, on: date
) -> tuple[Column, ...]:
    used = {p.cohort_id for p in people if p.cohort_id}
    rows = Cohort.objects.filter(offer_id=plan.offer_id).order_by("name")
    shown = cohort_rows(rows, on=on)
    return tuple(
        Column(
            row=row,
            people=tuple(_in_order([p for p in people if p.cohort_id == row.id])),
            things=tuple(t for t in things if t.cohort_id == row.id),
        )
        for row in shown
        if row.id in used or row.to_come
    )


def _in_order(people: Sequence[Planned]) -> list[Planned]:
    """By sector, then by name."""
    return sorted(people, key=lambda p: (p.card.sector_name, p.card.name, p.application_id))


def _waiting(
    known: Forming, people: Sequence[Planned], columns: Sequence[Column]
) -> tuple[Waiting, ...]:
    full = {column.row.id for column in columns if not column.free}
    waiting = [p for p in people if p.cohort_id is None]
    found = []
    for person in sorted(waiting, key=lambda p: (p.rank is None, p.rank or 0, p.application_id)):
        suiting = tuple(suiting_cohorts(known, person.application_id))
        found.append(Waiting(person, suiting, tuple(pk for pk in suiting if pk in full)))
    return tuple(found)


def _mix(known: Forming, seated: Seated, plan: CohortPlan) -> float:
    """Share of the best mix these people and sizes allow, with the moves made by hand."""
    if not seated or plan.status != "ok":
        return 0.0
    return captured(allocation.mixing_of(known.problem, seated), plan.report["bound"])


def _draw(offer_id: int) -> Draw | None:
    row = LotteryDraw.objects.filter(offer_id=offer_id).first()
    return Draw(row.pk, row.seed, row.drawn_at) if row else None


def _newcomers(known: Forming, places: Sequence[PlannedPlace]) -> int:
    """People eligible now whom the plan does not know."""
    planned = {place.application_id for place in places}
    return sum(
        1
        for pk, a in known.applicants.items()
        if pk not in planned and a.state == ApplicationState.ELIGIBLE
    )


@dataclass(frozen=True)
class PlanRow:
    """One plan in the list of plans."""

    id: int
    state: PlanState
    is_made: bool
    placed: int
    people: int
    seed: int
    made_at: datetime
    published_at: datetime | None


def plans(actor: Actor, offer_id: int) -> tuple[PlanRow, ...]:
    """Every plan of an offer, newest first."""
    actor.must_reach(Permission.COHORT_FORM, "offer", offer_id)
    return tuple(
        PlanRow(
            id=row.pk,
            state=PlanState(row.state),
            is_made=row.status == "ok",
            placed=row.report.get("placed", 0),
            people=row.report.get("people", 0),
            seed=row.seed,
            made_at=row.made_at,
            published_at=row.published_at,
        )
        for row in CohortPlan.objects.filter(offer_id=offer_id)
    )


def counts_by_sector(people: Sequence[PersonCard]) -> list[tuple[str, int, str]]:
    """(letter, people, name) for a mix bar, in the order of the sectors met."""
    counted = Counter((c.sector_letter or "–", c.sector_name or "Not known") for c in people)
    return [(letter, n, name) for (letter, name), n in sorted(counted.items())]
