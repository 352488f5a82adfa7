"""Before cohorts are formed: who is in play, what is missing, who is kept apart."""

from dataclasses import dataclass
from datetime import date

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.directory.queries import names_of
from goldenthread.jobs.models import Job
from goldenthread.jobs.terms import OPEN_STATES
from goldenthread.learning.models import Application, CohortPlan, KeepApart, LotteryDraw, Offer
from goldenthread.learning.queries.forming import forming
from goldenthread.learning.queries.in_play import IN_PLAY
from goldenthread.learning.queries.plan_list import PlanRow, plans
from goldenthread.learning.terms import (
    ApplicationState,
    KeepApartReason,
    PlanState,
)

FORMING_JOB = "learning.form_cohorts"


@dataclass(frozen=True)
class Readiness:
    """What forming would start from."""

    offer_id: int
    offer: str
    people: int
    settled: int
    to_screen: int
    nowhere: tuple[str, ...]
    cohorts: int
    seats: int
    apart_named: int
    apart_known: int
    drawn: int
    last_seed: int | None
    moved_unlocked: int
    locked: int
    running_job: int | None
    plans: tuple[PlanRow, ...]


def readiness(actor: Actor, offer_id: int, *, on: date) -> Readiness:
    """Everything the forming page says."""
    actor.must_reach(Permission.COHORT_FORM, "offer", offer_id)
    offer = Offer.objects.filter(pk=offer_id).first()
    if offer is None:
        raise OutOfReach(f"offer {offer_id}")
    known = forming(actor, offer_id, on=on)
    draft = CohortPlan.objects.filter(offer_id=offer_id, state=PlanState.DRAFT, status="ok").first()
    places = list(draft.places.values_list("moved_by", "is_locked")) if draft else []
    draw = LotteryDraw.objects.filter(offer_id=offer_id).first()
    return Readiness(
        offer_id=offer_id,
        offer=offer.name,
        people=len(known.applicants),
        settled=len(known.settled),
        to_screen=Application.objects.filter(
            offer_id=offer_id, state=ApplicationState.SUBMITTED
        ).count(),
        nowhere=tuple(
            known.applicants[int(p.id[1:])].card.name
            for p in known.problem.people
            if not p.available
        ),
        cohorts=len(known.cohort_names),
        seats=sum(cohort.maximum for cohort in known.problem.cohorts),
        apart_named=sum(1 for why in known.why_apart.values() if why == "named"),
        apart_known=sum(1 for why in known.why_apart.values() if why != "named"),
        drawn=sum(1 for a in known.applicants.values() if a.rank is not None),
        last_seed=draw.seed if draw else None,
        moved_unlocked=sum(1 for moved_by, is_locked in places if moved_by and not is_locked),
        locked=sum(1 for _, is_locked in places if is_locked),
        running_job=_running(offer_id),
        plans=plans(actor, offer_id),
    )


def _running(offer_id: int) -> int | None:
    rows = Job.objects.filter(kind=FORMING_JOB, payload__offer_id=offer_id, state__in=OPEN_STATES)
    return rows.values_list("pk", flat=True).first()


@dataclass(frozen=True)
class Pair:
    """Two people kept apart by name."""

    id: int
    names: tuple[str, str]
    reason: KeepApartReason


@dataclass(frozen=True)
class Apart:
    """The pairs of an offer, and who could be in one."""

    offer_id: int
    offer: str
    pairs: tuple[Pair, ...]
    people: tuple[tuple[str, str], ...]


def apart(actor: Actor, offer_id: int) -> Apart:
    """Named pairs; reporting lines and teams are known without being named."""
    actor.must_reach(Permission.COHORT_FORM, "offer", offer_id)
    offer = Offer.objects.filter(pk=offer_id).first()
    if offer is None:
        raise OutOfReach(f"offer {offer_id}")
    rows = list(KeepApart.objects.filter(offer_id=offer_id).order_by("pk"))
    applied = Application.objects.filter(
        offer_id=offer_id, person__isnull=False, state__in=(*IN_PLAY, ApplicationState.SUBMITTED)
    )
    ids = set(applied.values_list("person_id", flat=True))
    named = {pk for row in rows for pk in (row.person_a_id, row.person_b_id)}
    names = names_of({*(pk for pk in ids if pk), *named})
    return Apart(
        offer_id=offer_id,
        offer=offer.name,
        pairs=tuple(
            Pair(
                row.pk,
                (names[row.person_a_id], names[row.person_b_id]),
                KeepApartReason(row.reason_kind),
            )
            for row in rows
        ),
        people=tuple(
            (str(pk), names[pk]) for pk in sorted((pk for pk in ids if pk), key=lambda p: names[p])
        ),
    )
