"""Who agreed to talk, worded for the evaluators."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from goldenthread.evaluation.queries.interviews import Conversation, Interviewee, Talk
from goldenthread.evaluation.queries.plans import PlanCard
from goldenthread.evaluation.rules.interviews import POSSIBLE
from goldenthread.evaluation.terms import InvitationState
from goldenthread.ui.words import counted, day

AGREE = "Someone agreed to talk"
SAID = {
    InvitationState.PROVISIONAL: "from {due}, if the calendar stays as it is",
    InvitationState.PLANNED: "invited on {due}",
    InvitationState.OPEN: "invited since {due}",
    InvitationState.ANSWERED: "spoke on {end}",
    InvitationState.DECLINED: "said no this time",
    InvitationState.WITHDRAWN: "stopped",
    InvitationState.CLOSED: "invited, and it did not come about",
    InvitationState.CANCELLED: "not asked",
}


@dataclass(frozen=True)
class TalkLine:
    """One conversation: what became of it, and where to record it."""

    label: str
    words: str
    record_href: str


@dataclass(frozen=True)
class PersonLine:
    """One person who agreed."""

    name: str
    agreed: str
    talks: tuple[TalkLine, ...]
    stopped: str
    reason_href: str
    stop_href: str


@dataclass(frozen=True)
class InterviewsPage:
    """Everyone who agreed."""

    plan_id: int
    offer: str
    heading: str
    people: tuple[PersonLine, ...]


def interviews_page(card: PlanCard, people: Sequence[Interviewee]) -> InterviewsPage:
    labels = {wave.id: wave.label for wave in card.waves}
    heading = (
        f"{counted(len(people), 'person', 'people')} agreed to talk"
        if people
        else "Nobody has agreed to talk yet"
    )
    return InterviewsPage(
        plan_id=card.id,
        offer=card.offer,
        heading=heading,
        people=tuple(_person(card.id, one, labels) for one in people),
    )


def _person(plan_id: int, one: Interviewee, labels: dict[int, str]) -> PersonLine:
    reason = ""
    if one.withdrawal_id is not None and one.has_reason:
        reason = reverse("evaluation:interview_reason", args=(one.withdrawal_id,))
    stop = ""
    if one.withdrew_on is None:
        stop = reverse("evaluation:interview_stop", args=(plan_id, one.person_id))
    return PersonLine(
        name=one.name,
        agreed=f"Agreed on {day(one.agreed_on)}",
        talks=tuple(_talk(talk, labels[talk.wave_id]) for talk in one.conversations),
        stopped=f"Stopped on {day(one.withdrew_on)}" if one.withdrew_on else "",
        reason_href=reason,
        stop_href=stop,
    )


def _talk(talk: Conversation, label: str) -> TalkLine:
    can_record = talk.state in POSSIBLE and talk.state != InvitationState.ANSWERED
    return TalkLine(
        label=label,
        words=SAID[talk.state].format(
            due=day(talk.due_on), end=day(talk.ended_on) if talk.ended_on else ""
        ),
        record_href=reverse("evaluation:interview_record", args=(talk.invitation_id,))
        if can_record
        else "",
    )


def talk_title(talk: Talk) -> str:
    return f"{talk.wave}: {talk.name}"


def stop_title(name: str) -> str:
    return f"{name} stopped"
