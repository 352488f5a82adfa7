"""Evaluation plans within reach."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.evaluation.models import (
    InterviewAgreement,
    Plan,
    PlannedWave,
    Withdrawal,
)
from goldenthread.evaluation.rules import plans as rules
from goldenthread.evaluation.rules.plans import VersionFacts, Warned
from goldenthread.evaluation.terms import (
    Anchor,
    ConfidentialityMode,
    PlanState,
    WaveDraft,
    WaveKind,
)
from goldenthread.instruments.models import InstrumentVersion
from goldenthread.instruments.terms import Licence, VersionState
from goldenthread.learning.models import Cohort, Session
from goldenthread.learning.terms import CohortState, OfferKind, SessionState

#: Whoever holds one of these over an offer may know that it has a plan.
MAY_KNOW = (
    Permission.WAVE_VIEW,
    Permission.FINDING_VIEW_EVALUATION,
    Permission.FINDING_VIEW_PROGRAMME,
    Permission.FINDING_VIEW_BOARD,
)


@dataclass(frozen=True, kw_only=True)
class WaveRow:
    """A planned wave with its id, and what it asks. `digest` is the frozen questionnaire's."""

    id: int
    position: int
    draft: WaveDraft
    instrument: str
    digest: str = ""

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
    may_open: bool


@dataclass(frozen=True, kw_only=True)
class PlanCard:
    """Everything on a plan's own page. `agreed` and `stopped` are people and interviews; pages
    show them through the funnel."""

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
    cohorts: int
    sessions: int
    agreed: int
    stopped: int
    waves: tuple[WaveRow, ...]
    warnings: tuple[Warned, ...]
    single_entry: bool = False


def plans(actor: Actor) -> tuple[PlanRow, ...]:
    """Every plan within reach, by offer."""
    rows = Plan.objects.select_related("offer__programme").annotate(wave_count=Count("waves"))
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
    now: datetime | None = None,
    permissions: Sequence[Permission] = (Permission.WAVE_VIEW,),
) -> PlanCard:
    """One plan, for who holds one of the permissions over its offer; else OutOfReach.

    Warnings of a draft are those that hold at `now`.
    """
    found = list(_waves_with_facts(plan_id))
    if not found:
        raise OutOfReach(f"evaluation plan {plan_id}")
    facts, row = found[0], found[0].plan
    actor.must_reach_any(permissions, "offer", row.offer_id)
    waves = tuple(wave_row(wave) for wave in found)
    first = facts.first_session_at
    settled_at = row.made_live_at or now
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
        cohorts=facts.cohort_count,
        sessions=facts.session_count,
        agreed=facts.agreed_count,
        stopped=facts.stopped_count,
        waves=waves,
        single_entry=row.single_entry,
        warnings=rules.warnings(
            [wave.draft for wave in waves],
            settled_at=settled_at,
            first_session_at=first,
        )
        if settled_at
        else (),
    )


def wave_row(wave: PlannedWave) -> WaveRow:
    version = wave.instrument_version
    return WaveRow(
        id=wave.pk,
        position=wave.position,
        draft=draft_of(wave),
        instrument=f"{version.instrument.name}, version {version.number}" if version else "",
        digest=version.digest if version else "",
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
    ids = {w.instrument_version_id for w in waves if w.instrument_version_id is not None}
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


def _waves_with_facts(plan_id: int) -> Any:
    """A plan's waves with the plan, and what its pages say of sessions and interviews: one query.

    A plan always has waves.
    """
    sessions = (
        Session.objects.filter(cohort__offer_id=OuterRef("plan__offer_id"))
        .exclude(state=SessionState.CANCELLED)
        .exclude(cohort__state=CohortState.CANCELLED)
    )
    cohorts = Cohort.objects.filter(offer_id=OuterRef("plan__offer_id"))
    agreed = InterviewAgreement.objects.filter(plan_id=OuterRef("plan_id"))
    stopped = Withdrawal.objects.filter(
        plan_id=OuterRef("plan_id"), person_id__in=agreed.values("person_id")
    )
    rows = PlannedWave.objects.filter(plan_id=plan_id).annotate(
        first_session_at=Subquery(sessions.order_by("starts_at").values("starts_at")[:1]),
        cohort_count=_count(cohorts.exclude(state=CohortState.CANCELLED)),
        session_count=_count(sessions),
        agreed_count=_count(agreed),
        stopped_count=_count(stopped),
    )
    return rows.select_related("plan__offer__programme", "instrument_version__instrument").order_by(
        "position"
    )


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values(one=Value(1)).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def is_as_frozen(card: PlanCard) -> bool:
    """Does the plan still match the fingerprint it was frozen with?"""
    drafts = [wave.draft for wave in card.waves]
    found = rules.content_hash(
        offer_id=card.offer_id,
        mode=card.mode,
        kept_until=card.kept_until,
        waves=drafts,
        digests={facts.id: facts.digest for facts in version_facts(drafts)},
        single_entry=card.single_entry,
    )
    return found == card.content_hash
