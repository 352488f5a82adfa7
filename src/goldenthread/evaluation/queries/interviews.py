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
    PlannedWave,
    Withdrawal,
    WithdrawalReason,
)
from goldenthread.evaluation.queries.paths import paths_of_offer
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


@dataclass(frozen=True, kw_only=True)
class Stopped:
    """One person who stopped, with the reason they gave."""

    plan_id: int
    name: str
    withdrew_on: date
    reason: str


def withdrawal(actor: Actor, withdrawal_id: int) -> Stopped:
    """The reason one person gave. Every look is recorded."""
    row = (
        WithdrawalReason.objects.select_related("withdrawal__plan")
        .filter(withdrawal_id=withdrawal_id)
        .first()
    )
    if row is None:
        raise OutOfReach(f"withdrawal {withdrawal_id}")
    stopped = row.withdrawal
    actor.must_reach(Permission.ANSWER_LINK, "offer", stopped.plan.offer_id)
    audit.record_view(
        by=actor,
        page="withdrawal_reason.read",
        subject=("withdrawal", withdrawal_id),
        person_ids=[stopped.person_id],
    )
    return Stopped(
        plan_id=stopped.plan_id,
        name=directory.name_of(stopped.person_id),
        withdrew_on=stopped.withdrew_on,
        reason=vault.unseal(bytes(row.text), purpose=REASON_PURPOSE),
    )


Choices = list[tuple[int, str]]


def may_agree(actor: Actor, plan_id: int) -> Choices:
    """Everyone with a place in the offer who has not agreed yet, by name."""
    offer_id = plan_offer_id(actor, plan_id, permission=Permission.ANSWER_LINK)
    agreed = InterviewAgreement.objects.filter(plan_id=plan_id).values_list("person_id", flat=True)
    names = directory.names_of(set(paths_of_offer(offer_id)) - set(agreed))
    return sorted(names.items(), key=lambda one: one[1])


def may_stop(actor: Actor, plan_id: int, person_id: int) -> tuple[str, Choices]:
    """The name of someone who agreed, and the rounds they may stop from."""
    plan_offer_id(actor, plan_id, permission=Permission.ANSWER_LINK)
    if not InterviewAgreement.objects.filter(plan_id=plan_id, person_id=person_id).exists():
        raise OutOfReach(f"person {person_id} has not agreed to interviews")
    waves = PlannedWave.objects.filter(plan_id=plan_id, kind=WaveKind.INTERVIEW)
    return directory.name_of(person_id), list(waves.values_list("pk", "label"))


@dataclass(frozen=True, kw_only=True)
class Talk:
    """One conversation to be recorded."""

    plan_id: int
    name: str
    wave: str


def conversation(actor: Actor, invitation_id: int) -> Talk:
    """A conversation of someone who agreed."""
    rows = Invitation.objects.filter(pk=invitation_id, wave__kind=WaveKind.INTERVIEW)
    row = rows.select_related("wave__plan", "person").first()
    if row is None:
        raise OutOfReach(f"interview {invitation_id}")
    actor.must_reach(Permission.ANSWER_LINK, "offer", row.wave.plan.offer_id)
    return Talk(plan_id=row.wave.plan_id, name=row.person.name, wave=row.wave.label)
