"""Secondary suppression: hide enough that no hidden number can be worked out.

The attacker knows every shown number, every shown total, and the least a hidden number can be
(1 where zeros are shown, else 0). What they can then work out about each hidden number must be
at least `WIDTH` wide. Cox, L. H. (1980), Suppression methodology and statistical disclosure
control, JASA 75; Fischetti & Salazar (2001) for the linear programme.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog  # type: ignore[import-untyped, unused-ignore]

from goldenthread.methods.disclosure.policy import WIDTH

Place = tuple[int, int]
Grid = NDArray[np.int64]


def protect_line(
    values: Sequence[int], *, small: Collection[int], floor: int
) -> frozenset[int] | None:
    """Places to hide in counts that add up to a shown total; None when nothing is enough.

    `small` holds the places that must be hidden. With two or more hidden, each lies between
    `floor` and `floor + slack`, where slack is the sum of (value - floor) over the hidden.
    """
    hidden = set(small)
    while hidden and (len(hidden) < 2 or _slack(values, hidden=hidden, floor=floor) < WIDTH):
        spare = [at for at, value in enumerate(values) if at not in hidden and value >= floor]
        if not spare:
            return None
        hidden.add(_cheapest(values, spare=spare, hidden=hidden, floor=floor))
    return frozenset(hidden)


def line_bounds(values: Sequence[int], *, hidden: Collection[int], floor: int) -> tuple[int, int]:
    """What a reader can work out about each hidden number: from, to."""
    return floor, floor + _slack(values, hidden=hidden, floor=floor)


def _slack(values: Sequence[int], *, hidden: Collection[int], floor: int) -> int:
    return sum(values[at] - floor for at in hidden)


def _cheapest(
    values: Sequence[int], *, spare: Sequence[int], hidden: Collection[int], floor: int
) -> int:
    """The smallest number that is enough alone; when none is, the largest."""
    lacking = WIDTH - _slack(values, hidden=hidden, floor=floor)
    enough = [at for at in spare if values[at] - floor >= lacking]
    if enough:
        return min(enough, key=lambda at: values[at])
    return max(spare, key=lambda at: values[at])


def protect_table(
    grid: Grid, *, small: Collection[Place], floors: Grid
) -> dict[Place, tuple[int, int]] | None:
    """Places to hide in a table with margins, each with its bounds; None when nothing is enough.

    `grid` is (R+1) x (C+1): the last row holds the column totals, the last column the row totals;
    `floors`, of the same shape, the least each number can be when hidden. Only cells inside are
    added to `small`: the margins say what they say wherever else they are shown.
    """
    hidden = set(small)
    wide: set[Place] = set()
    while weak := _first_weak(grid, hidden=hidden, floors=floors, wide=wide):
        choice = _partner(grid, weak=weak, hidden=hidden, floors=floors)
        if choice is None:
            return None
        hidden.add(choice)
    return {place: _bounds(grid, hidden=hidden, floors=floors, place=place) for place in hidden}


def _first_weak(grid: Grid, *, hidden: set[Place], floors: Grid, wide: set[Place]) -> Place | None:
    """The first hidden place whose bounds are too narrow.

    Hiding more never narrows, so `wide` keeps the places already found wide enough.
    """
    for place in sorted(hidden - wide):
        low, high = _bounds(grid, hidden=hidden, floors=floors, place=place)
        if high - low < WIDTH:
            return place
        wide.add(place)
    return None


def _partner(grid: Grid, *, weak: Place, hidden: set[Place], floors: Grid) -> Place | None:
    """The next place to hide: in line with the weak one, closing a loop, small."""
    rows, columns = grid.shape[0] - 1, grid.shape[1] - 1
    spare = [
        (row, column)
        for row in range(rows)
        for column in range(columns)
        if (row, column) not in hidden and grid[row, column] >= floors[row, column]
    ]

    def cost(place: Place) -> tuple[bool, bool, bool, int, Place]:
        in_line = [axis for axis in (0, 1) if place[axis] == weak[axis]]
        served = any(other[axis] == weak[axis] for axis in in_line for other in hidden - {weak})
        closes = any(other[1 - axis] == place[1 - axis] for axis in in_line for other in hidden)
        return not in_line, served, not closes, int(grid[place]), place

    return min(spare, key=cost, default=None)


def _bounds(
    grid: Grid, *, hidden: Collection[Place], floors: Grid, place: Place
) -> tuple[int, int]:
    """Least and most that one hidden number can be, by linear programming."""
    order = sorted(hidden)
    left, right = _equations(grid, order=order)
    goal = np.zeros(len(order))
    goal[order.index(place)] = 1.0
    box = [(int(floors[at]), None) for at in order]
    least = linprog(goal, A_eq=left, b_eq=right, bounds=box).fun
    most = -linprog(-goal, A_eq=left, b_eq=right, bounds=box).fun
    return round(least), round(most)


def _equations(
    grid: Grid, *, order: Sequence[Place]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """One equation a row and a column: cells minus their total is 0, shown numbers moved right.

    The unknowns are the hidden places in `order`.
    """
    rows, columns = grid.shape
    left = np.zeros((rows + columns, len(order)))
    known = grid.astype(np.float64)
    for at, (row, column) in enumerate(order):
        left[row, at] = -1.0 if column == columns - 1 else 1.0
        left[rows + column, at] = -1.0 if row == rows - 1 else 1.0
        known[row, column] = 0.0
    by_row = known[:, -1] - known[:, :-1].sum(axis=1)
    by_column = known[-1, :] - known[:-1, :].sum(axis=0)
    return left, np.concatenate([by_row, by_column])
