"""Keeping answers another way: what may be changed when, and what people would be told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from goldenthread.access.terms import Refused
from goldenthread.evaluation.pages.answer import NO_WAY_BACK, PROMISES
from goldenthread.evaluation.pages.waves import LetterPreview, first_letter
from goldenthread.evaluation.queries.modes import ModeFacts, ModeStep
from goldenthread.evaluation.queries.plans import PlanCard
from goldenthread.evaluation.rules import modes as rules
from goldenthread.evaluation.rules.answers import LINKED
from goldenthread.evaluation.rules.plans import MODES
from goldenthread.evaluation.terms import ConfidentialityMode
from goldenthread.ui.words import day, plural


@dataclass(frozen=True, kw_only=True)
class ModePage:
    """How answers are kept now, whether that may change, and the changes so far."""

    plan_id: int
    offer: str
    now: tuple[str, str]
    when: tuple[str, ...]
    why_not: str
    told: str
    changes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ModePreview:
    """The change as it would be."""

    title: str
    protects: str
    happens: tuple[str, ...]
    promise: tuple[str, ...]
    letter: LetterPreview | None


def mode_page(card: PlanCard, facts: ModeFacts, changes: Sequence[ModeStep]) -> ModePage:
    words = MODES[card.mode]
    told = (
        f"{plural(facts.asked, 'person has', 'people have')} been told how answers are kept."
        if facts.asked
        else "Nobody has been told yet how answers are kept."
    )
    return ModePage(
        plan_id=card.id,
        offer=card.offer,
        now=(words.name, words.sentence),
        when=rules.WHEN,
        why_not=_why_not(card, facts),
        told=told,
        changes=change_lines(changes),
    )


def _why_not(card: PlanCard, facts: ModeFacts) -> str:
    """One rule, two doors: the same one refuses the change itself."""
    try:
        rules.must_allow_mode_change(
            card.state, has_answers=facts.has_answers, has_asked=facts.has_asked
        )
    except Refused as refused:
        return str(refused)
    return ""


def change_lines(changes: Sequence[ModeStep]) -> tuple[str, ...]:
    return tuple(
        f"{day(one.on)}, by {one.name}: from “{MODES[one.was].name}” to "
        f"“{MODES[one.became].name}”. {one.reason}"
        for one in changes
    )


def mode_preview(card: PlanCard, mode: ConfidentialityMode, *, now: datetime) -> ModePreview:
    promise = [PROMISES[mode]] if mode in LINKED else [NO_WAY_BACK, PROMISES[mode]]
    return ModePreview(
        title=MODES[mode].name,
        protects=rules.protects(card.mode, mode),
        happens=tuple(rules.EFFECTS[mode]),
        promise=tuple(promise),
        letter=first_letter(replace(card, mode=mode), now=now),
    )
