"""A new version of the criteria looks again at every application that is still open."""

from datetime import datetime

from goldenthread.access.actor import Actor
from goldenthread.audit import operations as audit
from goldenthread.learning.models import (
    Application,
    CriteriaVersion,
    Criterion,
    CriterionAnswer,
    Offer,
    Screening,
    ScreeningReason,
)
from goldenthread.learning.operations import letters
from goldenthread.learning.rules import applications as states
from goldenthread.learning.rules import criteria as rules
from goldenthread.learning.rules.criteria import Earlier, Proposal
from goldenthread.learning.rules.places import polite
from goldenthread.learning.terms import ApplicationState, ApplicationStep, CriterionKind


def screen_again(offer: Offer, version: CriteriaVersion, *, now: datetime, by: Actor) -> int:
    """Look at each open application under the new version; returns how many.

    Earlier screenings stay as they are. A place once offered is kept.
    """
    rows = (
        Application.objects.select_for_update(of=("self",))
        .select_related("offer__programme__host")
        .filter(offer=offer, state__in=states.CAN_BE_SCREENED_AGAIN)
        .prefetch_related(
            "answers__criterion", "screenings__criteria_version", "screenings__reasons__criterion"
        )
        .order_by("id")
    )
    criteria = list(version.criteria.all())
    looked_at = list(rows)
    for application in looked_at:
        _one(application, version, criteria, now=now, by=by)
    return len(looked_at)


def _one(
    application: Application,
    version: CriteriaVersion,
    criteria: list[Criterion],
    *,
    now: datetime,
    by: Actor,
) -> None:
    latest = max(application.screenings.all(), key=lambda screening: screening.pk, default=None)
    answers = _carry_answers(application, criteria)
    proposals = [_proposal(each, answers.get(each.pk), latest) for each in criteria]
    before = ApplicationState(application.state)
    step = rules.step_after_change(before, proposals)
    application.state = states.next_state(before, step)
    application.criteria_version = version
    application.save(update_fields=["state", "criteria_version"])
    if step != ApplicationStep.LOOK_AGAIN:
        is_eligible = step == ApplicationStep.FIND_ELIGIBLE
        sentence = "" if is_eligible or latest is None else latest.sentence
        keep_screening(
            application, proposals, is_eligible=is_eligible, sentence=sentence, now=now, by=by
        )
    audit.record(
        by=by,
        action="application.looked_at_again",
        subject=("application", application.pk),
        person_id=application.person_id,
        detail={"criteria": version.number, "state": application.state},
    )
    has_question = len(answers) < len(criteria)
    _tell(application, version, has_question, before=before, step=step, now=now, by=by)


def _tell(
    application: Application,
    version: CriteriaVersion,
    has_question: bool,
    *,
    before: ApplicationState,
    step: ApplicationStep,
    now: datetime,
    by: Actor,
) -> None:
    """Those whose answer changed, and those who are looked at again."""
    if application.state == before and step != ApplicationStep.LOOK_AGAIN:
        return
    letter = letters.looked_at_again(
        has_question=has_question, is_eligible=step == ApplicationStep.FIND_ELIGIBLE
    )
    letters.send(application, letter, key=str(version.number), due_at=polite(now), by=by)


def _carry_answers(
    application: Application, criteria: list[Criterion]
) -> dict[int, CriterionAnswer]:
    """Answers to questions that have not changed, kept under the new version as well."""
    carried: dict[int, CriterionAnswer] = {}
    for criterion in criteria:
        old = _same_question(application, criterion)
        if old is not None:
            carried[criterion.pk] = CriterionAnswer.objects.create(
                application=application, criterion=criterion, value=old.value, text=old.text
            )
    return carried


def _is_same(criterion: Criterion, other: Criterion) -> bool:
    return rules.is_same_question(
        key=criterion.key,
        kind=criterion.kind,
        question=criterion.question,
        other_key=other.key,
        other_kind=other.kind,
        other_question=other.question,
    )


def _same_question(application: Application, criterion: Criterion) -> CriterionAnswer | None:
    found = [one for one in application.answers.all() if _is_same(criterion, one.criterion)]
    return max(found, key=lambda answer: answer.pk, default=None)


def _proposal(
    criterion: Criterion, answer: CriterionAnswer | None, latest: Screening | None
) -> Proposal:
    fresh = rules.propose(
        criterion.pk,
        CriterionKind(criterion.kind),
        value=answer.value if answer else None,
        text=answer.text if answer else "",
    )
    if answer is None or latest is None:
        return fresh
    reasons = [one for one in latest.reasons.all() if _is_same(criterion, one.criterion)]
    earlier = Earlier(reasons[0].is_met, reasons[0].reason) if reasons else None
    return rules.propose_again(fresh, earlier=earlier, number=latest.criteria_version.number)


def keep_screening(
    application: Application,
    proposals: list[Proposal],
    *,
    is_eligible: bool,
    sentence: str,
    now: datetime,
    by: Actor,
) -> Screening:
    """One decision with its reasons, added to the history."""
    assert application.criteria_version_id is not None
    row = Screening.objects.create(
        application=application,
        criteria_version_id=application.criteria_version_id,
        is_eligible=is_eligible,
        decided_by=by.id,
        decided_at=now,
        sentence=sentence.strip(),
    )
    ScreeningReason.objects.bulk_create(
        ScreeningReason(
            screening=row,
            criterion_id=proposal.criterion_id,
            is_met=proposal.is_met,
            reason=proposal.reason.strip()[:300],
        )
        for proposal in proposals
    )
    return row
