"""How strong the claim is, and what the design cannot say. Pure."""

from dataclasses import dataclass

from goldenthread.evaluation.terms import ConfidentialityMode
from goldenthread.learning.terms import OfferKind
from goldenthread.methods.statistics import Claim, Comparison, Design, claim_for
from goldenthread.ui.words import plural

LASTING_MONTHS = 6
#: What an offer's own people call it, and one of its groups.
OFFER_WORDS = {
    OfferKind.ACTION_LEARNING_SET: ("the sets", "set"),
    OfferKind.COURSE: ("the course", "cohort"),
    OfferKind.LEARNING_EVENT: ("the event", "cohort"),
}


@dataclass(frozen=True, kw_only=True)
class DesignFacts:
    """What was asked of whom, as far as the reader may know it.

    `silent` is None when that number may not be shown. `months` is the latest wave with answers.
    """

    kind: OfferKind
    mode: ConfidentialityMode
    has_baseline: bool
    has_later: bool
    waves_answered: int
    months: int = 0
    silent: int | None = None
    has_arms: bool = False
    arms_are_known: bool = True
    arms_are_shown: bool = False
    has_anticipated: bool = False
    plans_baseline_and_later: bool = False


def claim_of(facts: DesignFacts) -> Claim:
    """The badge: answers are not joined over time yet, so before and after stand side by side."""
    return claim_for(
        Design(
            waves=max(facts.waves_answered, 1),
            linked=False,
            comparison=Comparison.SIDE_BY_SIDE if facts.arms_are_shown else Comparison.NONE,
            months=facts.months,
        )
    )


def when_asked(facts: DesignFacts) -> str:
    """How often people were asked, as a sentence."""
    if facts.has_baseline and facts.has_later:
        return "Asked before and after, and not joined person by person."
    if facts.has_baseline:
        return "Asked once, before the first session."
    if facts.waves_answered > 1:
        return "Asked more than once, and never before the first session."
    if facts.months:
        return f"Asked once, {plural(facts.months, 'month')} after the last session."
    return "Asked once, at the end."


def cannot_say(facts: DesignFacts) -> tuple[str, ...]:
    """The limits that follow from the design, plainest first."""
    sentences = [
        _about_change(facts),
        _about_silence(facts),
        _about_arms(facts),
        _about_lasting(facts),
        "Whether what people expect has come about. They were asked what they expect."
        if facts.has_anticipated
        else "",
    ]
    return tuple(sentence for sentence in sentences if sentence)


def _about_change(facts: DesignFacts) -> str:
    name, _ = OFFER_WORDS[facts.kind]
    if not facts.has_baseline:
        return f"That {name} changed anyone’s practice. Nobody was asked before."
    if not facts.has_later:
        return f"That {name} changed anything. Nobody has been asked since."
    return (
        f"That {name} changed anyone’s practice. The answers before and after stand side by side "
        "and are not joined."
    )


def _about_silence(facts: DesignFacts) -> str:
    if facts.silent == 0:
        return ""
    if facts.silent is None:
        return "What people who did not answer think."
    if facts.silent == 1:
        return "What the person who did not answer thinks."
    return f"What the {facts.silent} who did not answer think."


def _about_arms(facts: DesignFacts) -> str:
    if not facts.has_arms:
        return ""
    _, group = OFFER_WORDS[facts.kind]
    better = f"Whether mixed {group}s did better than the single-organisation {group}."
    if not facts.arms_are_known:
        return f"{better} Answers are kept without the {group} they came from."
    if not facts.arms_are_shown:
        return f"{better} Too few answered to compare."
    return f"{better} People did not get their {group} by chance."


def _about_lasting(facts: DesignFacts) -> str:
    if facts.months < LASTING_MONTHS:
        return "That it lasts. Early result: too soon to say."
    return f"What happens later than {plural(facts.months, 'month')} after the last session."


def next_badge(facts: DesignFacts) -> str:
    """What would carry a stronger claim."""
    if facts.mode == ConfidentialityMode.ANONYMOUS:
        return (
            "To reach “Changed”, one person’s answers must be joined over time. "
            "Fully anonymous answers cannot be."
        )
    if facts.plans_baseline_and_later:
        return "To reach “Changed”, the same people answer before and after. This plan asks both."
    return "To reach “Changed”, ask the same people before and after."
