"""Who answered, of how many: numbers with words and bars on one scale."""

from dataclasses import dataclass

from goldenthread.evaluation.queries.findings import Findings
from goldenthread.evaluation.queries.funnel import PlanFunnel, WaveSteps
from goldenthread.evaluation.rules.limits import OFFER_WORDS
from goldenthread.methods.disclosure import ShownCell
from goldenthread.ui.words import SMALL_NUMBERS, plural

HELD = "Reasons for stopping are held by the evaluators and never shown."


@dataclass(frozen=True, kw_only=True)
class FunnelStep:
    """One step: its number as it may be said, the words, the bar, and who is not at the next."""

    number: str
    words: str
    bar: int
    gone: str = ""


@dataclass(frozen=True, kw_only=True)
class FunnelPage:
    """Questionnaires and interviews beside each other."""

    title: str
    whole: int
    questionnaires: tuple[FunnelStep, ...]
    interviews: tuple[FunnelStep, ...]
    note: str


def funnel_page(found: Findings) -> FunnelPage | None:
    """The funnel of a plan somebody was asked for."""
    funnel = found.funnel
    if not funnel.questionnaires and not funnel.talks:
        return None
    whole = max((_high(steps.asked) for steps in funnel.questionnaires), default=0)
    whole = max(whole, _high(funnel.agreed) if funnel.agreed else 0)
    hides = any(cell.hidden or cell.value is None for cell in _cells(funnel))
    return FunnelPage(
        title=f"Who answered, of {whole}" if whole and funnel.questionnaires else "Who answered",
        whole=whole,
        questionnaires=tuple(
            step for steps in funnel.questionnaires for step in _asked(steps, found)
        ),
        interviews=_interviews(funnel),
        note=funnel.sentence if hides else "",
    )


def _cells(funnel: PlanFunnel) -> list[ShownCell]:
    cells = [cell for steps in funnel.questionnaires for cell in (steps.asked, steps.answered)]
    cells += [talk.spoke for talk in funnel.talks]
    return cells + [cell for cell in (funnel.agreed, funnel.stopped) if cell is not None]


def _high(cell: ShownCell) -> int:
    return cell.value if cell.value is not None else cell.high or 0


def _asked(steps: WaveSteps, found: Findings) -> tuple[FunnelStep, FunnelStep]:
    several = len(found.funnel.questionnaires) > 1
    wave = next((one for one in found.waves if one.wave.id == steps.wave.id), None)
    where = f", in {_groups(found, wave.groups)}" if wave and wave.groups else ""
    label = f": {steps.wave.label.lower()}" if several else ""
    gone = ""
    if steps.silent:
        yet = "have not answered yet" if wave and wave.is_open else "did not answer"
        gone = f"{steps.silent} {yet}"
    return (
        FunnelStep(
            number=steps.asked.text,
            words=f"were asked{where}{label}",
            bar=_high(steps.asked),
            gone=gone,
        ),
        FunnelStep(number=steps.answered.text, words="answered", bar=_high(steps.answered)),
    )


def _groups(found: Findings, count: int) -> str:
    _, group = OFFER_WORDS[found.plan.offer_kind]
    said = SMALL_NUMBERS[count] if count < len(SMALL_NUMBERS) else str(count)
    return f"{said} {group if count == 1 else group + 's'}"


def _interviews(funnel: PlanFunnel) -> tuple[FunnelStep, ...]:
    if funnel.agreed is None:
        return ()
    steps = [FunnelStep(number=funnel.agreed.text, words="agreed", bar=_high(funnel.agreed))]
    for talk in funnel.talks:
        months = talk.wave.draft.months
        when = f"at {plural(months, 'month')}" if months else "at the end"
        steps.append(
            FunnelStep(number=talk.spoke.text, words=f"spoke {when}", bar=_high(talk.spoke))
        )
    stopped = funnel.stopped.value if funnel.stopped else None
    who = f"{plural(stopped, 'person', 'people')} stopped. " if stopped else ""
    last = steps.pop()
    gone = f"{who}{HELD}" if funnel.stopped else ""
    return (
        *steps,
        FunnelStep(number=last.number, words=last.words, bar=last.bar, gone=gone),
    )
