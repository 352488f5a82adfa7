"""What people said, as one audience may see it. Every number passes the disclosure door."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.access.actor import Actor
from goldenthread.evaluation.models import RiskDecision
from goldenthread.evaluation.queries import audiences, figures
from goldenthread.evaluation.queries.figures import Kept
from goldenthread.evaluation.queries.funnel import PlanFunnel, funnel_of
from goldenthread.evaluation.queries.plans import PlanCard, WaveRow
from goldenthread.evaluation.queries.rows import Answered, Counts, Rows, rows_of
from goldenthread.evaluation.rules import arms as arm_rules
from goldenthread.evaluation.rules import findings as rules
from goldenthread.evaluation.rules import limits, releases
from goldenthread.evaluation.rules.arms import ArmFinding
from goldenthread.evaluation.rules.findings import ItemFinding, Reader
from goldenthread.evaluation.rules.limits import DesignFacts
from goldenthread.evaluation.terms import (
    Anchor,
    Arm,
    ConfidentialityMode,
    InvitationState,
)
from goldenthread.methods import disclosure
from goldenthread.methods.disclosure import Audience
from goldenthread.methods.statistics import Claim

LINKED = (ConfidentialityMode.NAMED, ConfidentialityMode.PSEUDONYM)


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A signed decision that holds for one questionnaire."""

    id: int
    version_id: int
    decision: disclosure.RiskDecision

    @property
    def signed_on(self) -> date:
        return self.decision.signed_on


