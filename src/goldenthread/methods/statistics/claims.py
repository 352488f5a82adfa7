"""How strong a claim a design carries, and the words it may use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from types import MappingProxyType

#: Whole months after which a result may be said to last.
LASTING_MONTHS = 6
#: Lost to follow-up beyond this share lowers the badge.
MOST_ATTRITION = 0.40
#: A difference in loss between arms beyond this share lowers the badge.
MOST_DIFFERENTIAL = 0.20
#: Kirkpatrick level 1 is reaction; Kirkpatrick & Kirkpatrick, Evaluating training programs (2006).
REACTION = 1
HIGHEST_LEVEL = 4

EARLY = "Early result: too soon to say it lasts."
ONLY_REACTION = "What people thought of the training is never a headline."
MANY_LOST = "More than 40 of 100 were lost, which lowers the claim."
UNEVEN_LOSS = "One group lost over 20 in 100 more than the other, which lowers the claim."


class Badge(IntEnum):
    """Strength of a claim, weakest first."""

    DESCRIBED = 1
    CHANGED = 2
    ASSOCIATED = 3
    LIKELY_CAUSED = 4

    @property
    def label(self) -> str:
        """The badge in words: "Likely caused"."""
        return self.name.replace("_", " ").capitalize()

    @property
    def verbs(self) -> tuple[str, ...]:
        """Verbs this badge may use: its own and those of the badges below."""
        return tuple(verb for badge in Badge if badge <= self for verb in _VERBS[badge])

    @property
    def claim_sentence(self) -> str:
        """What a result with this badge claims, in one sentence."""
        return _SENTENCES[self]


class Comparison(StrEnum):
    """Whom the trained are compared with."""

    NONE = "none"
    SIDE_BY_SIDE = "side_by_side"
    MATCHED = "matched"
    RANDOMISED = "randomised"


@dataclass(frozen=True, kw_only=True)
class Design:
    """What was measured, when, of whom.

    `linked` says that the same people answered before and after; `months` are whole months since
    the training ended; `level` is Kirkpatrick 1 to 4; `attrition` is the share lost, and
    `differential` the difference of that share between arms, both 0 to 1. Raises ValueError
    outside those ranges.
    """

    waves: int
    linked: bool = False
    comparison: Comparison = Comparison.NONE
    months: int = 0
    level: int = REACTION
    attrition: float = 0.0
    differential: float = 0.0

    def __post_init__(self) -> None:
        if self.waves < 1 or self.months < 0:
            raise ValueError("A design has 1 wave or more and 0 months or more.")
        if not REACTION <= self.level <= HIGHEST_LEVEL:
            raise ValueError(f"Kirkpatrick levels are 1 to 4, not {self.level}.")
        if not (0 <= self.attrition <= 1 and 0 <= self.differential <= 1):
            raise ValueError("Shares lost are from 0 to 1.")


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A badge with what follows from it; `is_headline` says whether a page may lead with it."""

    badge: Badge
    sentence: str
    verbs: tuple[str, ...]
    is_headline: bool
    cautions: tuple[str, ...]


_VERBS = MappingProxyType(
    {
        Badge.DESCRIBED: ("said", "agreed", "reported", "described", "answered", "chose"),
        Badge.CHANGED: (
            "rose",
            "fell",
            "changed",
            "was higher than before",
            "was lower than before",
        ),
        Badge.ASSOCIATED: ("scored higher than", "scored lower than", "differed from"),
        Badge.LIKELY_CAUSED: (
            "led to",
            "improved",
            "raised",
            "lowered",
            "reduced",
            "increased",
            "caused",
        ),
    }
)
_SENTENCES = MappingProxyType(
    {
        Badge.DESCRIBED: "It describes the answers given and claims nothing more.",
        Badge.CHANGED: "The same people answered differently later; this does not say why.",
        Badge.ASSOCIATED: "Trained people differ from similar people; other causes are possible.",
        Badge.LIKELY_CAUSED: "Chance decided who went first, so the training is the likely cause.",
    }
)
_CAUSAL = re.compile(
    r"\b(?:le(?:d|ads?|ading) to|caus(?:e|es|ed|ing)|result(?:s|ed|ing) in|brought about"
    r"|because of|thanks to|due to|(?:it|training|programme|course|sets?) work(?:s|ed)"
    r"|(?:had|has|have|having) an? (?:\w+ )?(?:effect|impact) on|impacted|ma(?:de|kes?) \w+ better"
    r"|improv(?:e|es|ed|ing)|rais(?:e|es|ed|ing)|lower(?:s|ed|ing)|reduc(?:e|es|ed|ing)"
    r"|increas(?:e|es|ed|ing)|produc(?:e|es|ed|ing)"
    r"|prevent(?:s|ed|ing))\b",
    re.IGNORECASE,
)
_OVER_TIME = re.compile(
    r"\b(?:rose|fell|chang(?:e|es|ed|ing)|than before|grew|dropped)\b", re.IGNORECASE
)
_AGAINST_OTHERS = re.compile(
    r"\b(?:scored (?:\S+ ){0,3}(?:higher|lower|better|worse) (?:\S+ ){0,2}than"
    r"|differed from|associated with)\b",
    re.IGNORECASE,
)
_NEEDS = ((_OVER_TIME, Badge.CHANGED), (_AGAINST_OTHERS, Badge.ASSOCIATED))


def badge_for(design: Design) -> Badge:
    """The strongest badge a design carries.

    Drawn by lot: likely caused. Matched, with the same people before and after: associated. Same
    people before and after: changed. Else described. Over 40 % lost, or over 20 points more lost
    in one arm, lowers it by one.
    """
    before_and_after = design.waves > 1 and design.linked
    badge = Badge.CHANGED if before_and_after else Badge.DESCRIBED
    if design.comparison is Comparison.MATCHED and before_and_after:
        badge = Badge.ASSOCIATED
    if design.comparison is Comparison.RANDOMISED:
        badge = Badge.LIKELY_CAUSED
    if _loss(design):
        badge = Badge(max(badge - 1, Badge.DESCRIBED))
    return badge


def claim_for(design: Design) -> Claim:
    """What may be claimed from a design, with its cautions.

    A headline needs 6 months and more than reaction.
    """
    badge = badge_for(design)
    early = (EARLY,) if design.months < LASTING_MONTHS else ()
    reaction = (ONLY_REACTION,) if design.level == REACTION else ()
    return Claim(
        badge=badge,
        sentence=badge.claim_sentence,
        verbs=badge.verbs,
        is_headline=not (early or reaction),
        cautions=(*early, *reaction, *_loss(design)),
    )


def overclaims(text: str, *, badge: Badge) -> tuple[str, ...]:
    """Words in `text` that claim more than `badge` carries, in order; empty when none does.

    A plain list of wordings, offline and deterministic: it catches the usual ways of saying cause,
    change and comparison, and cannot know every way.
    """
    found = [] if badge is Badge.LIKELY_CAUSED else list(_CAUSAL.finditer(text))
    for pattern, least in _NEEDS:
        if badge < least:
            found += pattern.finditer(text)
    return tuple(match.group() for match in sorted(found, key=lambda match: match.start()))


def _loss(design: Design) -> tuple[str, ...]:
    many = (MANY_LOST,) if design.attrition > MOST_ATTRITION else ()
    uneven = (UNEVEN_LOSS,) if design.differential > MOST_DIFFERENTIAL else ()
    return many + uneven
