"""The move menu of one person, in words."""

from dataclasses import dataclass

from goldenthread.learning.queries.move_choices import Choice, MoveChoices, Swap
from goldenthread.learning.rules.plans import ordinal
from goldenthread.ui.words import plural

# What one broken rule means, in two or three words.
ONE_RULE = {
    "available": "dates do not suit",
    "mode": "not how they asked",
    "adjustment": "lacks what helps them",
    "single_organisation": "for one organisation",
    "keep_apart": "kept apart",
    "required": "a sector would be missing",
    "minimum": "too few would be left",
}


@dataclass(frozen=True)
class ChoiceView:
    """One line of the menu. `to` is empty for the waiting list."""

    to: str
    name: str
    words: str
    breaks: tuple[str, ...]
    is_open: bool
    swaps: tuple[Swap, ...]

    @property
    def key(self) -> str:
        return self.to or "waiting"


@dataclass(frozen=True)
class MovePage:
    """Everything the menu prints."""

    plan_id: int
    offer_id: int
    offer: str
    application_id: int
    name: str
    letter: str
    sector: str
    place: str
    organisation: str
    here: str
    rank: str
    reason: str
    why: str
    is_locked: bool
    may_lock: bool
    may_move: bool
    has_place: bool
    choices: tuple[ChoiceView, ...]


def move_page(found: MoveChoices) -> MovePage:
    """The menu, worded."""
    card = found.card
    return MovePage(
        plan_id=found.plan_id,
        offer_id=found.offer_id,
        offer=found.offer,
        application_id=found.application_id,
        name=card.name,
        letter=card.sector_letter or "O",
        sector=card.sector_name or "sector not known",
        place=card.place,
        organisation=card.organisation,
        here=found.here or "the waiting list",
        rank=f"Drawn {ordinal(found.rank)}" if found.rank else "",
        reason=found.reason,
        why=found.why,
        is_locked=found.is_locked,
        may_lock=found.is_draft and found.cohort_id is not None and not found.has_place,
        may_move=found.may_move,
        has_place=found.has_place,
        choices=tuple(_choice(choice) for choice in found.choices),
    )


def _choice(choice: Choice) -> ChoiceView:
    return ChoiceView(
        to=str(choice.cohort_id or ""),
        name=choice.name,
        words=_words(choice),
        breaks=choice.breaks,
        is_open=not choice.breaks,
        swaps=choice.swaps,
    )


def _words(choice: Choice) -> str:
    if choice.is_full:
        return "full, by a swap" if choice.swaps else "full"
    if len(choice.rules) == 1:
        return ONE_RULE.get(choice.rules[0], "breaks 1 rule")
    if choice.breaks:
        return f"breaks {plural(len(choice.breaks), 'rule')}"
    if choice.cohort_id is None:
        return "settles it" if choice.settles else "keeps their draw"
    last = ", then full" if choice.free == 1 else ""
    return f"settles it{last}" if choice.settles else f"fits{last}"
