"""Screening: criterion by criterion, with a sentence the applicant will read."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from goldenthread.access import queries as access
from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.learning.models import Application, Criterion, Offer, Screening
from goldenthread.learning.operations import letters
from goldenthread.learning.operations.applications import answer, mine_or_reached
from goldenthread.learning.operations.rescreening import keep_screening
from goldenthread.learning.queries.answered import proposals_for
from goldenthread.learning.queries.applications import to_screen
from goldenthread.learning.queries.offers import criteria_now
from goldenthread.learning.rules import applications as rules
from goldenthread.learning.rules import criteria as criteria_rules
from goldenthread.learning.rules import offers as offer_rules
from goldenthread.learning.rules.criteria import Proposal
from goldenthread.learning.rules.places import polite
from goldenthread.learning.terms import ApplicationState, ApplicationStep, OfferState
from goldenthread.ui.words import when

Reasons = Mapping[int, tuple[bool | None, str]]


def _row(application_id: int, *, by: Actor) -> Application:
    row = (
        Application.objects.select_for_update(of=("self",))
        .select_related("offer__programme__host")
        .filter(pk=application_id, submitted_at__isnull=False)
        .first()
    )
    if row is None:
        raise OutOfReach(f"application {application_id}")
    by.must_reach(Permission.APPLICATION_SCREEN, "offer", row.offer_id)
    offer_rules.must_not_be_called_off(OfferState(row.offer.state))
    return row


def _must_be_as_seen(row: Application, seen_id: int | None) -> None:
    latest = (
        Screening.objects.filter(application=row, criteria_version=row.criteria_version_id)
        .order_by("-id")
        .first()
    )
    who = access.names_of({latest.decided_by}).get(latest.decided_by, "") if latest else ""
    rules.must_not_be_screened_since(
        seen_id=seen_id,
        latest_id=latest.pk if latest else None,
        who=who,
        when=when(latest.decided_at) if latest else "",
    )


@transaction.atomic
def screen_application(
    *,
    application_id: int,
    reasons: Reasons,
    sentence: str,
    now: datetime,
    by: Actor,
    seen_screening_id: int | None = None,
) -> int:
    """One person's decision against the criteria in force. Earlier decisions are kept.

    `reasons` maps each criterion's id to met, not met or not known, and why.
    `seen_screening_id` is the decision the screener saw, if there was one.
    """
    row = _row(application_id, by=by)
    _must_be_as_seen(row, seen_screening_id)
    criteria = list(Criterion.objects.filter(version=row.criteria_version_id))
    _must_be_about(criteria, reasons)
    is_eligible = criteria_rules.outcome([reasons[c.pk][0] for c in criteria])
    rules.must_say_why(is_eligible=is_eligible, sentence=sentence)
    proposals = [Proposal(c.pk, *reasons[c.pk]) for c in criteria]
    return _decide(row, proposals, is_eligible=is_eligible, sentence=sentence, now=now, by=by)


def _must_be_about(criteria: list[Criterion], reasons: Reasons) -> None:
    if {criterion.pk for criterion in criteria} != set(reasons):
        raise Refused(
            "The criteria have changed since you opened this page. Open it again to see them."
        )


def _decide(
    row: Application,
    proposals: list[Proposal],
    *,
    is_eligible: bool,
    sentence: str,
    now: datetime,
    by: Actor,
) -> int:
    step = ApplicationStep.FIND_ELIGIBLE if is_eligible else ApplicationStep.FIND_NOT_ELIGIBLE
    row.state = rules.next_state(ApplicationState(row.state), step)
    row.save(update_fields=["state"])
    made = keep_screening(
        row, proposals, is_eligible=is_eligible, sentence=sentence, now=now, by=by
    )
    letter = letters.eligible if is_eligible else letters.not_eligible
    letters.send(row, letter(sentence.strip()), key=str(made.pk), due_at=polite(now), by=by)
    audit.record(
        by=by,
        action="application.screened",
        subject=("application", row.pk),
        person_id=row.person_id,
        detail={"state": row.state, "criteria": row.criteria_version_id},
    )
    return int(made.pk)


@transaction.atomic
def screen_clear_ones(*, offer_id: int, now: datetime, by: Actor) -> int:
    """Confirm every application whose answers meet every criterion; returns how many.

    One that is not clear waits for a person, and one already decided is left alone.
    """
    by.must_reach(Permission.APPLICATION_SCREEN, "offer", offer_id)
    Offer.objects.select_for_update().get(pk=offer_id)
    found = [(row, proposals_for(row)) for row in to_screen(offer_id)]
    clear = [(row, said) for row, said in found if criteria_rules.is_clear(said)]
    for row, said in clear:
        _decide(row, said, is_eligible=True, sentence="", now=now, by=by)
    return len(clear)


@transaction.atomic
def answer_new_questions(
    *, application_id: int, answers: Mapping[int, bool | str | None], by: Actor
) -> int:
    """After a change of criteria: the applicant answers what is asked now; returns how many."""
    row = mine_or_reached(application_id, by=by, permission=Permission.APPLICATION_SCREEN)
    if row.state != ApplicationState.SUBMITTED:
        raise Refused(rules.WHERE_IT_STANDS[ApplicationState(row.state)])
    card = criteria_now(row.offer_id)
    kept = answer(row, card.criteria if card else (), answers)
    if kept:
        audit.record(
            by=by,
            action="application.answered",
            subject=("application", row.pk),
            person_id=row.person_id,
            detail={"answers": kept},
        )
    return kept
