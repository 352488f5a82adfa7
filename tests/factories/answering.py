"""Plans, waves and invitations for tests, as they stand once people are asked."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from goldenthread.access.actor import Actor
from goldenthread.directory.models import Person
from goldenthread.evaluation.models import Invitation, Plan, PlannedWave
from goldenthread.evaluation.queries import answers as queries
from goldenthread.evaluation.terms import (
    Anchor,
    ConfidentialityMode,
    InvitationState,
    PlanState,
    Variant,
    WaveKind,
)
from goldenthread.instruments.terms import ItemDraft
from goldenthread.learning.models import Cohort, Offer
from goldenthread.programmes.models import Programme
from tests.factories import instruments
from tests.factories.directory import make_organisation, make_person

_numbers = count(1)
NOW = datetime(2026, 3, 3, 16, 12, tzinfo=UTC)
BY = Actor.system(reason="tests")
KEPT_UNTIL = date(2028, 3, 31)


def make_offer(**rest: Any) -> Offer:
    number = next(_numbers)
    programme = Programme.objects.create(
        name=f"Programme {number}",
        slug=f"programme-{number}",
        host=make_organisation(),
        starts_on=date(2026, 1, 1),
        support_line="01632 960 118",
        support_hours="8am to 8pm",
        contact_email="team@example.org",
    )
    rest.setdefault("name", f"Action learning sets {number}")
    return Offer.objects.create(
        programme=programme, slug=f"offer-{number}", kind="action_learning_set", **rest
    )


def make_cohort(offer: Offer | None = None, **rest: Any) -> Cohort:
    rest.setdefault("name", f"Set {next(_numbers)}")
    return Cohort.objects.create(
        offer=offer or make_offer(), mode="online", minimum=1, maximum=24, **rest
    )


def make_plan(
    mode: ConfidentialityMode = ConfidentialityMode.NAMED,
    *,
    offer: Offer | None = None,
    state: PlanState = PlanState.LIVE,
    **rest: Any,
) -> Plan:
    rest.setdefault("evaluator_contact", "the evaluation team, evaluators@example.org")
    return Plan.objects.create(
        offer=offer or make_offer(), mode=mode, state=state, kept_until=KEPT_UNTIL, **rest
    )


def make_wave(
    plan: Plan,
    items: Sequence[ItemDraft] | None = None,
    *,
    kind: WaveKind = WaveKind.QUESTIONNAIRE,
    version_id: int | None = None,
    **rest: Any,
) -> PlannedWave:
    number = next(_numbers)
    if kind is WaveKind.QUESTIONNAIRE and version_id is None:
        version_id = instruments.make_published(items, why_we_ask="To learn.")
    rest.setdefault("position", number)
    return PlannedWave.objects.create(
        plan=plan,
        key=f"wave-{number}",
        label=f"Wave {number}",
        kind=kind,
        anchor=Anchor.LAST_ATTENDED,
        instrument_version_id=version_id,
        **rest,
    )


def invite(
    wave: PlannedWave,
    *,
    person: Person | None = None,
    cohort: Cohort | None = None,
    state: InvitationState = InvitationState.OPEN,
    variant: Variant = Variant.FULL,
    due_at: datetime = NOW - timedelta(days=1),
    closes_at: datetime = NOW + timedelta(days=13),
) -> Invitation:
    return Invitation.objects.create(
        wave=wave,
        person=person or make_person(),
        cohort=cohort or make_cohort(wave.plan.offer),
        state=state,
        variant=variant,
        due_at=due_at,
        closes_at=closes_at,
        nonce=f"nonce-{next(_numbers)}",
    )


def asked_in(
    mode: ConfidentialityMode = ConfidentialityMode.NAMED,
    items: Sequence[ItemDraft] | None = None,
    **rest: Any,
) -> Invitation:
    """Someone who has been asked and has not answered."""
    return invite(make_wave(make_plan(mode), items), **rest)


def link_of(invitation: Invitation) -> Actor:
    return queries.link_actor(invitation.pk)


def path_of(invitation: Invitation, end: str = "") -> str:
    return queries.path_of(invitation.pk) + end
