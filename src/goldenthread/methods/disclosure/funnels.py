"""How many people took each step, as an audience may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.methods.disclosure.policy import FEWEST_ANSWERS, LARGEST_SMALL
from goldenthread.methods.disclosure.terms import (
    Audience,
    Form,
    Sensitivity,
    Shown,
    ShownCell,
)

EXACT = "Every step is shown. Reasons for stopping are held by the evaluators and never shown."
GUARDED = (
    "Steps that differ by fewer than 5 people are shown as a range, and steps with fewer than 5 "
    "people are hidden. Reasons for stopping are held by the evaluators and never shown."
)


@dataclass(frozen=True, kw_only=True)
class Step:
    """People at one step. SENSITIVE for interviews, where one person fewer is one known person."""

    label: str
    n: int
    sensitivity: Sensitivity = Sensitivity.LOW


def show_funnel(steps: Sequence[Step], *, audience: Audience) -> Shown:
    """People by step, as `audience` may see them.

    Both teams run the steps and see each number. For the board and in public, a step with 1 to 4
    people is hidden, and sensitive steps that differ from one another by 1 to 4 become one range
    (7, 7, 6 interviews: "6-7"). Takes no reasons, so it can show none. Raises ValueError for no
    steps or a negative number.
    """
    if not steps or any(step.n < 0 for step in steps):
        raise ValueError("A funnel needs steps, each with 0 people or more.")
    if audience in (Audience.EVALUATION_TEAM, Audience.PROGRAMME_TEAM):
        cells = tuple(ShownCell(label=s.label, value=s.n, low=s.n, high=s.n) for s in steps)
        return Shown(form=Form.COUNTS, audience=audience, cells=cells, sentence=EXACT)
    cells = tuple(_guarded(step, steps=steps) for step in steps)
    return Shown(form=Form.COUNTS, audience=audience, cells=cells, sentence=GUARDED)


def _guarded(step: Step, *, steps: Sequence[Step]) -> ShownCell:
    sensitive = step.sensitivity is Sensitivity.SENSITIVE
    if 0 < step.n < FEWEST_ANSWERS or (sensitive and step.n == 0):
        return ShownCell(label=step.label, value=None, hidden=True)
    low, high = _run_around(step.n, steps=steps) if sensitive else (step.n, step.n)
    value = step.n if low == high else None
    return ShownCell(label=step.label, value=value, low=low, high=high)


def _run_around(n: int, *, steps: Sequence[Step]) -> tuple[int, int]:
    """Least and most of the sensitive numbers linked to `n` by differences of 1 to 4."""
    numbers = sorted(
        {s.n for s in steps if s.sensitivity is Sensitivity.SENSITIVE and s.n >= FEWEST_ANSWERS}
    )
    low = high = n
    for number in reversed(numbers):
        if number < low and low - number <= LARGEST_SMALL:
            low = number
    for number in numbers:
        if number > high and number - high <= LARGEST_SMALL:
            high = number
    return low, high
