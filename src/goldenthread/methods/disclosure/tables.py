"""A table of groups by answers: small groups merged, small cells hidden, margins included."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from goldenthread.methods.disclosure import wording
from goldenthread.methods.disclosure.counts import hidden_cell, show_counts, shown_cell
from goldenthread.methods.disclosure.policy import (
    Rule,
    rule_for,
    strictest,
    too_few_organisations,
)
from goldenthread.methods.disclosure.suppression import Grid, Place, protect_line, protect_table
from goldenthread.methods.disclosure.terms import (
    Audience,
    RiskDecision,
    Sensitivity,
    ShownCell,
    ShownRow,
    ShownTable,
)

TOGETHER = "all groups together"
TOTAL = "total"
MERGED = "Groups with too few answers are shown with another group."
SPLIT_WITHHELD = "The groups are shown together: a group had too few answers to stand alone."


@dataclass(frozen=True)
class _Group:
    """Groups shown as one: their names, counts and organisations."""

    names: tuple[str, ...]
    counts: tuple[int, ...]
    organisations: frozenset[str] | None

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def label(self) -> str:
        return " and ".join(self.names)


@dataclass(frozen=True, kw_only=True)
class _Reader:
    """Who reads what, and under which decision."""

    audience: Audience
    sensitivity: Sensitivity
    risk_decision: RiskDecision | None

    def rule(self, n: int) -> Rule:
        return rule_for(
            n,
            audience=self.audience,
            sensitivity=self.sensitivity,
            risk_decision=self.risk_decision,
        )

    def may_see(self, group: _Group) -> bool:
        few = None if group.organisations is None else len(group.organisations)
        return self.rule(group.n).has_numbers and not too_few_organisations(
            few, audience=self.audience
        )


def show_table(
    rows: Mapping[str, Mapping[str, int]],
    *,
    audience: Audience,
    sensitivity: Sensitivity,
    risk_decision: RiskDecision | None = None,
    organisations: Mapping[str, Collection[str]] | None = None,
) -> ShownTable:
    """Counts of answers by group, as `audience` may see them.

    `rows` maps each group to its counts, over the same answers in the same order; each person is
    in one cell. `organisations` maps each group to ids of the organisations its people come from.
    A group that may not stand alone is merged with the next smallest, so that neither its numbers
    nor the rest of a total give it away; when one group is left, only the total is shown. Small
    cells and column totals are hidden with enough others that none can be bounded within 5.
    Raises ValueError for an empty or ragged table or a negative count.
    """
    columns = _columns_of(rows)
    reader = _Reader(audience=audience, sensitivity=sensitivity, risk_decision=risk_decision)
    groups = _merge(_groups(rows, organisations=organisations), reader=reader)
    if len(groups) == 1:
        return _together(groups[0], columns=columns, reader=reader)
    grid = _grid(groups)
    rule = strictest(reader.rule(int(n)) for n in grid[:, -1])
    hidden = _hidden(grid, rule=rule, rule_of_total=reader.rule(int(grid[-1, -1])))
    if hidden is None:
        return _together(_all_of(groups), columns=columns, reader=reader)
    return _table(groups, columns=columns, grid=grid, rule=rule, hidden=hidden, reader=reader)


def _columns_of(rows: Mapping[str, Mapping[str, int]]) -> tuple[str, ...]:
    columns = {tuple(counts) for counts in rows.values()}
    if len(columns) != 1 or columns == {()}:
        raise ValueError("Every group needs the same answers, in the same order.")
    if any(value < 0 for counts in rows.values() for value in counts.values()):
        raise ValueError("A count cannot be negative.")
    return columns.pop()


def _groups(
    rows: Mapping[str, Mapping[str, int]],
    *,
    organisations: Mapping[str, Collection[str]] | None,
) -> tuple[_Group, ...]:
    return tuple(
        _Group(
            (name,),
            tuple(counts.values()),
            None if organisations is None else frozenset(organisations[name]),
        )
        for name, counts in rows.items()
    )


def _merge(groups: Sequence[_Group], *, reader: _Reader) -> tuple[_Group, ...]:
    """Join the smallest group that may not stand alone with the next smallest, until all may."""
    left = list(groups)
    while len(left) > 1:
        weak = [group for group in left if not reader.may_see(group)]
        if not weak:
            break
        first = min(weak, key=lambda group: group.n)
        others = [group for group in left if group is not first]
        second = min(others, key=lambda group: (reader.may_see(group), group.n))
        at = left.index(second)
        left[at] = _all_of([group for group in left if group in (first, second)])
        left.remove(first)
    return tuple(left)


def _all_of(groups: Sequence[_Group]) -> _Group:
    known = [group.organisations for group in groups if group.organisations is not None]
    return _Group(
        tuple(name for group in groups for name in group.names),
        tuple(sum(column) for column in zip(*(group.counts for group in groups), strict=True)),
        frozenset().union(*known) if known else None,
    )


def _grid(groups: Sequence[_Group]) -> Grid:
    inside = np.array([group.counts for group in groups], dtype=np.int64)
    with_rows = np.column_stack([inside, inside.sum(axis=1)])
    return np.vstack([with_rows, with_rows.sum(axis=0)])


def _hidden(grid: Grid, *, rule: Rule, rule_of_total: Rule) -> dict[Place, tuple[int, int]] | None:
    """Hidden places with their bounds; None when the split cannot be shown.

    The column totals hide what `show_counts` hides of the same totals, no more and no less: else
    the two together would give numbers away.
    """
    last = grid.shape[0] - 1
    totals = tuple(int(total) for total in grid[last, :-1])
    n = int(grid[last, -1])
    small = [at for at, total in enumerate(totals) if rule_of_total.is_small(total, of=n)]
    hidden_totals = protect_line(totals, small=small, floor=rule_of_total.floor)
    if hidden_totals is None:
        return None
    empty = {at for at, total in enumerate(totals) if total == 0} - hidden_totals
    inside = [
        (row, at)
        for row in range(last)
        for at in range(len(totals))
        if at not in empty and rule.is_small(int(grid[row, at]), of=int(grid[row, -1]))
    ]
    floors = np.full(grid.shape, rule.floor, dtype=np.int64)
    floors[last] = rule_of_total.floor
    return protect_table(
        grid, small=[*inside, *((last, at) for at in hidden_totals)], floors=floors
    )


def _together(group: _Group, *, columns: tuple[str, ...], reader: _Reader) -> ShownTable:
    """Only the total, by the rules for one question."""
    shown = show_counts(
        dict(zip(columns, group.counts, strict=True)),
        n=group.n,
        audience=reader.audience,
        sensitivity=reader.sensitivity,
        risk_decision=reader.risk_decision,
        organisations=None if group.organisations is None else len(group.organisations),
    )
    if shown.n is None:
        return ShownTable(form=shown.form, audience=shown.audience, sentence=shown.sentence)
    total = ShownCell(label=TOTAL, value=shown.n)
    label, why = group.label, ""
    if len(group.names) > 1:
        label, why = TOGETHER, f"{SPLIT_WITHHELD} "
    return ShownTable(
        form=shown.form,
        audience=shown.audience,
        sentence=f"{why}{shown.sentence}",
        rows=(ShownRow(label=label, cells=shown.cells, total=total, merged=group.names),),
        column_totals=shown.cells,
        total=total,
        cautions=shown.cautions,
    )


def _table(
    groups: Sequence[_Group],
    *,
    columns: tuple[str, ...],
    grid: Grid,
    rule: Rule,
    hidden: Mapping[Place, tuple[int, int]],
    reader: _Reader,
) -> ShownTable:
    lines = [
        _line(row, columns=columns, grid=grid, rule=rule, hidden=hidden)
        for row in range(grid.shape[0])
    ]
    margins = [shown_cell(TOTAL, int(n), of=int(n), rule=rule) for n in grid[:, -1]]
    sentence = wording.what_is_shown(rule, any_hidden=bool(hidden))
    if any(len(group.names) > 1 for group in groups):
        sentence = f"{MERGED} {sentence}"
    return ShownTable(
        form=rule.form,
        audience=reader.audience,
        sentence=sentence,
        rows=tuple(
            ShownRow(label=group.label, cells=line, total=margin, merged=group.names)
            for group, line, margin in zip(groups, lines[:-1], margins[:-1], strict=True)
        ),
        column_totals=lines[-1],
        total=margins[-1],
        cautions=_cautions(grid, rule=rule, reader=reader),
    )


def _line(
    row: int,
    *,
    columns: tuple[str, ...],
    grid: Grid,
    rule: Rule,
    hidden: Mapping[Place, tuple[int, int]],
) -> tuple[ShownCell, ...]:
    return tuple(
        hidden_cell(label, bounds=hidden[row, at], rule=rule)
        if (row, at) in hidden
        else shown_cell(label, int(grid[row, at]), of=int(grid[row, -1]), rule=rule)
        for at, label in enumerate(columns)
    )


def _cautions(grid: Grid, *, rule: Rule, reader: _Reader) -> tuple[str, ...]:
    return wording.cautions_for(
        rule,
        n=int(grid[:-1, -1].min()),
        audience=reader.audience,
        sensitivity=reader.sensitivity,
        risk_decision=reader.risk_decision,
    )
