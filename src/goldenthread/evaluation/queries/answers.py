"""What a personal link leads to, and what an evaluator may read of answers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from goldenthread.access import vault
from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.evaluation.models import (
    Draft,
    Invitation,
    PersonLink,
    Plan,
    PlannedWave,
    Response,
    Withdrawal,
)
from goldenthread.evaluation.rules import answers as rules
from goldenthread.evaluation.rules.answers import Standing
from goldenthread.evaluation.terms import (
    TO_COME,
    ConfidentialityMode,
    InvitationState,
    PlanState,
    Variant,
    WaveKind,
)
from goldenthread.instruments import queries as instruments
from goldenthread.instruments.terms import Answer, ItemView, VersionView

LINK_KIND = "invitation"
TOKEN = re.compile(r"([0-9]{1,18})-[A-Za-z0-9_=-]{8,64}", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Everything that the pages behind one personal link need, loaded at once."""

    invitation_id: int
    token: str
    standing: Standing
    mode: ConfidentialityMode
    kind: WaveKind
    wave_id: int
    plan_id: int
    person_id: int
    plan_state: PlanState
    opens_at: datetime
    closes_at: datetime
    kept_until: date
    who_sees: str
    evaluator_contact: str
    offer: str
    partnership_contact: str
    support_line: str
    support_hours: str
    version: VersionView | None
    items: tuple[ItemView, ...]
    answers: Mapping[str, Answer]
    typed: Mapping[str, list[str]]
    saved_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.standing is Standing.OPEN

    @property
    def is_linked(self) -> bool:
        return self.mode in rules.LINKED

    @property
    def actor(self) -> Actor:
        """Whoever holds the link: reaches this invitation and nothing else."""
        return link_actor(self.invitation_id)


def link_actor(invitation_id: int) -> Actor:
    return Actor.link(subject=f"{LINK_KIND}:{invitation_id}")


def standing_of(row: Invitation, *, now: datetime) -> Standing:
    """An open invitation answers for itself: whoever withdraws has none left. For any other,
    having withdrawn is what the person should read."""
    found = rules.standing(
        InvitationState(row.state),
        plan_state=PlanState(row.wave.plan.state),
        closes_at=row.closes_at,
        now=now,
    )
    if found is Standing.OPEN:
        return found
    gone = Withdrawal.objects.filter(plan_id=row.wave.plan_id, person_id=row.person_id)
    return Standing.WITHDRAWN if gone.exists() else found


def version_of_wave(wave: PlannedWave) -> VersionView | None:
    """What the wave asks; None for an interview. Published words are kept in memory."""
    version = wave.instrument_version
    return instruments.frozen_version(version.pk, version.digest) if version else None


def items_of(row: Invitation, version: VersionView | None) -> tuple[ItemView, ...]:
    """What this person is asked of it."""
    return rules.items_for(
        version.items if version else (),
        variant=Variant(row.variant),
        mode=ConfidentialityMode(row.wave.plan.mode),
    )


def asked(token: str, *, now: datetime) -> Asked | None:
    """What this link leads to; None for anything that is not a genuine link. One query."""
    found = TOKEN.fullmatch(token)
    if found is None:
        return None
    rows = Invitation.objects.select_related(
        "wave__plan__offer__programme", "wave__instrument_version", "draft"
    )
    row = next(iter(rows.filter(pk=int(found.group(1))).order_by()), None)
    if row is None or vault.subject_of_token(LINK_KIND, token, nonce=row.nonce) is None:
        return None
    return _asked(row, token, now=now)


def asked_by_hand(actor: Actor, invitation_id: int, *, now: datetime) -> Asked:
    """The same for an evaluator who writes down what somebody says or has put on paper."""
    rows = Invitation.objects.select_related(
        "wave__plan__offer__programme", "wave__instrument_version", "draft"
    )
    row = rows.filter(pk=invitation_id).first()
    if row is None:
        raise OutOfReach(f"invitation {invitation_id}")
    actor.must_reach(Permission.ANSWER_LINK, "offer", row.wave.plan.offer_id)
    return _asked(row, "", now=now)


def _asked(row: Invitation, token: str, *, now: datetime) -> Asked:
    plan, draft = row.wave.plan, draft_of(row)
    programme, version = plan.offer.programme, version_of_wave(row.wave)
    return Asked(
        invitation_id=row.pk,
        token=token,
        standing=standing_of(row, now=now),
        mode=ConfidentialityMode(plan.mode),
        kind=WaveKind(row.wave.kind),
        wave_id=row.wave_id,
        plan_id=plan.pk,
        person_id=row.person_id,
        plan_state=PlanState(plan.state),
        opens_at=row.due_at,
        closes_at=row.closes_at,
        kept_until=plan.kept_until,
        who_sees=plan.who_sees,
        evaluator_contact=plan.evaluator_contact,
        offer=plan.offer.name,
        partnership_contact=programme.contact_email,
        support_line=programme.support_line,
        support_hours=programme.support_hours,
        version=version,
        items=items_of(row, version),
        answers=draft.answers if draft else {},
        typed=draft.typed if draft else {},
        saved_at=draft.saved_at if draft else None,
    )


