"""Who was asked and who answered, with denominators, as each audience may see it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.access.actor import Actor
from goldenthread.evaluation.models import Invitation, Response
from goldenthread.evaluation.queries import audiences, figures
from goldenthread.evaluation.queries.plans import PlanCard, WaveRow
from goldenthread.evaluation.queries.rows import Counts
from goldenthread.evaluation.terms import ASKED, InvitationState
from goldenthread.methods.disclosure import (
    Audience,
    Sensitivity,
    Shown,
    ShownCell,
    Step,
    show_funnel,
)

AGREED, STOPPED = "agreed", "stopped"


@dataclass(frozen=True, kw_only=True)
class WaveSteps:
    """One questionnaire wave: asked, and answered."""

    wave: WaveRow
    asked: ShownCell
    answered: ShownCell

    @property
    def silent(self) -> int | None:
        """How many did not answer, where both numbers may be said."""
        if self.asked.value is None or self.answered.value is None:
            return None
        return self.asked.value - self.answered.value


@dataclass(frozen=True, kw_only=True)
class Talk:
    """One round of interviews."""

    wave: WaveRow
    spoke: ShownCell


@dataclass(frozen=True, kw_only=True)
class PlanFunnel:
    """Questionnaires and interviews of one plan. No reason is ever among them."""

    questionnaires: tuple[WaveSteps, ...]
    agreed: ShownCell | None
    talks: tuple[Talk, ...]
    stopped: ShownCell | None
    sentence: str

    def steps_of(self, wave_id: int) -> WaveSteps | None:
        return next((one for one in self.questionnaires if one.wave.id == wave_id), None)


def funnel(actor: Actor, plan_id: int, audience: Audience) -> PlanFunnel:
    """The funnel of one plan, for an audience the actor belongs to."""
    card = audiences.plan_for(actor, plan_id, audience)
    told = figures.with_kept(_counts(plan_id), figures.kept_of(plan_id, audience))
    return funnel_of(card, told, audience=audience)


def _counts(plan_id: int) -> Counts:
    states = Counter(
        Invitation.objects.filter(wave__plan_id=plan_id, state__in=ASKED).values_list(
            "wave_id", "state"
        )
    )
    answered = Counter(
        Response.objects.filter(wave__plan_id=plan_id).values_list("wave_id", flat=True)
    )
    return Counts(
        asked=_by_wave(states),
        answered=answered,
        spoke=Counter(
            {wave: n for (wave, state), n in states.items() if state == InvitationState.ANSWERED}
        ),
    )


def _by_wave(states: Counter[tuple[int, str]]) -> Counter[int]:
    found: Counter[int] = Counter()
    for (wave, _), n in states.items():
        found[wave] += n
    return found


def funnel_of(card: PlanCard, counts: Counts, *, audience: Audience) -> PlanFunnel:
    """Every step through the door at once, so that no step gives another away."""
    asked = [
        wave for wave in card.waves if not wave.is_interview and _asked(wave, counts=counts) > 0
    ]
    talks = [wave for wave in card.waves if wave.is_interview] if card.agreed else []
    shown = _shown(card, asked, talks, counts=counts, audience=audience)
    if shown is None:
        return PlanFunnel(questionnaires=(), agreed=None, talks=(), stopped=None, sentence="")
    return PlanFunnel(
        questionnaires=tuple(
            WaveSteps(
                wave=wave,
                asked=shown.cell(_key("asked", wave)),
                answered=shown.cell(_key("answered", wave)),
            )
            for wave in asked
        ),
        agreed=shown.cell(AGREED) if talks else None,
        talks=tuple(Talk(wave=wave, spoke=shown.cell(_key("spoke", wave))) for wave in talks),
        stopped=shown.cell(STOPPED) if talks and card.stopped else None,
        sentence=shown.sentence,
    )


def _asked(wave: WaveRow, *, counts: Counts) -> int:
    """Nobody can have answered without being asked, whatever became of the asking."""
    return max(counts.asked[wave.id], counts.answered[wave.id])


def _key(step: str, wave: WaveRow) -> str:
    return f"{step} {wave.draft.key}"


def _shown(
    card: PlanCard,
    asked: Sequence[WaveRow],
    talks: Sequence[WaveRow],
    *,
    counts: Counts,
    audience: Audience,
) -> Shown | None:
    sensitive = Sensitivity.SENSITIVE
    steps = []
    for wave in asked:
        steps.append(Step(label=_key("asked", wave), n=_asked(wave, counts=counts)))
        steps.append(Step(label=_key("answered", wave), n=counts.answered[wave.id]))
    if talks:
        steps.append(Step(label=AGREED, n=card.agreed, sensitivity=sensitive))
        steps += [
            Step(label=_key("spoke", wave), n=counts.spoke[wave.id], sensitivity=sensitive)
            for wave in talks
        ]
    if talks and card.stopped:
        steps.append(Step(label=STOPPED, n=card.stopped, sensitivity=sensitive))
    return show_funnel(steps, audience=audience) if steps else None
