"""The sentences that say what is shown, what is hidden, and why."""

from __future__ import annotations

from goldenthread.methods.disclosure.policy import (
    FEWEST_ANSWERS,
    FEWEST_FOR_NUMBERS,
    FEWEST_ORGANISATIONS,
    ROUND_TO,
    ROUNDED_BELOW,
    Rule,
)
from goldenthread.methods.disclosure.terms import (
    LARGE_GROUP,
    Audience,
    Form,
    RiskDecision,
    Sensitivity,
)

FEW_ANSWERS = f"Fewer than {FEWEST_ANSWERS} answers; not shown."
FEW_IN_PUBLIC = f"Fewer than {FEWEST_FOR_NUMBERS} answers; not shown in public."
THEMES_INSTEAD = f"Fewer than {FEWEST_FOR_NUMBERS} answers, so themes are shown and no numbers."
FEW_ORGANISATIONS = f"Answers from fewer than {FEWEST_ORGANISATIONS} organisations; not shown."
WITHHELD = "Not shown: hiding the small numbers would not be enough to protect people."
EVERYTHING = "Everything is shown: this is the evaluation team's view."
NO_PERCENTAGES = f"Fewer than {LARGE_GROUP} answers: read the counts, not percentages."
DECISION_IGNORED_SENSITIVE = "The risk decision does not apply: these answers are sensitive."
DECISION_IGNORED_SCORE = "The risk decision does not apply: it did not find a low risk."


def why_no_numbers(rule: Rule, *, n: int) -> str:
    """Why a rule without numbers shows none."""
    if rule.form is Form.THEMES:
        return THEMES_INSTEAD
    return FEW_ANSWERS if n < FEWEST_ANSWERS else FEW_IN_PUBLIC


def what_is_shown(rule: Rule, *, any_hidden: bool) -> str:
    """What a rule with numbers shows and hides."""
    if rule.form is Form.ROWS:
        return EVERYTHING
    parts = ["Every number is shown."]
    if any_hidden:
        small = "0 to 4, or that are everybody," if rule.hide_edges else "1 to 4"
        parts = [f"Numbers from {small} are hidden, with others that would give them away."]
    if rule.rounded:
        parts.append(f"Numbers under {ROUNDED_BELOW} are rounded to the nearest {ROUND_TO}.")
    return " ".join(parts)


def cautions_for(
    rule: Rule,
    *,
    n: int,
    audience: Audience,
    sensitivity: Sensitivity,
    risk_decision: RiskDecision | None,
) -> tuple[str, ...]:
    """Cautions: no percentage below 30, and what became of a risk decision."""
    cautions = [NO_PERCENTAGES] if rule.has_numbers and n < LARGE_GROUP else []
    outside = audience in (Audience.BOARD, Audience.PUBLIC)
    if risk_decision is not None and outside and FEWEST_FOR_NUMBERS <= n < LARGE_GROUP:
        cautions.append(_what_became_of(risk_decision, sensitivity=sensitivity))
    return tuple(cautions)


def _what_became_of(decision: RiskDecision, *, sensitivity: Sensitivity) -> str:
    if sensitivity is Sensitivity.SENSITIVE:
        return DECISION_IGNORED_SENSITIVE
    if not decision.is_low:
        return DECISION_IGNORED_SCORE
    day = f"{decision.signed_on.day} {decision.signed_on:%B %Y}"
    return (
        f"Shown under the risk decision for {decision.scope}, low risk, "
        f"signed by {decision.signed_by} on {day}: {decision.sentence}"
    )
