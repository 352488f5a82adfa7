"""Evaluation plans within reach."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, QuerySet

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.evaluation.models import Invitation, Plan, PlannedWave, Response
from goldenthread.evaluation.rules import plans as rules
from goldenthread.evaluation.rules.plans import VersionFacts, Warned
from goldenthread.evaluation.terms import (
    ASKED,
    Anchor,
    ConfidentialityMode,
    PlanState,
    WaveDraft,
    WaveKind,
)
from goldenthread.instruments.models import InstrumentVersion
from goldenthread.instruments.terms import Licence, VersionState
from goldenthread.learning.models import Offer, Session
from goldenthread.learning.terms import OfferKind, OfferState, SessionState

#: Whoever holds one of these over an offer may know that it has a plan.
MAY_KNOW = (
    Permission.WAVE_VIEW,
    Permission.FINDING_VIEW_EVALUATION,
    Permission.FINDING_VIEW_PROGRAMME,
    Permission.FINDING_VIEW_BOARD,
)


@dataclass(frozen=True, kw_only=True)
class WaveRow:
    """A planned wave with its id, and what it asks."""

    id: int
    position: int
    draft: WaveDraft
    instrument: str

    @property
    def label(self) -> str:
        return self.draft.label

    @property
    def is_interview(self) -> bool:
        return self.draft.kind == WaveKind.INTERVIEW


@dataclass(frozen=True, kw_only=True)
class PlanRow:
    """A plan in a list."""

    id: int
    offer_id: int
    offer: str
    offer_kind: OfferKind
    programme_id: int
    programme: str
    mode: ConfidentialityMode
    state: PlanState
    waves: int
    answers: int
    may_open: bool


@dataclass(frozen=True, kw_only=True)
class PlanCard:
    """Everything on a plan's own page."""

    id: int
    offer_id: int
    offer: str
    offer_kind: OfferKind
    programme_id: int
    programme: str
    need: str
    mode: ConfidentialityMode
    state: PlanState
    kept_until: date
    evaluator_contact: str
    who_sees: str
    made_live_at: datetime | None
    content_hash: str
    first_session_at: datetime | None
    waves: tuple[WaveRow, ...]
    warnings: tuple[Warned, ...]


def plans(actor: Actor) -> tuple[PlanRow, ...]:
    """Every plan within reach, by offer."""
    rows = Plan.objects.select_related("offer__programme").annotate(
        wave_count=Count("waves", distinct=True),
        answer_count=Count("waves__responses", distinct=True),
    )
    seen = _within(actor, rows, MAY_KNOW).order_by("offer__name")
    opened = actor.reach(Permission.WAVE_VIEW)
    return tuple(
        PlanRow(
            id=row.pk,
            offer_id=row.offer_id,
            offer=row.offer.name,
            offer_kind=OfferKind(row.offer.kind),
            programme_id=row.offer.programme_id,
            programme=row.offer.programme.name,
            mode=ConfidentialityMode(row.mode),
            state=PlanState(row.state),
            waves=row.wave_count,  # type: ignore[attr-defined]  # annotated
            answers=row.answer_count,  # type: ignore[attr-defined]  # annotated
            may_open=opened.covers("offer", row.offer_id),
        )
        for row in seen
    )


def _within(
    actor: Actor, rows: QuerySet[Plan], permissions: Iterable[Permission]
) -> QuerySet[Plan]:
    reaches = [actor.reach(permission) for permission in permissions]
    if any(reach.everything for reach in reaches):
        return rows
    ids = frozenset().union(*(reach.ids("offer") for reach in reaches))
    return rows.filter(offer_id__in=ids)


def plan(
    actor: Actor,
    plan_id: int,
    *,
    now: datetime,
    permissions: Sequence[Permission] = (Permission.WAVE_VIEW,),
) -> PlanCard:
    """One plan, for who holds one of the permissions over its offer; else OutOfReach."""
    row = Plan.objects.select_related("offer__programme").filter(pk=plan_id).first()
    if row is None:
        raise OutOfReach(f"evaluation plan {plan_id}")
    actor.must_reach_any(permissions, "offer", row.offer_id)
    waves = tuple(wave_row(wave) for wave in row.waves.select_related(*_INSTRUMENT))
    first = first_session_at(row.offer_id)
    return PlanCard(
        id=row.pk,
        offer_id=row.offer_id,
        offer=row.offer.name,
        offer_kind=OfferKind(row.offer.kind),
        programme_id=row.offer.programme_id,
        programme=row.offer.programme.name,
        need=row.offer.programme.need,
        mode=ConfidentialityMode(row.mode),
        state=PlanState(row.state),
        kept_until=row.kept_until,
        evaluator_contact=row.evaluator_contact,
        who_sees=row.who_sees,
        made_live_at=row.made_live_at,
        content_hash=row.content_hash,
        first_session_at=first,
        waves=waves,
        warnings=rules.warnings(
            [wave.draft for wave in waves],
            settled_at=row.made_live_at or now,
            first_session_at=first,
        ),
    )


