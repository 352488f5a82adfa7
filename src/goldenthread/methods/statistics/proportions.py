"""Shares of people, with how sure we can be, said in people where people are few."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scipy.stats import beta, binomtest  # type: ignore[import-untyped, unused-ignore]

#: Below this many answers a share is said in counts.
FEWEST_FOR_PERCENTAGES = 30


class IntervalMethod(StrEnum):
    """How an interval for a share is computed."""

    WILSON = "Wilson"
    CLOPPER_PEARSON = "Clopper-Pearson"
    JEFFREYS = "Jeffreys"


@dataclass(frozen=True, kw_only=True)
class Proportion:
    """`k` of `n`, with an interval for the share: `low` to `high`, from 0 to 1."""

    k: int
    n: int
    low: float
    high: float
    confidence: float
    method: IntervalMethod
    cautions: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """k / n."""
        return self.k / self.n


@dataclass(frozen=True, kw_only=True)
class PeopleRange:
    """`low` to `high` people of `of`."""

    low: int
    high: int
    of: int

    @property
    def text(self) -> str:
        """The range in words: "6 to 10"."""
        return f"{self.low} to {self.high}"


def proportion(
    k: int,
    n: int,
    *,
    confidence: float = 0.95,
    method: IntervalMethod = IntervalMethod.WILSON,
) -> Proportion:
    """Interval for a share from `k` people of `n`.

    Wilson (JASA 22, 1927, without continuity correction) by default: at n = 10 it covers 95.5 %
    where the textbook interval covers 83 %. Clopper & Pearson (Biometrika 26, 1934) and Jeffreys
    (Brown, Cai & DasGupta, Statistical Science 16, 2001, with 0 and 1 at the ends) on request.
    Raises ValueError when n is 0, k is not from 0 to n, or confidence is not between 0 and 1.
    """
    _check(k, n)
    if not 0 < confidence < 1:
        raise ValueError(f"Confidence lies between 0 and 1, not at {confidence}.")
    low, high = _interval(k, n, confidence=confidence, method=method)
    few = f"Fewer than {FEWEST_FOR_PERCENTAGES} answers: say it in counts, not in percentages."
    return Proportion(
        k=k,
        n=n,
        low=low,
        high=high,
        confidence=confidence,
        method=method,
        cautions=(few,) if n < FEWEST_FOR_PERCENTAGES else (),
    )


def plausible_people(k: int, n: int, *, of: int | None = None) -> PeopleRange:
    """How many of `of` similar people (default n) could plausibly say the same.

    The ends of the 95 % Wilson interval times `of`, each rounded to the nearest whole person:
    9 of 10 could plausibly be 6 to 10 of 10. Raises ValueError as `proportion` does.
    """
    interval = proportion(k, n)
    people = n if of is None else of
    if people < 1:
        raise ValueError(f"There are no {people} similar people.")
    return PeopleRange(
        low=round(interval.low * people), high=round(interval.high * people), of=people
    )


def worst_case_over_invited(k: int, n: int, *, invited: int) -> PeopleRange:
    """What `k` of `n` answers leave possible among all `invited`.

    From nobody who was silent agreeing to all of them agreeing: 9 of 10, 23 invited, is 9 to 22
    (Manski, American Economic Review 80, 1990). Raises ValueError when k is not from 0 to n or
    fewer were invited than answered.
    """
    if not 0 <= k <= n:
        raise ValueError(f"There cannot be {k} of {n} people.")
    if invited < n:
        raise ValueError(f"{n} answered, so {invited} cannot be all who were invited.")
    return PeopleRange(low=k, high=k + invited - n, of=invited)


def _check(k: int, n: int) -> None:
    if n == 0:
        raise ValueError("Nobody answered, so there is no share to estimate.")
    if not 0 <= k <= n:
        raise ValueError(f"There cannot be {k} of {n} people.")


def _interval(k: int, n: int, *, confidence: float, method: IntervalMethod) -> tuple[float, float]:
    if method is IntervalMethod.JEFFREYS:
        tail = (1 - confidence) / 2
        low = beta.ppf(tail, k + 0.5, n - k + 0.5) if k > 0 else 0.0
        high = beta.ppf(1 - tail, k + 0.5, n - k + 0.5) if k < n else 1.0
        return float(low), float(high)
    name = "wilson" if method is IntervalMethod.WILSON else "exact"
    found = binomtest(k, n).proportion_ci(confidence_level=confidence, method=name)
    return float(found.low), float(found.high)
