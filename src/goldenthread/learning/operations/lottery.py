"""The draw that settles who is placed first where seats are short."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.audit import operations as audit
from goldenthread.learning.models import Application, CohortPlan, LotteryDraw
from goldenthread.learning.operations.rows import offer_row
from goldenthread.learning.queries.forming import Forming, forming
from goldenthread.learning.rules import plans as rules
from goldenthread.learning.rules.plans import person_token
from goldenthread.learning.terms import PlanState
from goldenthread.methods import allocation
from goldenthread.ui.words import in_london


@transaction.atomic
def draw_lottery(*, offer_id: int, seed: int, by: Actor, now: datetime | None = None) -> int:
    """Draw everyone anew, as long as no place was offered in the order of an earlier draw."""
    offer_row(offer_id, by=by, permission=Permission.COHORT_FORM)
    published = CohortPlan.objects.filter(offer_id=offer_id, state=PlanState.PUBLISHED).count()
    rules.must_be_drawable(published)
    return _draw(offer_id, seed=seed, by=by, now=now or timezone.now(), anew=True)


@transaction.atomic
def draw_the_undrawn(*, offer_id: int, seed: int, by: Actor, now: datetime) -> int | None:
    """Draw those without a rank, after everyone else; None when everyone has one."""
    offer_row(offer_id, by=by, permission=Permission.COHORT_FORM)
    known = forming(by, offer_id, on=in_london(now).date())
    if all(a.rank is not None for a in known.applicants.values()):
        return None
    return _draw(offer_id, seed=seed, by=by, now=now, anew=False)


def _draw(offer_id: int, *, seed: int, by: Actor, now: datetime, anew: bool) -> int:
    known = forming(by, offer_id, on=in_london(now).date())
    rules.must_have_people(len(known.applicants), cohorts=len(known.cohort_names))
    fresh = {pk for pk, a in known.applicants.items() if anew or a.rank is None}
    problem = _without_ranks(known.problem) if anew else known.problem
    order = _in_order(known, allocation.draw(problem, seed=seed), fresh)
    first = 1 + max(
        (a.rank for pk, a in known.applicants.items() if pk not in fresh and a.rank), default=0
    )
    Application.objects.bulk_update(
        [Application(pk=pk, lottery_rank=first + place) for place, pk in enumerate(order)],
        ["lottery_rank"],
    )
    row = LotteryDraw.objects.create(
        offer_id=offer_id,
        seed=seed,
        people=len(order),
        strata=_strata(problem, {person_token(pk) for pk in fresh}),
        input_hash=allocation.input_hash(problem),
        drawn_by=by.id or by.kind,
        drawn_at=now,
    )
    audit.record(
        by=by,
        action="lottery.drawn",
        subject=("offer", offer_id),
        detail={"draw": row.pk, "seed": seed, "people": len(order)},
    )
    return int(row.pk)


def _without_ranks(problem: allocation.Problem) -> allocation.Problem:
    people = tuple(replace(person, lottery_rank=None) for person in problem.people)
    return replace(problem, people=people)


def _in_order(known: Forming, ranks: Mapping[str, int], fresh: set[int]) -> list[int]:
    """Greater need first; within the same need, as drawn."""
    return sorted(fresh, key=lambda pk: (-known.applicants[pk].priority, ranks[person_token(pk)]))


def _strata(problem: allocation.Problem, fresh: set[str]) -> list[list[object]]:
    """People in each stratum: [sector, place, how many cohorts they can make, people]."""
    held = Counter(
        (
            person.attributes["sector"],
            person.attributes["place"],
            len(person.available),
        )
        for person in problem.people
        if person.id in fresh
    )
    return [[*key, count] for key, count in sorted(held.items())]
