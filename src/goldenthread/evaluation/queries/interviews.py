"""Who agreed to talk, and what became of it. For evaluators alone."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from goldenthread.access import vault
from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit import operations as audit
from goldenthread.directory import queries as directory
from goldenthread.evaluation.models import (
    InterviewAgreement,
    Invitation,
    Plan,
    Withdrawal,
    WithdrawalReason,
)
from goldenthread.evaluation.terms import InvitationState, WaveKind

REASON_PURPOSE = "evaluation.withdrawal_reason"


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """One interview of one person: when it is due and what became of it."""

    invitation_id: int
    wave_id: int
    state: InvitationState
    due_on: date
    ended_on: date | None


@dataclass(frozen=True, kw_only=True)
class Interviewee:
    """Someone who agreed to talk."""

    person_id: int
    name: str
    agreed_on: date
    withdrawal_id: int | None
    withdrew_on: date | None
    has_reason: bool
    conversations: tuple[Conversation, ...]


def plan_offer_id(actor: Actor, plan_id: int, *, permission: Permission) -> int:
    """The offer of a plan the permission reaches, or OutOfReach."""
    offer_id = Plan.objects.filter(pk=plan_id).values_list("offer_id", flat=True).first()
    if offer_id is None:
        raise OutOfReach(f"evaluation plan {plan_id}")
    actor.must_reach(permission, "offer", offer_id)
    return int(offer_id)


def interviewees(actor: Actor, plan_id: int) -> tuple[Interviewee, ...]:
    """Everyone who agreed, by name, with their conversations."""
    plan_offer_id(actor, plan_id, permission=Permission.ANSWER_LINK)
    agreed = dict(
        InterviewAgreement.objects.filter(plan_id=plan_id).values_list("person_id", "agreed_on")
    )
    names = directory.names_of(agreed)
    stopped = {
        row.person_id: row
        for row in Withdrawal.objects.filter(plan_id=plan_id, person_id__in=agreed).select_related(
            "reason"
        )
    }
    talks = _conversations(plan_id)
    found = [
        _interviewee(person_id, names.get(person_id, ""), on, stopped.get(person_id), talks)
        for person_id, on in agreed.items()
    ]
    return tuple(sorted(found, key=lambda one: one.name))


def _conversations(plan_id: int) -> dict[int, list[Conversation]]:
    rows = Invitation.objects.filter(wave__plan_id=plan_id, wave__kind=WaveKind.INTERVIEW)
    found: dict[int, list[Conversation]] = defaultdict(list)
    for row in rows.order_by("wave__position"):
        found[row.person_id].append(
            Conversation(
                invitation_id=row.pk,
                wave_id=row.wave_id,
                state=InvitationState(row.state),
                due_on=row.due_at.date(),
                ended_on=row.ended_on,
            )
        )
    return found


def _interviewee(
    person_id: int,
    name: str,
    agreed_on: date,
    stopped: Withdrawal | None,
    talks: dict[int, list[Conversation]],
) -> Interviewee:
    return Interviewee(
        person_id=person_id,
        name=name,
        agreed_on=agreed_on,
        withdrawal_id=stopped.pk if stopped else None,
        withdrew_on=stopped.withdrew_on if stopped else None,
        has_reason=stopped is not None and hasattr(stopped, "reason"),
        conversations=tuple(talks.get(person_id, ())),
    )


def withdrawal_reason(actor: Actor, withdrawal_id: int) -> str:
    """The reason one person gave. Every look is recorded."""
    row = (
        WithdrawalReason.objects.select_related("withdrawal__plan")
        .filter(withdrawal_id=withdrawal_id)
        .first()
    )
    if row is None:
        raise OutOfReach(f"withdrawal {withdrawal_id}")
    actor.must_reach(Permission.ANSWER_LINK, "offer", row.withdrawal.plan.offer_id)
    audit.record_view(
        by=actor,
        page="withdrawal_reason.read",
        subject=("withdrawal", withdrawal_id),
        person_ids=[row.withdrawal.person_id],
    )
    return vault.unseal(bytes(row.text), purpose=REASON_PURPOSE)
