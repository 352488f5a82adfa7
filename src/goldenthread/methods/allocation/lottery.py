"""The draw that settles who starts first where places are short."""

from collections import defaultdict

import numpy as np

from goldenthread.methods.allocation.problem import Person, Problem


def draw(problem: Problem, *, seed: int) -> dict[str, int]:
    """Person id to lottery rank; the lowest rank was drawn first.

    Given ranks are kept. People without one follow, drawn from ``seed``: each stratum is shuffled
    and the strata are interleaved in proportion to their size (a proportionate stratified
    lottery), so every stratum has the same share of every stretch of the order.
    """
    given = {p.id: p.lottery_rank for p in problem.people if p.lottery_rank is not None}
    start = max(given.values(), default=0) + 1
    strata: dict[tuple[str, ...], list[Person]] = defaultdict(list)
    for person in sorted(problem.people, key=lambda p: p.id):
        if person.id not in given:
            key = tuple(person.attributes.get(name, "") for name in problem.strata)
            strata[key].append(person)
    rng = np.random.default_rng([seed, 1])
    keyed: list[tuple[float, str]] = []
    for key in sorted(strata):
        members = strata[key]
        order = rng.permutation(len(members))
        jitter = rng.random(len(members))
        for place in range(len(members)):
            share = (place + float(jitter[place])) / len(members)
            keyed.append((share, members[int(order[place])].id))
    drawn = {identifier: start + n for n, (_, identifier) in enumerate(sorted(keyed))}
    return given | drawn
