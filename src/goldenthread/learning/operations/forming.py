"""Forming cohorts: draw, allocate, check, keep. The plan before stays until this one is whole."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.jobs import operations as jobs
from goldenthread.jobs.models import Job
from goldenthread.jobs.terms import OPEN_STATES
from goldenthread.learning.models import CohortPlan, LotteryDraw, PlannedPlace
from goldenthread.learning.operations.lottery import draw_the_undrawn
from goldenthread.learning.operations.rows import offer_row
from goldenthread.learning.queries.forming import Forming, forming
from goldenthread.learning.queries.plan_checks import named
from goldenthread.learning.rules import plans as rules
from goldenthread.learning.rules.plans import token_id
from goldenthread.learning.terms import PlanState
from goldenthread.methods import allocation
from goldenthread.ui.words import counted, in_london, plural

KIND = "learning.form_cohorts"
TIME_LIMIT_S = 120.0
Note = Callable[[float, str], None]


def _quiet(percent: float, doing: str) -> None:
    """For callers that show no progress."""


@transaction.atomic
def start_forming(*, offer_id: int, seed: int, by: Actor) -> int:
    """Put the work in the queue; a second coordinator hears that it is under way."""
    offer = offer_row(offer_id, by=by, permission=Permission.COHORT_FORM)
    earlier = Job.objects.filter(kind=KIND, payload__offer_id=offer_id)
    if earlier.filter(state__in=OPEN_STATES).exists():
        raise Refused(
            "A colleague is forming these cohorts right now. Their plan will be here in a minute."
        )
    return jobs.start(
        by=by,
        kind=KIND,
        title=f"Form the cohorts of {offer.name}",
        payload={"offer_id": offer_id, "seed": seed},
        idempotency_key=f"{KIND}:{offer_id}:{earlier.count()}",
    )


def form_cohorts(
    *, offer_id: int, seed: int, now: datetime, by: Actor, report: Note = _quiet
) -> int:
    """A new draft plan, or one that says why there is none. Returns its id.

    The search runs outside any transaction; what it was made from is compared again before it is
    kept, so that nobody who left meanwhile is in it.
    """
    by.must_reach(Permission.COHORT_FORM, "offer", offer_id)
    report(5, "Reading who can come when")
    draw_the_undrawn(offer_id=offer_id, seed=seed, by=by, now=now)
    known = forming(by, offer_id, on=in_london(now).date())
    rules.must_have_people(len(known.applicants), cohorts=len(known.cohort_names))
    problem = known.with_decided(_decided(known))
    report(15, _what(known))
    plan = _allocate(problem, known, seed=seed)
    report(85, "Checking the plan against every rule")
    _must_be_sound(problem, plan)
    report(95, "Keeping the plan")
    return _keep(plan, offer_id=offer_id, now=now, by=by)


def _what(known: Forming) -> str:
    people = plural(len(known.applicants), "person", "people")
    return f"Placing {people} in {plural(len(known.cohort_names), 'cohort')}"


def _draft(offer_id: int) -> CohortPlan | None:
    rows = CohortPlan.objects.filter(offer_id=offer_id, state=PlanState.DRAFT, status="ok")
    return rows.order_by("-pk").first()


def _locked(offer_id: int) -> dict[int, PlannedPlace]:
    """Places that someone locked in the draft of now."""
    draft = _draft(offer_id)
    if draft is None:
        return {}
    rows = draft.places.filter(is_locked=True, cohort__isnull=False)
    return {row.application_id: row for row in rows}


def _decided(known: Forming) -> dict[int, int]:
    """Who is not for the method to place: told already, or locked by a person."""
    locked = {a: row.cohort_id for a, row in _locked(known.offer_id).items() if row.cohort_id}
    return locked | dict(known.settled)


def _allocate(problem: allocation.Problem, known: Forming, *, seed: int) -> allocation.Plan:
    try:
        return allocation.allocate(problem, seed=seed, time_limit_s=TIME_LIMIT_S)
    except allocation.BadProblem as bad:
        raise Refused(named(str(bad), known)) from bad
    except TimeoutError as late:
        raise Refused(
            "No plan was found in two minutes. Unlock people, or add a cohort, and try again."
        ) from late


def _must_be_sound(problem: allocation.Problem, plan: allocation.Plan) -> None:
    """Nothing is shown that the independent verifier does not pass."""
    broken = allocation.verify(problem, plan)
    if broken:
        raise Refused(
            f"The plan that was made breaks {counted(len(broken), 'rule').lower()}, so it was not"
            " kept. Tell whoever looks after Golden Thread."
        )


@transaction.atomic
def _keep(plan: allocation.Plan, *, offer_id: int, now: datetime, by: Actor) -> int:
    offer_row(offer_id, by=by, permission=Permission.COHORT_FORM)
    known = forming(by, offer_id, on=in_london(now).date())
    if allocation.input_hash(known.with_decided(_decided(known))) != plan.input_hash:
        raise Refused(
            "Someone applied, left or was moved while the cohorts were being formed, so this plan"
            " was not kept. Form them again; it takes a moment."
        )
    locked = _locked(offer_id)
    if plan.status == "ok":
        CohortPlan.objects.filter(offer_id=offer_id, state=PlanState.DRAFT).update(
            state=PlanState.SUPERSEDED
        )
    row = CohortPlan.objects.create(
        offer_id=offer_id,
        status=plan.status,
        method=plan.method,
        seed=plan.seed,
        input_hash=plan.input_hash,
        report=_report(plan, offer_id),
        made_by=by.id or by.kind,
        made_at=now,
    )
    if plan.status == "ok":
        PlannedPlace.objects.bulk_create(_places(plan, row, locked))
    audit.record(
        by=by,
        action="plan.made",
        subject=("plan", row.pk),
        detail={"offer": offer_id, "status": plan.status, "placed": plan.placed, "seed": plan.seed},
    )
    return int(row.pk)


def _places(
    plan: allocation.Plan, row: CohortPlan, locked: Mapping[int, PlannedPlace]
) -> list[PlannedPlace]:
    made = []
    for placement in plan.placements:
        application_id = token_id(placement.person_id)
        kept = locked.get(application_id)
        made.append(
            PlannedPlace(
                plan=row,
                application_id=application_id,
                cohort_id=token_id(placement.cohort_id) if placement.cohort_id else None,
                reason=placement.reason,
                is_locked=kept is not None,
                moved_by=kept.moved_by if kept else "",
                breaks=kept.breaks if kept else [],
                why=kept.why if kept else "",
            )
        )
    return made


def _report(plan: allocation.Plan, offer_id: int) -> dict[str, object]:
    draw = LotteryDraw.objects.filter(offer_id=offer_id).first()
    why = plan.explanation
    return {
        "mixing": plan.mixing,
        "bound": plan.mixing_bound,
        "rank_sum": plan.rank_sum,
        "placed": plan.placed,
        "not_running": [token_id(name) for name in plan.cancelled],
        "proved": plan.proved,
        "stopped_by": plan.stopped_by,
        "cautions": list(plan.cautions),
        "draw": draw.pk if draw else None,
        "people": len(plan.placements),
        "explanation": why.sentence if why else "",
        "smallest_fix": why.smallest_fix if why else "",
        "explained": [token_id(token) for token in why.people] if why else [],
        "verified": why.verified if why else True,
    }


def ending_of(plan_id: int) -> dict[str, object]:
    """How the job ends for the person who started it."""
    row = CohortPlan.objects.get(pk=plan_id)
    next_url = reverse("learning:plan_show", args=[plan_id])
    if row.status != "ok":
        return {
            "sentence": "No plan fits everyone who must be placed. The page says why.",
            "next_url": next_url,
        }
    placed = plural(row.report["placed"], "person has", "people have")
    return {"sentence": f"A plan is ready: {placed} a seat.", "next_url": next_url}
