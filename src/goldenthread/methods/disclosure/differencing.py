"""The differencing guard: two releases about overlapping people must not expose a few of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from goldenthread.methods.disclosure.policy import LARGEST_SMALL
from goldenthread.methods.disclosure.terms import EN_DASH, Audience, Sensitivity

#: More small overlaps than this are refused unchecked.
MOST_SMALL_PARTS = 25
_CLOSE_TO_ZERO = 1e-9


@dataclass(frozen=True, kw_only=True)
class Release:
    """Numbers about one question in one wave, given to an audience.

    `filters` narrow who is counted ("set=mixed"); none is everyone. `members` are opaque ids of
    the people counted, when known: with them the guard is exact, without them it compares nested
    filters. Raises ValueError when `n` is negative or `members` are not `n` people.
    """

    name: str
    question: str
    wave: str
    n: int
    audience: Audience
    sensitivity: Sensitivity = Sensitivity.LOW
    filters: frozenset[str] = frozenset()
    members: frozenset[str] | None = None

    def __post_init__(self) -> None:
        if self.n < 0:
            raise ValueError(f"A release cannot be about {self.n} people.")
        if self.members is not None and len(self.members) != self.n:
            raise ValueError(f"{self.name} says {self.n} people and names {len(self.members)}.")


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why a release may not be made as it is. `low` to `high` is a range to show instead of `n`,
    when a range is enough."""

    release: str
    against: tuple[str, ...]
    sentence: str
    low: int | None = None
    high: int | None = None

    @property
    def instead(self) -> str | None:
        """The range in words ("6-7"), or None when the release must be withheld or widened."""
        return None if self.low is None else f"{self.low}{EN_DASH}{self.high}"


def differencing_guard(previous: Sequence[Release], new: Release) -> tuple[Refusal, ...]:
    """Every reason why `new` beside `previous` would expose 1 to 4 people; empty when none.

    Releases that only the evaluation team sees count for nothing: it sees the rows.

    - Same question and wave, members known: refused when adding and subtracting releases leaves
      1 to 4 people (a union of Venn parts whose indicator lies in the row space of the releases),
      or when only 1 to 4 people are in one of two releases and not in the other.
    - Same question and wave, members unknown: refused when one's filters include the other's and
      the numbers differ by 1 to 4.
    - Same question, another wave, either sensitive: refused when the numbers differ by 1 to 4,
      with the range to show instead (7 then 6: "6-7").
    """
    if new.audience is Audience.EVALUATION_TEAM:
        return ()
    seen = [
        old
        for old in previous
        if old.audience is not Audience.EVALUATION_TEAM and old.question == new.question
    ]
    same_wave = [old for old in seen if old.wave == new.wave]
    known = [old for old in same_wave if old.members is not None and new.members is not None]
    unknown = [old for old in same_wave if old not in known]
    by_members = _exposed_by_members(known, new)
    by_filters = [_by_filters(old, new) for old in unknown if _nested_closely(old, new)]
    by_wave = [_by_wave(old, new) for old in seen if _waves_too_close(old, new)]
    return (*by_members, *by_filters, *by_wave)


def _close(first: int, second: int) -> bool:
    return 0 < abs(first - second) <= LARGEST_SMALL


def _nested_closely(old: Release, new: Release) -> bool:
    nested = old.filters <= new.filters or new.filters <= old.filters
    return nested and _close(old.n, new.n)


def _waves_too_close(old: Release, new: Release) -> bool:
    sensitive = Sensitivity.SENSITIVE in (old.sensitivity, new.sensitivity)
    return sensitive and old.wave != new.wave and _close(old.n, new.n)


def _by_filters(old: Release, new: Release) -> Refusal:
    sentence = f"Beside {old.name}, {new.name} would give away fewer than 5 people."
    return Refusal(release=new.name, against=(old.name,), sentence=sentence)


def _by_wave(old: Release, new: Release) -> Refusal:
    low, high = min(old.n, new.n), max(old.n, new.n)
    sentence = (
        f"{new.name} and {old.name} differ by fewer than 5 people: show {low}{EN_DASH}{high}."
    )
    return Refusal(release=new.name, against=(old.name,), sentence=sentence, low=low, high=high)


def _exposed_by_members(known: Sequence[Release], new: Release) -> tuple[Refusal, ...]:
    theirs = new.members or frozenset()
    overlapping = [old for old in known if theirs & (old.members or frozenset())]
    if not overlapping:
        return ()
    names = tuple(old.name for old in overlapping)
    sizes, part_of = _venn_parts([*known, new])
    small = [at for at, size in enumerate(sizes) if size <= LARGEST_SMALL]
    if len(small) > MOST_SMALL_PARTS:
        sentence = f"{new.name} overlaps with too many earlier releases to be checked."
        return (Refusal(release=new.name, against=names, sentence=sentence),)
    swaps_few = any(_swaps_few(old, new) for old in overlapping)
    if not (swaps_few or _is_newly_exposed(part_of, sizes=sizes, small=small)):
        return ()
    sentence = f"Beside what is already shown, {new.name} would give away fewer than 5 people."
    return (Refusal(release=new.name, against=names, sentence=sentence),)


def _swaps_few(old: Release, new: Release) -> bool:
    """Whether 1 to 4 people are in one release only: counts that differ then tell of them."""
    apart = (old.members or frozenset()) ^ (new.members or frozenset())
    return 0 < len(apart) <= LARGEST_SMALL


def _venn_parts(releases: Sequence[Release]) -> tuple[list[int], NDArray[np.float64]]:
    """Sizes of the Venn parts, and a releases x parts matrix of 0 and 1."""
    sets = [release.members or frozenset() for release in releases]
    parts: dict[tuple[bool, ...], int] = {}
    for person in frozenset().union(*sets):
        signature = tuple(person in members for members in sets)
        parts[signature] = parts.get(signature, 0) + 1
    return list(parts.values()), np.array(list(parts), dtype=np.float64).T


def _is_newly_exposed(
    part_of: NDArray[np.float64], *, sizes: Sequence[int], small: Sequence[int]
) -> bool:
    """Whether 1 to 4 people are a combination of the releases, and were not without the last."""
    with_new, without = _projector(part_of), _projector(part_of[:-1])
    for union in _small_unions(small, sizes=sizes):
        indicator = np.zeros(len(sizes))
        indicator[list(union)] = 1.0
        if _reaches(with_new, indicator) and not _reaches(without, indicator):
            return True
    return False


def _projector(part_of: NDArray[np.float64]) -> NDArray[np.float64]:
    """The orthogonal projector onto the row space: parts x parts."""
    return np.asarray(np.linalg.pinv(part_of) @ part_of, dtype=np.float64)


def _reaches(projector: NDArray[np.float64], indicator: NDArray[np.float64]) -> bool:
    return bool(np.abs(projector @ indicator - indicator).max() < _CLOSE_TO_ZERO)


def _small_unions(small: Sequence[int], *, sizes: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for many in range(1, LARGEST_SMALL + 1):
        for union in combinations(small, many):
            if sum(sizes[at] for at in union) <= LARGEST_SMALL:
                yield union
