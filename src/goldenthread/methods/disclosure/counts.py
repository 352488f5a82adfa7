"""One question: its counts, or one share, as an audience may see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goldenthread.methods.disclosure import wording
from goldenthread.methods.disclosure.policy import (
    ROUND_TO,
    ROUNDED_BELOW,
    Rule,
    rule_for,
    too_few_organisations,
)
from goldenthread.methods.disclosure.suppression import line_bounds, protect_line
from goldenthread.methods.disclosure.terms import (
    Audience,
    Form,
    RiskDecision,
    Sensitivity,
    Shown,
    ShownCell,
)


def show_counts(
    counts: Mapping[str, int],
    *,
    n: int,
    audience: Audience,
    sensitivity: Sensitivity,
    risk_decision: RiskDecision | None = None,
    organisations: int | None = None,
    exclusive: bool = True,
) -> Shown:
    """Counts of answers to one question, as `audience` may see them.

    `counts` maps each possible answer to people; `n` is how many answered. With `exclusive` each
    person is in exactly one count (give "no answer" as a count of its own); without it, people
    could tick several. `organisations` is how many organisations the people come from; outside
    the evaluation team fewer than 3 show nothing. Raises ValueError for counts that cannot be.
    """
    rule = rule_for(n, audience=audience, sensitivity=sensitivity, risk_decision=risk_decision)
    _check_counts(counts, n=n, exclusive=exclusive)
    few = too_few_organisations(organisations, audience=audience)
    if few and rule.form is not Form.NOTHING:
        return _nothing(wording.FEW_ORGANISATIONS, audience=audience)
    if not rule.has_numbers:
        return Shown(form=rule.form, audience=audience, sentence=wording.why_no_numbers(rule, n=n))
    hidden = _hidden_places(tuple(counts.values()), n=n, rule=rule, exclusive=exclusive)
    if hidden is None:
        return _nothing(wording.WITHHELD, audience=audience)
    return Shown(
        form=rule.form,
        audience=audience,
        n=rounded(n, rule=rule),
        cells=_cells(counts, n=n, hidden=hidden, rule=rule, exclusive=exclusive),
        sentence=wording.what_is_shown(rule, any_hidden=bool(hidden)),
        cautions=wording.cautions_for(
            rule, n=n, audience=audience, sensitivity=sensitivity, risk_decision=risk_decision
        ),
    )


def show_share(
    k: int,
    n: int,
    *,
    audience: Audience,
    sensitivity: Sensitivity,
    risk_decision: RiskDecision | None = None,
    organisations: int | None = None,
    labels: tuple[str, str] = ("agreed", "did not agree"),
) -> Shown:
    """`k` people of `n`, with the people who are not among them as the second cell.

    Both cells follow the table: 9 of 10 also tells of the 1. Raises ValueError unless
    0 <= k <= n.
    """
    return show_counts(
        {labels[0]: k, labels[1]: n - k},
        n=n,
        audience=audience,
        sensitivity=sensitivity,
        risk_decision=risk_decision,
        organisations=organisations,
    )


def shown_cell(label: str, value: int, *, of: int, rule: Rule) -> ShownCell:
    """A number that is not hidden: rounded, and with its percentage, where the rule says so."""
    seen = rounded(value, rule=rule)
    wide = ROUND_TO // 2 if rule.rounded and 0 < value < ROUNDED_BELOW else 0
    percent = None
    if rule.form is Form.PERCENTAGES:
        percent = round(100 * seen / rounded(of, rule=rule))
    return ShownCell(label=label, value=seen, low=seen - wide, high=seen + wide, percent=percent)


def hidden_cell(label: str, *, bounds: tuple[int, int], rule: Rule) -> ShownCell:
    """A number that is hidden; its bounds are not said beside rounded numbers, being exact."""
    low, high = (None, None) if rule.rounded else bounds
    return ShownCell(label=label, value=None, hidden=True, low=low, high=high)


def rounded(value: int, *, rule: Rule) -> int:
    """The number as shown: to the nearest 5 when the rule rounds and the number is under 100."""
    if not rule.rounded or value >= ROUNDED_BELOW:
        return value
    return ROUND_TO * round(value / ROUND_TO)


def _check_counts(counts: Mapping[str, int], *, n: int, exclusive: bool) -> None:
    if not counts:
        raise ValueError("There are no counts to show.")
    if any(value < 0 or value > n for value in counts.values()):
        raise ValueError(f"Every count must be from 0 to {n}.")
    if exclusive and sum(counts.values()) != n:
        raise ValueError(
            f"The counts add up to {sum(counts.values())}, not {n}; "
            "give people without an answer a count of their own."
        )


def _hidden_places(
    values: Sequence[int], *, n: int, rule: Rule, exclusive: bool
) -> frozenset[int] | None:
    if exclusive:
        small = [at for at, value in enumerate(values) if rule.is_small(value, of=n)]
        return protect_line(values, small=small, floor=rule.floor)
    return frozenset(
        at
        for at, value in enumerate(values)
        if rule.is_small(value, of=n) or rule.is_small(n - value, of=n)
    )


def _cells(
    counts: Mapping[str, int], *, n: int, hidden: frozenset[int], rule: Rule, exclusive: bool
) -> tuple[ShownCell, ...]:
    bounds = rule.floor, n - rule.floor
    if exclusive:
        bounds = line_bounds(tuple(counts.values()), hidden=hidden, floor=rule.floor)
    return tuple(
        hidden_cell(label, bounds=bounds, rule=rule)
        if at in hidden
        else shown_cell(label, value, of=n, rule=rule)
        for at, (label, value) in enumerate(counts.items())
    )


def _nothing(sentence: str, *, audience: Audience) -> Shown:
    return Shown(form=Form.NOTHING, audience=audience, sentence=sentence)
