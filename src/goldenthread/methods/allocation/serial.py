"""The serial lottery by augmenting paths: each person in turn, moving earlier ones if needed.

Places open to people form a transversal matroid, so taking people in order of tier and rank and
keeping everyone who can still be seated gives, without keep-apart pairs, the most places filled by
tier and the least rank sum (Edmonds 1971; Gale 1968). That run is the bound that proves the other.
"""

from dataclasses import dataclass, field

import numpy as np

from goldenthread.methods.allocation.index import NO_COHORT, Bools, Index, Ints


@dataclass(eq=False)
class Board:
    """A seating under construction. ``blocked`` (g, n) counts people in a set kept apart."""

    index: Index
    allowed: Bools
    seats: Ints
    apart: bool
    cohort: Ints = field(init=False)
    members: list[list[int]] = field(init=False)
    blocked: Ints = field(init=False)

    def __post_init__(self) -> None:
        people, cohorts = self.allowed.shape
        self.cohort = np.full(people, NO_COHORT, dtype=np.int64)
        self.members = [[] for _ in range(cohorts)]
        self.blocked = np.zeros((cohorts, people if self.apart else 0), dtype=np.int64)

    def open_to(self, i: int) -> Bools:
        """Cohorts (g,) that person ``i`` may enter, counting who is there now."""
        open_: Bools = self.allowed[i]
        return open_ & (self.blocked[:, i] == 0) if self.apart else open_

    def enter(self, i: int, k: int) -> None:
        self.cohort[i] = k
        self.members[k].append(i)
        if self.apart:
            for other in self.index.conflicts[i]:
                self.blocked[k, other] += 1

    def leave(self, i: int) -> None:
        k = int(self.cohort[i])
        self.cohort[i] = NO_COHORT
        self.members[k].remove(i)
        if self.apart:
            for other in self.index.conflicts[i]:
                self.blocked[k, other] -= 1


def fill(board: Board, order: list[int], *, closed: Bools | None = None) -> list[int]:
    """Seat people in ``order`` and return those who could not be seated.

    ``closed`` (g,), where given, collects cohorts from which no path leads to a free seat; they
    are skipped from then on, which is exact without keep-apart pairs.
    """
    left_out = []
    free = int(board.seats.sum()) - int((board.cohort != NO_COHORT).sum())
    for i in order:
        if free == 0 or not seat(board, i, closed=closed):
            left_out.append(i)
        else:
            free -= 1
    return left_out


def seat(board: Board, i: int, *, closed: Bools | None = None) -> bool:
    """Seat one person, along an augmenting path if their cohorts are full."""
    spare = board.seats - np.array([len(m) for m in board.members])
    choices = board.open_to(i) & (spare > 0)
    if choices.any():
        board.enter(i, int(np.argmax(np.where(choices, spare / np.maximum(board.seats, 1), -1.0))))
        return True
    start = board.open_to(i) if closed is None else board.open_to(i) & ~closed
    path, seen = _path(board, start, spare > 0, closed)
    if path is None:
        if closed is not None:
            closed |= seen
        return False
    _shift(board, path)
    board.enter(i, path[0][0])
    return True


def reach(board: Board, i: int) -> Bools:
    """Cohorts (g,) that person ``i`` could enter directly or by moving others along paths."""
    nowhere = np.zeros(len(board.members), dtype=bool)
    return _path(board, board.open_to(i), nowhere, None)[1]


def _path(
    board: Board, start: Bools, goal: Bools, closed: Bools | None
) -> tuple[list[tuple[int, int, int]] | None, Bools]:
    """Moves (from cohort, person, to cohort) that free a seat in ``start``, and cohorts seen."""
    seen = start.copy() if closed is None else start | closed
    came: dict[int, tuple[int, int]] = {}
    queue = [int(k) for k in np.nonzero(start)[0]]
    for k in queue:
        for i in board.members[k]:
            new = board.open_to(i) & ~seen
            if not new.any():
                continue
            seen |= new
            for h in np.nonzero(new)[0]:
                came[int(h)] = (k, i)
                queue.append(int(h))
            if (new & goal).any():
                return _trace(came, int(np.nonzero(new & goal)[0][0])), seen
    return None, seen


def _trace(came: dict[int, tuple[int, int]], end: int) -> list[tuple[int, int, int]]:
    moves = []
    while end in came:
        source, i = came[end]
        moves.append((source, i, end))
        end = source
    return moves[::-1]


def _shift(board: Board, path: list[tuple[int, int, int]]) -> None:
    for _, i, target in reversed(path):
        board.leave(i)
        board.enter(i, target)


def even_out(board: Board) -> None:
    """Move people along paths from larger to smaller sets until no path evens the sizes more.

    Sizes end as equal as the allowed lists and keep-apart pairs let these paths make them. Sets
    below their minimum are counted as smaller than any other, so they are filled first.
    """
    minimum = board.index.minimum
    while True:
        sizes = np.array([len(m) for m in board.members])
        keyed = sizes - np.where(sizes < minimum, 1_000_000, 0)
        for source in np.lexsort((np.arange(len(sizes)), -keyed)):
            spare = sizes[source] > minimum[source]
            goal = (keyed <= keyed[source] - 2) & (sizes < board.seats)
            if not (spare and goal.any()):
                continue
            start = np.zeros(len(sizes), dtype=bool)
            start[source] = True
            path, _ = _path(board, start, goal, None)
            if path is not None:
                _shift(board, path)
                break
        else:
            return