@dataclass(frozen=True, kw_only=True)
class WaveFindings:
    """One questionnaire wave: its questions, and its groups side by side.

    `groups` is how many cohorts were asked.
    """

    wave: WaveRow
    items: tuple[ItemFinding, ...]
    signed: Signed | None
    is_open: bool
    groups: int
    arms: tuple[ArmFinding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Findings:
    """Everything the page, the workbook and the report show of one plan. Latest wave first."""

    plan: PlanCard
    audience: Audience
    waves: tuple[WaveFindings, ...]
    funnel: PlanFunnel
    design: DesignFacts
    claim: Claim
    cannot_say: tuple[str, ...]


def findings(actor: Actor, plan_id: int, audience: Audience) -> Findings:
    """The findings of one plan for an audience the actor belongs to; else it is not there."""
    return findings_of(actor, audiences.plan_seen(actor, plan_id), audience)


def findings_of(actor: Actor, card: PlanCard, audience: Audience) -> Findings:
    """The same for a plan that is loaded already."""
    audiences.must_belong(actor, card, audience)
    rows = rows_of(card, audience=audience)
    kept = figures.kept_of(card.id, audience)
    funnel = funnel_of(card, figures.with_kept(counts_of(rows), kept), audience=audience)
    waves = _waves(card, rows, funnel, kept, audience=audience)
    design = _design(card, waves, rows, funnel)
    return Findings(
        plan=card,
        audience=audience,
        waves=waves,
        funnel=funnel,
        design=design,
        claim=limits.claim_of(design),
        cannot_say=limits.cannot_say(design),
    )


def signed_of(plan_id: int) -> dict[int, Signed]:
    """The decision that holds for each questionnaire version; the newest one not withdrawn."""
    rows = RiskDecision.objects.filter(plan_id=plan_id, withdrawn_on__isnull=True).order_by("pk")
    return {
        row.instrument_version_id: Signed(
            id=row.pk,
            version_id=row.instrument_version_id,
            decision=disclosure.RiskDecision(
                signed_by=row.signed_name,
                signed_on=row.signed_on,
                scope=row.instrument_version.title,
                score=max(row.score, 1),
                sentence=row.reason,
            ),
        )
        for row in rows.select_related("instrument_version")
    }


def counts_of(rows: Rows) -> Counts:
    """Everyone there is, by wave."""
    return Counts(
        asked=Counter({pk: len(asked) for pk, asked in rows.asked.items()}),
        answered=Counter({pk: len(answered) for pk, answered in rows.answered.items()}),
        spoke=Counter(
            {
                pk: sum(1 for row in asked if row.state == InvitationState.ANSWERED)
                for pk, asked in rows.asked.items()
            }
        ),
    )


def _waves(
    card: PlanCard,
    rows: Rows,
    funnel: PlanFunnel,
    kept: Mapping[int, Kept],
    *,
    audience: Audience,
) -> tuple[WaveFindings, ...]:
    """Waves with answers, latest first: where two give each other away, the latest is kept."""
    latest_first = sorted(answered_waves(card, rows), key=lambda wave: -wave.position)
    signed = signed_for(card.id, audience)
    readers = {
        wave.id: reader_of(wave, rows, funnel, signed=signed, audience=audience)
        for wave in latest_first
    }
    items = releases.without_near_differences(
        [
            (
                wave.draft.key,
                wave.label,
                _items(wave, rows, reader=readers[wave.id], kept=kept.get(wave.id)),
            )
            for wave in latest_first
        ],
        audience=audience,
    )
    return tuple(
        WaveFindings(
            wave=wave,
            items=found,
            signed=signed.get(wave.draft.instrument_version_id or 0),
            is_open=readers[wave.id].is_open,
            groups=len({row.cohort_id for row in rows.asked.get(wave.id, ())}),
            arms=_arms(
                wave,
                [one for one in found if figures.covers_everything(one, kept.get(wave.id))],
                rows,
                reader=readers[wave.id],
            ),
        )
        for wave, found in zip(latest_first, items, strict=True)
    )


def answered_waves(card: PlanCard, rows: Rows) -> list[WaveRow]:
    """Rounds of questions that somebody has answered."""
    return [one for one in card.waves if not one.is_interview and rows.answered.get(one.id)]


def signed_for(plan_id: int, audience: Audience) -> dict[int, Signed]:
    """Decisions as far as they change what this audience sees."""
    return {} if audience is Audience.PROGRAMME_TEAM else signed_of(plan_id)


def reader_of(
    wave: WaveRow,
    rows: Rows,
    funnel: PlanFunnel,
    *,
    signed: Mapping[int, Signed],
    audience: Audience,
) -> Reader:
    """Who reads this wave, and what of it they may know."""
    asked = rows.asked.get(wave.id, ())
    steps = funnel.steps_of(wave.id)
    holds = signed.get(wave.draft.instrument_version_id or 0)
    is_inside = audience is Audience.EVALUATION_TEAM
    return Reader(
        audience=audience,
        invited=steps.asked.value if steps else None,
        decision=holds.decision if holds else None,
        organisations=None if is_inside else len(rows.organisations_of(asked)),
        is_open=any(row.state == InvitationState.OPEN for row in asked),
    )


def _items(wave: WaveRow, rows: Rows, *, reader: Reader, kept: Kept | None) -> list[ItemFinding]:
    answers = [row.answers for row in rows.answered[wave.id]]
    return [
        figures.as_shown(item, answers, reader=reader, kept=kept)
        for item in rows.items.get(wave.id, ())
    ]


def _arms(
    wave: WaveRow, items: Sequence[ItemFinding], rows: Rows, *, reader: Reader
) -> tuple[ArmFinding, ...]:
    """Both kinds of cohort side by side, where both were asked and every answer has its kind.

    A question whose numbers are withheld has none by group either.
    """
    asked, answered = rows.asked.get(wave.id, ()), rows.answered[wave.id]
    if len({row.arm for row in asked}) < len(Arm) or any(not row.arm for row in answered):
        return ()
    return arm_rules.side_by_side(
        [one.item for one in items if one.shown.cells],
        {arm: _of_arm(arm, answered) for arm in Arm},
        reader=reader,
        organisations=None
        if reader.sees_rows
        else {arm: rows.organisations_of(r for r in asked if r.arm == arm) for arm in Arm},
    )


def _of_arm(arm: Arm, answered: Sequence[Answered]) -> rules.Answers:
    return [row.answers for row in answered if row.arm == arm]


def _design(
    card: PlanCard, waves: Sequence[WaveFindings], rows: Rows, funnel: PlanFunnel
) -> DesignFacts:
    anchors = {one.wave.draft.anchor for one in waves}
    steps = funnel.steps_of(waves[0].wave.id) if waves else None
    arms = {row.arm for asked in rows.asked.values() for row in asked}
    planned = {wave.draft.anchor for wave in card.waves if not wave.is_interview}
    return DesignFacts(
        kind=card.offer_kind,
        mode=card.mode,
        has_baseline=Anchor.FIRST_SESSION in anchors,
        has_later=Anchor.LAST_ATTENDED in anchors,
        waves_answered=len(waves),
        months=max((one.wave.draft.months for one in waves), default=0),
        silent=steps.silent if steps else None,
        has_arms=len(arms) == len(Arm),
        arms_are_known=card.mode in LINKED,
        arms_are_shown=any(one.is_enough for wave in waves for one in wave.arms),
        has_anticipated=any(one.item.is_anticipated for wave in waves for one in wave.items),
        plans_baseline_and_later=planned == set(Anchor),
    )
