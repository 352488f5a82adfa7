"""Rules a swap must keep that count people: required levels, shares, service cover, being alone."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from goldenthread.methods.allocation.index import Bools, Floats, Index, Ints

NO_TEAM = -1
ALONE_COST = 50.0


@dataclass(frozen=True, eq=False)
class Limits:
    """``least`` and ``most`` (g, levels) bound counts; ``away`` (teams, dates) follows the search.

    ``team`` (n,) is -1 for people whose team has no cover rule. ``lonely`` (levels,) is the cost
    of anybody being the only one of that level in a set, ``None`` where nothing is asked.
    """

    counted: bool
    least: Ints
    most: Ints
    covered: bool
    team: Ints
    days: Bools
    away: Ints
    cover: Ints
    lonely: Floats | None

    @classmethod
    def of(cls, index: Index, sizes: Ints, cohort: Ints) -> "Limits":
        """The limits for sets of these ``sizes`` (g,), which swaps do not change."""
        least, most = _level_limits(index, sizes)
        team, cover = _teams(index)
        days = _days(index)
        away = np.zeros((len(cover), days.shape[1]), dtype=np.int64)
        for i in np.nonzero((team != NO_TEAM) & (cohort >= 0))[0]:
            away[team[i]] += days[cohort[i]]
        return cls(
            index.has_limits, least, most, bool(len(cover)), team, days, away, cover, _lonely(index)
        )

    def hold(self, counts: Ints) -> bool:
        """Whether ``counts`` (g, levels) of a seating, and those away, are within the limits."""
        within = ((counts >= self.least) & (counts <= self.most)).all()
        return bool(within and (self.away <= self.cover[:, None]).all())

    def follow(self, i: int, source: int, target: int) -> None:
        """Record that person ``i`` moved from one set to another."""
        if self.team[i] != NO_TEAM:
            self.away[self.team[i]] += self.days[target].astype(np.int64) - self.days[source]


def _level_limits(index: Index, sizes: Ints) -> tuple[Ints, Ints]:
    shape = (len(index.cohorts), len(index.level_names))
    least = np.zeros(shape, dtype=np.int64)
    most = np.full(shape, len(index.people), dtype=np.int64)
    organisation = index.problem.organisation_attribute
    for k, cohort in enumerate(index.cohorts):
        for level, (attribute, name) in enumerate(index.level_names):
            least[k, level] = name in cohort.required.get(attribute, ())
            share = index.problem.max_share.get(attribute, {}).get(name)
            exempt = cohort.single_organisation is not None and attribute == organisation
            if share is not None and not exempt:
                most[k, level] = int(share * int(sizes[k]) + 1e-9)
    return least, most


def _teams(index: Index) -> tuple[Ints, Ints]:
    limit: dict[str, int] = {}
    for rule in index.problem.service_cover:
        limit[rule.team] = min(rule.maximum, limit.get(rule.team, rule.maximum))
    number = {team: n for n, team in enumerate(limit)}
    team = [number.get(p.attributes.get("team", ""), NO_TEAM) for p in index.people]
    return np.array(team, dtype=np.int64), np.array(list(limit.values()), dtype=np.int64)


def _days(index: Index) -> Bools:
    dates: list[date] = sorted({day for c in index.cohorts for day in c.session_dates})
    return np.array([[day in c.session_dates for day in dates] for c in index.cohorts], dtype=bool)


def _lonely(index: Index) -> Floats | None:
    names = set(index.problem.never_alone)
    if not names:
        return None
    cost = ALONE_COST * max(1.0, float(index.weights.max(initial=1.0)))
    return np.array([cost if a in names and level else 0.0 for a, level in index.level_names])


def limits_allow(
    limits: Limits, counts: Ints, mine: Ints, theirs: Ints, home: int, sets: Ints
) -> Bools:
    """Whether level limits hold after someone at ``home`` with levels ``mine`` (a,) swaps.

    ``theirs`` (m, a) are the levels of the partners and ``sets`` (m,) where they are now.
    """
    there = sets[:, None]
    fine = (
        (counts[home, mine] - 1 >= limits.least[home, mine])
        & (counts[home, theirs] + 1 <= limits.most[home, theirs])
        & (counts[there, theirs] - 1 >= limits.least[there, theirs])
        & (counts[there, mine] + 1 <= limits.most[there, mine])
    )
    kept: Bools = (fine | (theirs == mine)).all(axis=1)
    return kept


def cover_allows(limits: Limits, i: int, partners: Ints, home: int, sets: Ints) -> Bools:
    """Whether service cover holds after each swap; errs on the side of refusing."""
    full = limits.away >= limits.cover[:, None]
    mine, theirs = limits.team[i], limits.team[partners]
    new_to_me = limits.days[sets] & ~limits.days[home]
    new_to_them = limits.days[home] & ~limits.days[sets]
    broken = (new_to_them & full[theirs]).any(axis=1) & (theirs != NO_TEAM)
    if mine != NO_TEAM:
        broken |= (new_to_me & full[mine]).any(axis=1)
    kept: Bools = ~broken | ((theirs == mine) & (mine != NO_TEAM))
    return kept


def lonely_gain(
    lonely: Floats, counts: Ints, mine: Ints, theirs: Ints, home: int, sets: Ints
) -> Floats:
    """The cost saved by each swap on people who are the only one of their level in a set."""
    there = sets[:, None]
    gain = np.zeros(theirs.shape, dtype=np.float64)
    for where, level, step in (
        (home, mine, -1),
        (home, theirs, 1),
        (there, theirs, -1),
        (there, mine, 1),
    ):
        now = counts[where, level]
        gain += lonely[level] * ((now == 1).astype(np.float64) - (now + step == 1))
    total: Floats = np.where(theirs == mine, 0.0, gain).sum(axis=1)
    return total