_INSTRUMENT = ("instrument_version__instrument",)


def wave_row(wave: PlannedWave) -> WaveRow:
    version = wave.instrument_version
    return WaveRow(
        id=wave.pk,
        position=wave.position,
        draft=draft_of(wave),
        instrument=f"{version.instrument.name}, version {version.number}" if version else "",
    )


def draft_of(wave: PlannedWave) -> WaveDraft:
    """The wave as it would be planned anew."""
    return WaveDraft(
        key=wave.key,
        label=wave.label,
        kind=WaveKind(wave.kind),
        anchor=Anchor(wave.anchor),
        months=wave.months,
        lead_days=wave.lead_days,
        open_days=wave.open_days,
        max_reminders=wave.max_reminders,
        reminder_gap_days=wave.reminder_gap_days,
        instrument_version_id=wave.instrument_version_id,
    )


def version_facts(waves: Iterable[WaveDraft]) -> tuple[VersionFacts, ...]:
    """What the rules must know of every questionnaire these waves ask."""
    ids = {wave.instrument_version_id for wave in waves if wave.instrument_version_id}
    rows = InstrumentVersion.objects.filter(pk__in=ids).select_related("instrument")
    if len(rows) != len(ids):
        raise OutOfReach("a questionnaire that is not there")
    return tuple(
        VersionFacts(
            id=row.pk,
            name=row.instrument.name,
            state=VersionState(row.state),
            digest=row.digest,
            licence=Licence(row.instrument.licence),
            has_evidence=bool(row.instrument.licence_evidence),
            licence_until=row.instrument.licence_until,
        )
        for row in rows.order_by("pk")
    )


def first_session_at(offer_id: int) -> datetime | None:
    """When the first session of any cohort of the offer begins."""
    rows = Session.objects.filter(cohort__offer_id=offer_id).exclude(state=SessionState.CANCELLED)
    found: datetime | None = rows.aggregate(first=Min("starts_at"))["first"]
    return found


def is_as_frozen(card: PlanCard) -> bool:
    """Does the plan still match the fingerprint it was frozen with?"""
    drafts = [wave.draft for wave in card.waves]
    found = rules.content_hash(
        offer_id=card.offer_id,
        mode=card.mode,
        kept_until=card.kept_until,
        waves=drafts,
        digests={facts.id: facts.digest for facts in version_facts(drafts)},
    )
    return found == card.content_hash


def may_change_mode(actor: Actor, card: PlanCard) -> bool:
    """Nobody has been asked or has answered, and the actor may plan."""
    if not actor.may_reach(Permission.WAVE_PLAN, "offer", card.offer_id):
        return False
    asked = Invitation.objects.filter(wave__plan_id=card.id, state__in=ASKED).exists()
    answered = Response.objects.filter(wave__plan_id=card.id).exists()
    return not asked and not answered and card.state != PlanState.CLOSED


@dataclass(frozen=True, kw_only=True)
class OfferChoice:
    """An offer that could have a plan and has none yet."""

    id: int
    name: str
    programme: str
    state: OfferState


def offers_without_plan(actor: Actor) -> tuple[OfferChoice, ...]:
    """Offers the actor may plan for, that nobody has planned for."""
    reach = actor.reach(Permission.WAVE_PLAN)
    rows = Offer.objects.select_related("programme").exclude(pk__in=Plan.objects.values("offer_id"))
    if not reach.everything:
        rows = rows.filter(pk__in=reach.ids("offer"))
    return tuple(
        OfferChoice(
            id=row.pk, name=row.name, programme=row.programme.name, state=OfferState(row.state)
        )
        for row in rows.exclude(state=OfferState.CANCELLED).order_by("name")
    )


def plan_of_offer(offer_id: int) -> int | None:
    """The plan's id, for callers that have checked reach over the offer."""
    return Plan.objects.filter(offer_id=offer_id).values_list("pk", flat=True).first()
