"""Publishing a plan: places are offered with time to answer, and the rest are told the truth."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.audit import operations as audit
from goldenthread.directory.terms import Contact
from goldenthread.learning.models import Application, Cohort, CohortPlan
from goldenthread.learning.operations import cohort_letters as letters
from goldenthread.learning.operations.moves import plan_row
from goldenthread.learning.operations.places import offer
from goldenthread.learning.operations.telling import (
    WAITING,
    contacts,
    facts_of,
    when_to_tell,
    write,
)
from goldenthread.learning.queries.forming import Forming, forming
from goldenthread.learning.queries.plan_checks import in_play, seated_of
from goldenthread.learning.queries.plans import mix_of
from goldenthread.learning.queries.settling import unsettled
from goldenthread.learning.queries.waiting import why_waiting
from goldenthread.learning.rules import applications as steps
from goldenthread.learning.rules import plans as rules
from goldenthread.learning.rules.places import MAY_BE_OFFERED
from goldenthread.learning.terms import ApplicationState, ApplicationStep, PlanState
from goldenthread.programmes.queries import card_for_pages
from goldenthread.ui.words import in_london


@transaction.atomic
def publish_plan(*, plan_id: int, now: datetime, by: Actor, why: str = "") -> tuple[int, int]:
    """Offer the places and write to the waiting list; returns (offered, waiting)."""
    plan = plan_row(plan_id, by=by)
    by.must_reach(Permission.PLACE_OFFER, "offer", plan.offer_id)
    rules.must_be_draft(PlanState(plan.state))
    rules.must_be_made(plan.status)
    known = forming(by, plan.offer_id, on=in_london(now).date())
    rules.must_be_settled(unsettled(known, plan), why)
    placed = dict(plan.places.values_list("application_id", "cohort_id"))
    people = [a for a in _people(known, placed) if a.state in MAY_BE_OFFERED]
    reached = contacts(a.person_id for a in people if a.person_id)
    offered = _offer_all(
        [a for a in people if placed[a.pk] is not None], placed, reached, now=now, by=by
    )
    waiting = [a for a in people if placed[a.pk] is None]
    _tell_waiting(waiting, known, plan, reached, now=now, by=by)
    mix = mix_of(known, in_play(known, seated_of(plan)))
    _mark(plan, mix=mix, why=why, now=now, by=by, counts=(offered, len(waiting)))
    return offered, len(waiting)


def _people(known: Forming, placed: Mapping[int, int | None]) -> list[Application]:
    """Applicants of the plan who are still in play, in the order drawn."""
    rows = Application.objects.select_for_update().filter(
        pk__in=[pk for pk in placed if pk in known.applicants]
    )
    return sorted(rows, key=lambda a: (a.lottery_rank is None, a.lottery_rank or 0, a.pk))


def _offer_all(
    people: list[Application],
    placed: Mapping[int, int | None],
    reached: Mapping[int, Contact],
    *,
    now: datetime,
    by: Actor,
) -> int:
    rows = Cohort.objects.filter(pk__in={placed[a.pk] for a in people})
    cohorts = {row.pk: row for row in rows.select_related("offer", "venue")}
    facts = {pk: facts_of(row) for pk, row in cohorts.items()}
    for application in people:
        cohort = cohorts[placed[application.pk] or 0]
        offer(
            application,
            cohort,
            contact=reached.get(application.person_id or 0),
            now=now,
            by=by,
            facts=facts[cohort.pk],
        )
    return len(people)


def _tell_waiting(
    people: list[Application],
    known: Forming,
    plan: CohortPlan,
    reached: Mapping[int, Contact],
    *,
    now: datetime,
    by: Actor,
) -> None:
    seated = seated_of(plan)
    contact_email = card_for_pages(plan.offer.programme_id).contact_email
    for application in people:
        sentence = _wait(application, why_waiting(known, seated, application.pk), plan)
        contact = reached.get(application.person_id or 0)
        letter = letters.waiting(
            contact.name if contact else "",
            offer=plan.offer.name,
            contact=contact_email,
            sentence=sentence,
            application_id=application.pk,
            programme_id=plan.offer.programme_id,
        )
        write(
            letter,
            person_id=application.person_id or 0,
            contact=contact,
            offer_id=plan.offer_id,
            dedupe_key=f"waiting:{plan.pk}:{application.pk}",
            due_at=when_to_tell(contact, now),
            by=by,
            check=(WAITING, application.pk),
        )


def _wait(application: Application, sentence: str, plan: CohortPlan) -> str:
    """On the waiting list, with the sentence kept for their own page."""
    state = ApplicationState(application.state)
    application.state = steps.next_state(state, ApplicationStep.WAIT)
    application.save(update_fields=["state"])
    plan.places.filter(application=application).update(told=sentence)
    return sentence


def _mark(
    plan: CohortPlan, *, mix: float, why: str, now: datetime, by: Actor, counts: tuple[int, int]
) -> None:
    CohortPlan.objects.filter(offer_id=plan.offer_id, state=PlanState.PUBLISHED).update(
        state=PlanState.SUPERSEDED
    )
    plan.state, plan.published_at = PlanState.PUBLISHED, now
    plan.report = {**plan.report, "published_why": why.strip(), "published_mix": mix}
    plan.save(update_fields=["state", "published_at", "report"])
    audit.record(
        by=by,
        action="plan.published",
        subject=("plan", plan.pk),
        detail={"offered": counts[0], "waiting": counts[1], "with_reason": bool(why.strip())},
    )
