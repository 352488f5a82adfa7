"""Answering by personal link: saving, sending, saying no, taking back."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from goldenthread.access import vault
from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit import operations as audit
from goldenthread.evaluation.models import (
    Draft,
    Invitation,
    KeyedForm,
    PersonLink,
    Response,
    Withdrawal,
    WithdrawalReason,
)
from goldenthread.evaluation.operations import figures, keeping
from goldenthread.evaluation.operations.keeping import Sent
from goldenthread.evaluation.queries import answers as queries
from goldenthread.evaluation.queries.interviews import REASON_PURPOSE
from goldenthread.evaluation.rules import answers as rules
from goldenthread.evaluation.terms import (
    TO_COME,
    ConfidentialityMode,
    InvitationState,
    KeyingState,
    PlanState,
)
from goldenthread.instruments import rules as instruments
from goldenthread.instruments.terms import ParsedAnswers
from goldenthread.ui.words import in_london

DRAFT_DAYS = 7


def _held(invitation_id: int, *, by: Actor) -> Invitation:
    """The invitation, locked, for the holder of its link or an evaluator over its offer."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("wave__plan")
    row = next(iter(rows.filter(pk=invitation_id).order_by()), None)
    if row is None:
        raise OutOfReach(f"invitation {invitation_id}")
    if (by.kind, by.id) != ("link", queries.link_actor(invitation_id).id):
        by.must_reach(Permission.ANSWER_LINK, "offer", row.wave.plan.offer_id)
    return row


def _held_open(invitation_id: int, *, now: datetime, by: Actor) -> Invitation:
    row = _held(invitation_id, by=by)
    rules.must_be_open(queries.standing_of(row, now=now))
    return row


def drop_unsent(row: Invitation) -> None:
    """What was typed, or is being written down for them, and has not been sent."""
    Draft.objects.filter(invitation=row).delete()
    KeyedForm.objects.filter(invitation=row).exclude(state=KeyingState.SETTLED).delete()


def _end(row: Invitation, state: InvitationState, *, now: datetime) -> None:
    """The day is all that is kept of when."""
    row.state, row.ended_on = state.value, in_london(now).date()
    row.save(update_fields=["state", "ended_on"])


@transaction.atomic
def save_draft(
    *,
    invitation_id: int,
    parsed: ParsedAnswers,
    now: datetime,
    by: Actor,
    skipped: Sequence[str] = (),
) -> None:
    """Keep what was typed so far. Only the first save is on record: it is no answer yet."""
    row = _held_open(invitation_id, now=now, by=by)
    draft = queries.draft_of(row)
    if draft is None:
        keeping.record(row, "answers.begun", by=by)
        draft = Draft(invitation=row)
    draft.answers = rules.merged(draft.answers, parsed, skipped=skipped)
    draft.typed = parsed.typed
    draft.saved_at = now
    draft.save()


@transaction.atomic
def delete_draft(*, invitation_id: int, by: Actor) -> None:
    """What was typed and not sent is gone."""
    row = _held(invitation_id, by=by)
    Draft.objects.filter(invitation=row).delete()
    keeping.record(row, "answers.draft_deleted", by=by)


@transaction.atomic
def submit(
    *,
    invitation_id: int,
    answers: Mapping[str, object],
    now: datetime,
    by: Actor,
    own_code: Sequence[str] | None = None,
) -> None:
    """Send the answers: the invitation is spent, the draft goes, the response stays."""
    row = _held_open(invitation_id, now=now, by=by)
    items = queries.items_of(row, queries.version_of_wave(row.wave))
    accepted = instruments.accept_answers(items, answers)
    _send(row, accepted, own_code or (), now=now, by=by)


@transaction.atomic
def record_scores(
    *, invitation_id: int, scores: Mapping[str, object], now: datetime, by: Actor
) -> None:
    """Scores of a licensed instrument that the person filled in on its owner's own form."""
    row = _held_open(invitation_id, now=now, by=by)
    by.must_reach(Permission.ANSWER_LINK, "offer", row.wave.plan.offer_id)
    version = queries.version_of_wave(row.wave)
    accepted = instruments.accept_scores(version.subscales if version else (), scores)
    _send(row, accepted, (), now=now, by=by)


def _send(
    row: Invitation,
    answers: Mapping[str, object],
    code: Sequence[str],
    *,
    now: datetime,
    by: Actor,
) -> None:
    Draft.objects.filter(invitation=row).delete()
    _end(row, InvitationState.ANSWERED, now=now)
    on = in_london(now).date()
    keeping.keep(Sent(invitation=row, answers=answers, code=code, on=on), by=by)


@transaction.atomic
def decline(*, invitation_id: int, now: datetime, by: Actor) -> None:
    """No to these questions, without a reason; it can become a yes while they are open."""
    row = _held_open(invitation_id, now=now, by=by)
    drop_unsent(row)
    _end(row, InvitationState.DECLINED, now=now)
    _record_person(row, "invitation.declined", by=by)


