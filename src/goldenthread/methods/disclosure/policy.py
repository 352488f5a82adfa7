"""The disclosure table: what each audience may see at each number of answers.

Source: docs/reference/disclosure.md, which shows the same table in words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from goldenthread.methods.disclosure.terms import (
    LARGE_GROUP,
    Audience,
    Form,
    RiskDecision,
    Sensitivity,
)

#: Fewer answers than this are never shown outside the evaluation team.
FEWEST_ANSWERS = 5
#: Fewer answers than this are never numbers for the board or in public.
FEWEST_FOR_NUMBERS = 10
#: Fewer organisations than this are never an aggregate.
FEWEST_ORGANISATIONS = 3
#: Counts from 1 to this are small.
LARGEST_SMALL = 4
#: What a reader can work out about a hidden number is at least this wide.
WIDTH = 5
#: Public counts below ROUNDED_BELOW are rounded to the nearest ROUND_TO.
ROUND_TO = 5
ROUNDED_BELOW = 100


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How numbers are shown.

    `hide_small` hides 1 to 4; `hide_edges` also hides 0 and "everybody" (a small sensitive
    group); `rounded` rounds counts under 100 to 5.
    """

    form: Form
    hide_small: bool = False
    hide_edges: bool = False
    rounded: bool = False

    @property
    def has_numbers(self) -> bool:
        """Whether any number may be shown."""
        return self.form not in (Form.NOTHING, Form.THEMES)

    @property
    def floor(self) -> int:
        """The least a hidden number can be: 1 where zeros are shown, else 0."""
        return 0 if self.hide_edges else 1

    def is_small(self, value: int, *, of: int) -> bool:
        """Whether `value` people of `of` must be hidden."""
        if self.hide_edges and value in (0, of):
            return True
        return self.hide_small and 0 < value <= LARGEST_SMALL


@dataclass(frozen=True)
class _Entry:
    """One entry of the table: low sensitivity, low with a signed decision, sensitive."""

    low: Rule
    signed: Rule
    sensitive: Rule


def _same(rule: Rule) -> _Entry:
    return _Entry(rule, rule, rule)


_ROWS = _same(Rule(form=Form.ROWS))
_NOTHING = _same(Rule(form=Form.NOTHING))
_THEMES = _same(Rule(form=Form.THEMES))
_COUNTS = Rule(form=Form.COUNTS)
_SMALL_HIDDEN = Rule(form=Form.COUNTS, hide_small=True)
_EDGES_HIDDEN = Rule(form=Form.COUNTS, hide_small=True, hide_edges=True)
_DOTS = Rule(form=Form.DOTS)
_DOTS_EDGES_HIDDEN = Rule(form=Form.DOTS, hide_small=True, hide_edges=True)
_PERCENTAGES = Rule(form=Form.PERCENTAGES)
_PERCENTAGES_SMALL_HIDDEN = Rule(form=Form.PERCENTAGES, hide_small=True)
_ROUNDED = Rule(form=Form.PERCENTAGES, hide_small=True, rounded=True)

_UNSIGNED_OR_SIGNED = _Entry(_SMALL_HIDDEN, _COUNTS, _EDGES_HIDDEN)
_LARGE = _Entry(_PERCENTAGES, _PERCENTAGES, _PERCENTAGES_SMALL_HIDDEN)

#: Rows: fewest answers of the band. Columns: evaluation team, programme team, board, public.
_TABLE = MappingProxyType(
    {
        0: (_ROWS, _NOTHING, _NOTHING, _NOTHING),
        FEWEST_ANSWERS: (
            _ROWS,
            _Entry(_COUNTS, _COUNTS, Rule(form=Form.THEMES)),
            _THEMES,
            _NOTHING,
        ),
        FEWEST_FOR_NUMBERS: (
            _ROWS,
            _Entry(_DOTS, _DOTS, _DOTS_EDGES_HIDDEN),
            _UNSIGNED_OR_SIGNED,
            _UNSIGNED_OR_SIGNED,
        ),
        LARGE_GROUP: (_ROWS, _LARGE, _LARGE, _same(_ROUNDED)),
    }
)
_COLUMN = MappingProxyType({audience: place for place, audience in enumerate(Audience)})


def rule_for(
    n: int,
    *,
    audience: Audience,
    sensitivity: Sensitivity,
    risk_decision: RiskDecision | None = None,
) -> Rule:
    """The rule for `n` answers. A decision counts only when it found a low risk, and only for
    low-sensitivity items. Raises ValueError for a negative `n`."""
    if n < 0:
        raise ValueError(f"There cannot be {n} answers.")
    band = max(fewest for fewest in _TABLE if fewest <= n)
    entry = _TABLE[band][_COLUMN[audience]]
    if sensitivity is Sensitivity.SENSITIVE:
        return entry.sensitive
    signed = risk_decision is not None and risk_decision.is_low
    return entry.signed if signed else entry.low


def strictest(rules: Iterable[Rule]) -> Rule:
    """One rule with every protection of several rules that show numbers."""
    every = tuple(rules)
    forms = {rule.form for rule in every}
    form = forms.pop() if len(forms) == 1 else Form.DOTS if Form.DOTS in forms else Form.COUNTS
    return Rule(
        form=form,
        hide_small=any(rule.hide_small for rule in every),
        hide_edges=any(rule.hide_edges for rule in every),
        rounded=any(rule.rounded for rule in every),
    )


def too_few_organisations(organisations: int | None, *, audience: Audience) -> bool:
    """Whether an aggregate must be withheld because it holds fewer than 3 organisations."""
    if organisations is None or audience is Audience.EVALUATION_TEAM:
        return False
    return organisations < FEWEST_ORGANISATIONS