def draft_of(row: Invitation) -> Draft | None:
    """What this person has typed and not sent, from a row loaded with its draft."""
    try:
        return row.draft
    except Draft.DoesNotExist:
        return None


def token_of(invitation_id: int) -> str:
    """The personal link's token, made again whenever a message is sent."""
    row = Invitation.objects.only("nonce").get(pk=invitation_id)
    return vault.link_token(LINK_KIND, invitation_id, nonce=row.nonce)


def path_of(invitation_id: int) -> str:
    """The path of the personal link."""
    return f"/a/{token_of(invitation_id)}/"


def sent_response(found: Asked) -> Response | None:
    """The response of whoever holds this link; None where nothing joins them."""
    return response_of(found.mode, found.wave_id, found.plan_id, found.person_id)


def response_of(
    mode: ConfidentialityMode, wave_id: int, plan_id: int, person_id: int
) -> Response | None:
    rows = Response.objects.filter(wave_id=wave_id)
    if mode is ConfidentialityMode.NAMED:
        return rows.filter(person_id=person_id).first()
    if mode is ConfidentialityMode.PSEUDONYM:
        mine = PersonLink.objects.filter(plan_id=plan_id, person_id=person_id)
        return rows.filter(pseudonym__in=mine.values("pseudonym")).first()
    return None


def sent_answers(found: Asked, *, now: datetime) -> Mapping[str, Answer] | None:
    """What this person sent, for their own eyes and only while their questions are open."""
    rules.must_be_readable(
        found.standing,
        found.mode,
        plan_state=found.plan_state,
        closes_at=found.closes_at,
        now=now,
    )
    row = sent_response(found)
    return dict(row.answers) if row else None


def has_sent(found: Asked) -> bool:
    """Has this person sent answers in this evaluation, now or in an earlier wave?"""
    rows = Invitation.objects.filter(wave__plan_id=found.plan_id, person_id=found.person_id)
    sent = rows.filter(state=InvitationState.ANSWERED, wave__kind=WaveKind.QUESTIONNAIRE)
    return bool(sent.exists())


def next_asking(found: Asked) -> datetime | None:
    """When this person will be asked again in the same evaluation, as far as is known."""
    rows = Invitation.objects.filter(
        wave__plan_id=found.plan_id, person_id=found.person_id, state__in=TO_COME
    )
    return rows.order_by("due_at").values_list("due_at", flat=True).first()


def person_links(actor: Actor, plan_id: int) -> dict[str, int]:
    """Pseudonym → person id: for evaluators over this plan's offer, and nobody else."""
    _must_hold_links(actor, plan_id)
    rows = PersonLink.objects.filter(plan_id=plan_id)
    return dict(rows.values_list("pseudonym", "person_id"))


@dataclass(frozen=True, kw_only=True)
class AnswerRow:
    """One response as the evaluators read it. `respondent` is empty where nothing joins waves."""

    wave: str
    version_id: int
    respondent: str
    code: tuple[str, ...]
    cohort_id: int | None
    arm: str
    answers: Mapping[str, Any]


def answer_rows(actor: Actor, plan_id: int) -> tuple[AnswerRow, ...]:
    """Every response of a plan, for the evaluation team. In no order that tells of time.

    Named responses go by the person's id, so this needs the right to join answers to people.
    """
    _must_hold_links(actor, plan_id)
    rows = Response.objects.filter(wave__plan_id=plan_id).select_related("wave")
    return tuple(
        AnswerRow(
            wave=row.wave.key,
            version_id=row.version_id,
            respondent=str(row.person_id) if row.person_id else row.pseudonym,
            code=tuple(row.code_digests),
            cohort_id=row.cohort_id,
            arm=row.arm,
            answers=row.answers,
        )
        for row in rows.order_by("wave__position", "id")
    )


def _must_hold_links(actor: Actor, plan_id: int) -> None:
    offer_id = Plan.objects.filter(pk=plan_id).values_list("offer_id", flat=True).first()
    if offer_id is None:
        raise OutOfReach(f"evaluation plan {plan_id}")
    actor.must_reach(Permission.ANSWER_LINK, "offer", offer_id)
