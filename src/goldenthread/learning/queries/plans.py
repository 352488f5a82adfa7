"""The board of a plan: cohorts, people in them, the waiting list and what to settle."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypedDict

from django.db.models import QuerySet, prefetch_related_objects

from goldenthread.access.actor import Actor
from goldenthread.access.queries import names_of as account_names
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.directory import queries as directory
from goldenthread.directory.terms import PersonCard
from goldenthread.learning.models import CohortPlan, LotteryDraw, PlannedPlace
from goldenthread.learning.queries.cohort_facts import CohortFacts, facts_by_id
from goldenthread.learning.queries.forming import Forming, forming
from goldenthread.learning.queries.next_in_line import assignment_of
from goldenthread.learning.queries.plan_checks import Seated, in_play, named
from goldenthread.learning.queries.planned import Column, Planned, Waiting
from goldenthread.learning.queries.settling import (
    Thing,
    hard_things,
    is_decided,
    lonely_things,
    with_fixes,
)
from goldenthread.learning.queries.waiting import suiting_cohorts
from goldenthread.learning.rules.plans import said
from goldenthread.learning.terms import ApplicationState, PlanState
from goldenthread.methods import allocation

READER = Actor.system(reason="cards of people in a plan within reach")


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
    seed: int
    draw: Draw | None
    columns: tuple[Column, ...]
    waiting: tuple[Waiting, ...]
    things: tuple[Thing, ...]
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


def plan_of(actor: Actor, plan_id: int) -> CohortPlan:
    """The plan, or OutOfReach."""
    row = CohortPlan.objects.select_related("offer").filter(pk=plan_id).first()
    if row is None:
        raise OutOfReach(f"plan {plan_id}")
    actor.must_reach(Permission.COHORT_FORM, "offer", row.offer_id)
    return row


def plan_with_places(actor: Actor, plan_id: int) -> CohortPlan:
    """The plan with its places, which everything that asks for them then finds."""
    row = plan_of(actor, plan_id)
    prefetch_related_objects([row], "places")
    return row


def board(actor: Actor, plan_id: int, *, on: date) -> Board:
    """A draft as it stands now, checked against every rule as it is read; any other plan as it
    was published, whatever has become of its cohorts since."""
    plan = plan_of(actor, plan_id)
    places = list(_places(plan))
    is_draft = PlanState(plan.state) == PlanState.DRAFT
    parts = _as_it_stands(actor, plan, places, on) if is_draft else _on_record(plan, places, on)
    return Board(
        id=plan.pk,
        offer_id=plan.offer_id,
        offer=plan.offer.name,
        state=PlanState(plan.state),
        is_made=plan.status == "ok",
        made_at=plan.made_at,
        published_at=plan.published_at,
        seed=plan.seed,
        draw=_draw(plan.offer_id),
        moves=plan.moves.filter(undone_at__isnull=True).count() if is_draft else 0,
        may_publish=actor.may_reach(Permission.PLACE_OFFER, "offer", plan.offer_id),
        **parts,
    )


def _places(plan: CohortPlan) -> QuerySet[PlannedPlace]:
    """With the little of the application that the board shows."""
    shown = ("application__person_id", "application__lottery_rank")
    own = [field.name for field in PlannedPlace._meta.concrete_fields]
    rows = PlannedPlace.objects.filter(plan=plan).select_related("application")
    return rows.only(*own, *shown)


class _Parts(TypedDict):
    """What differs between a draft and a record."""

    columns: tuple[Column, ...]
    waiting: tuple[Waiting, ...]
    things: tuple[Thing, ...]
    mix: float
    cautions: tuple[str, ...]
    explanation: str
    smallest_fix: str
    newcomers: int


def _as_it_stands(
    actor: Actor, plan: CohortPlan, places: Sequence[PlannedPlace], on: date
) -> _Parts:
    known = forming(actor, plan.offer_id, on=on)
    cards = {pk: a.card for pk, a in known.applicants.items()}
    people = _people(places, cards, known.settled, lambda text: named(text, known))
    seated = in_play(
        known, assignment_of({p.application_id: p.cohort_id for p in people if p.cohort_id})
    )
    by_hand = [p.application_id for p in places if p.why and p.breaks]
    things = _things(known, seated, people, by_hand) if plan.status == "ok" else ()
    columns = _columns(known.cohorts, people, things)
    return {
        "columns": columns,
        "waiting": _waiting(known, people, columns),
        "things": things,
        "mix": mix_of(known, seated),
        "cautions": tuple(named(text, known) for text in plan.report.get("cautions", ())),
        "explanation": named(str(plan.report.get("explanation", "")), known),
        "smallest_fix": named(str(plan.report.get("smallest_fix", "")), known),
        "newcomers": _newcomers(known, places),
    }


def _on_record(plan: CohortPlan, places: Sequence[PlannedPlace], on: date) -> _Parts:
    person_of = {p.application_id: p.application.person_id or 0 for p in places}
    found = directory.cards_for(READER, person_of.values(), on=on)
    cards = {pk: found[person] for pk, person in person_of.items() if person in found}
    cohorts = facts_by_id({p.cohort_id for p in places if p.cohort_id})

    def name(text: str) -> str:
        return said(
            text,
            person=lambda pk: cards[pk].name if pk in cards else "someone",
            cohort=lambda pk: cohorts[pk].name if pk in cohorts else "another cohort",
        )

    people = _people(places, cards, {}, name)
    waiting = [p for p in people if p.cohort_id is None]
    return {
        "columns": _columns(cohorts, people, ()),
        "waiting": tuple(Waiting(p, (), ()) for p in _in_drawn_order(waiting)),
        "things": (),
        "mix": float(plan.report.get("published_mix", 0.0)),
        "cautions": tuple(name(text) for text in plan.report.get("cautions", ())),
        "explanation": name(str(plan.report.get("explanation", ""))),
        "smallest_fix": name(str(plan.report.get("smallest_fix", ""))),
        "newcomers": 0,
    }


def _people(
    places: Sequence[PlannedPlace],
    cards: Mapping[int, PersonCard],
    settled: Mapping[int, int],
    name: Callable[[str], str],
) -> list[Planned]:
    """People of the plan whose card is known: in a draft, those still in play."""
    by_hand = {place.moved_by for place in places if place.moved_by}
    movers = account_names(by_hand) if by_hand else {}
    return [
        Planned(
            application_id=place.application_id,
            card=cards[place.application_id],
            rank=place.application.lottery_rank,
            cohort_id=place.cohort_id,
            reason=name(place.reason),
            is_locked=place.is_locked,
            moved_by=movers.get(place.moved_by, "") if place.moved_by else "",
            why=place.why,
            told=place.told,
            has_place=place.application_id in settled,
        )
        for place in places
        if place.application_id in cards
    ]


def _things(
    known: Forming, seated: Seated, people: Sequence[Planned], by_hand: Sequence[int]
) -> tuple[Thing, ...]:
    movable = {p.application_id: not (p.is_locked or p.has_place) for p in people}
    hard = [
        replace(thing, is_decided=is_decided(thing, known, by_hand))
        for thing in hard_things(known, seated)
    ]
    found = [*hard, *lonely_things(known, seated)]
    return tuple(with_fixes(found, known, seated, movable=movable))


def _columns(
    cohorts: Mapping[int, CohortFacts], people: Sequence[Planned], things: Sequence[Thing]
) -> tuple[Column, ...]:
    return tuple(
        Column(
            row=facts,
            people=tuple(p for p in people if p.cohort_id == pk),
            things=tuple(t for t in things if t.cohort_id == pk),
        )
        for pk, facts in cohorts.items()
    )


def _in_drawn_order(people: Sequence[Planned]) -> list[Planned]:
    return sorted(people, key=lambda p: (p.rank is None, p.rank or 0, p.application_id))


def _waiting(
    known: Forming, people: Sequence[Planned], columns: Sequence[Column]
) -> tuple[Waiting, ...]:
    full = {column.row.id for column in columns if not column.free}
    found = []
    for person in _in_drawn_order([p for p in people if p.cohort_id is None]):
        suiting = tuple(suiting_cohorts(known, person.application_id))
        found.append(Waiting(person, suiting, tuple(pk for pk in suiting if pk in full)))
    return tuple(found)


def mix_of(known: Forming, seated: Seated) -> float:
    """Share of the best mix that these people in sets of these sizes allow."""
    return allocation.share_of_best(known.problem, seated) if seated else 0.0


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