@transaction.atomic
def answer_after_all(*, invitation_id: int, now: datetime, by: Actor) -> None:
    """The person changed their mind."""
    row = _held(invitation_id, by=by)
    found = queries.standing_of(row, now=now)
    rules.must_be_declined(found, closes_at=row.closes_at, now=now)
    row.state, row.ended_on = InvitationState.OPEN.value, None
    row.save(update_fields=["state", "ended_on"])
    _record_person(row, "invitation.opened_again", by=by)


@transaction.atomic
def delete_answers(*, invitation_id: int, now: datetime, by: Actor) -> None:
    """Take sent answers back, where something joins them to the person."""
    row = _held(invitation_id, by=by)
    plan = row.wave.plan
    mode = ConfidentialityMode(plan.mode)
    rules.must_still_be_deletable(mode, PlanState(plan.state))
    response = queries.response_of(mode, row.wave_id, plan.pk, row.person_id)
    if response is None:
        raise OutOfReach(f"answers to invitation {invitation_id}")
    figures.keep_figures(plan_id=plan.pk, now=now, by=figures.KEEPER)
    response.delete()
    KeyedForm.objects.filter(invitation=row).delete()
    _forget_unused_pseudonym(plan.pk, row.person_id)
    _end(row, InvitationState.DECLINED, now=now)
    _record_person(row, "answers.deleted", by=by)


@transaction.atomic
def withdraw_from_evaluation(
    *,
    invitation_id: int,
    now: datetime,
    by: Actor,
    deletes_answers: bool = False,
    reason: str = "",
) -> None:
    """No more asking. Linked answers stay or go as the person chose; a reason is encrypted."""
    row = _held(invitation_id, by=by)
    plan, on = row.wave.plan, in_london(now).date()
    mode = ConfidentialityMode(plan.mode)
    if deletes_answers:
        rules.must_still_be_deletable(mode, PlanState(plan.state))
        figures.keep_figures(plan_id=plan.pk, now=now, by=figures.KEEPER)
    withdrawal, _ = Withdrawal.objects.update_or_create(
        plan=plan,
        person_id=row.person_id,
        defaults={"deletes_answers": deletes_answers},
        create_defaults={
            "deletes_answers": deletes_answers,
            "withdrew_on": on,
            "from_wave": row.wave,
        },
    )
    if reason.strip():
        sealed = vault.seal(reason.strip(), purpose=REASON_PURPOSE)
        WithdrawalReason.objects.update_or_create(withdrawal=withdrawal, defaults={"text": sealed})
    _stop_asking(row, now=now)
    if deletes_answers:
        _delete_linked(row)
    _record_person(row, "evaluation.withdrew", by=by)


def _stop_asking(row: Invitation, *, now: datetime) -> None:
    """Every invitation of this person in the plan ends; drafts go."""
    rows = Invitation.objects.filter(wave__plan_id=row.wave.plan_id, person_id=row.person_id)
    on = in_london(now).date()
    Draft.objects.filter(invitation__in=rows).delete()
    in_hand = KeyedForm.objects.filter(invitation__in=rows)
    in_hand.exclude(state=KeyingState.SETTLED).delete()
    rows.filter(state__in=TO_COME).update(state=InvitationState.CANCELLED, ended_on=on)
    rows.filter(state=InvitationState.OPEN).update(state=InvitationState.WITHDRAWN, ended_on=on)


def _delete_linked(row: Invitation) -> None:
    plan_id, person_id = row.wave.plan_id, row.person_id
    mine = Response.objects.filter(wave__plan_id=plan_id)
    mine.filter(person_id=person_id).delete()
    for link in PersonLink.objects.filter(plan_id=plan_id, person_id=person_id):
        mine.filter(pseudonym=link.pseudonym).delete()
    _forget_unused_pseudonym(plan_id, person_id)
    answered = Invitation.objects.filter(wave__plan_id=plan_id, person_id=person_id)
    KeyedForm.objects.filter(invitation__in=answered).delete()
    answered.filter(state=InvitationState.ANSWERED).update(state=InvitationState.WITHDRAWN)


def _forget_unused_pseudonym(plan_id: int, person_id: int) -> None:
    """A join without anything to join is only a risk."""
    for link in PersonLink.objects.filter(plan_id=plan_id, person_id=person_id):
        if not Response.objects.filter(wave__plan_id=plan_id, pseudonym=link.pseudonym).exists():
            link.delete()


def _record_person(row: Invitation, action: str, *, by: Actor) -> None:
    """A choice about being asked: it is about the person and tells nothing of an answer."""
    audit.record(by=by, action=action, subject=("invitation", row.pk), person_id=row.person_id)


@transaction.atomic
def delete_old_drafts(*, now: datetime, by: Actor) -> int:
    """Drafts untouched for a week go; returns how many."""
    old = Draft.objects.filter(saved_at__lt=now - timedelta(days=DRAFT_DAYS))
    count, _ = old.delete()
    if count:
        audit.record(
            by=by, action="answers.drafts_expired", subject=("drafts", ""), detail={"count": count}
        )
    return count
