"""Why a person is on the waiting list: the first constraint that failed, true in the plan."""

from collections.abc import Callable, Mapping

import numpy as np

from goldenthread.methods.allocation.cancelled import not_running
from goldenthread.methods.allocation.index import Bools, Index, Ints, offered
from goldenthread.methods.allocation.problem import Cohort, Person
from goldenthread.methods.allocation.words import listed, plain, plural


def why_waiting(
    index: Index,
    i: int,
    cohort: Ints,
    *,
    running: Bools,
    trainers: Mapping[str, tuple[str, ...]],
) -> str:
    """The sentence for person ``i``, who has no place in ``cohort`` (n,)."""
    closed = why_closed(index, i)
    if closed is not None:
        return f"Waiting list: {closed}."
    could = [int(k) for k in np.nonzero(index.allowed[i])[0]]
    open_ = [k for k in could if running[k]]
    if not open_:
        return f"Waiting list: no cohort this person can attend is running; {_gone(index, could)}."
    person = index.people[i]
    own = [k for k in open_ if {person.manager, person.id} & set(trainers.get(_id(index, k), ()))]
    if len(own) == len(open_):
        return (
            f"Waiting list: {_ids(index, own)} would be taught by this person's own line manager or"
            " by themselves."
        )
    return _full_or_barred(index, i, [k for k in open_ if k not in own], cohort)


def why_closed(index: Index, i: int) -> str | None:
    """The first rule that leaves person ``i`` no cohort at all; ``None`` if some are open."""
    person = index.people[i]
    if not person.eligible:
        return "the application is recorded as not meeting the eligibility criteria"
    left = [cohort for cohort in index.cohorts if cohort.id in person.available]
    if not left:
        return "no date suits"
    for test, sentence in _tests(index):
        kept = [cohort for cohort in left if test(person, cohort)]
        if not kept:
            return sentence(person, left)
        left = kept
    if not index.allowed[i].any():
        return _lock_or_group(index, i)
    return None


Test = Callable[[Person, Cohort], bool]
Sentence = Callable[[Person, list[Cohort]], str]


def _tests(index: Index) -> list[tuple[Test, Sentence]]:
    problem = index.problem

    def organisation(person: Person, cohort: Cohort) -> bool:
        mine = person.attributes.get(problem.organisation_attribute)
        return cohort.single_organisation in (None, mine)

    def lacking(person: Person, left: list[Cohort]) -> str:
        offers = [offered(problem, cohort) for cohort in left]
        never = sorted(n for n in person.needs if not any(n in offer for offer in offers))
        wanted = listed([plain(need) for need in never or sorted(person.needs)])
        return f"no cohort whose date and mode suit offers {wanted}{'' if never else ' together'}"

    return [
        (lambda person, cohort: cohort.mode in person.modes, _mode),
        (lambda person, cohort: person.needs <= offered(problem, cohort), lacking),
        (organisation, lambda _, left: f"{_names(left)} is kept for another organisation"),
    ]


def _mode(person: Person, left: list[Cohort]) -> str:
    wanted = listed([plain(mode) for mode in sorted(person.modes)], joiner="or") or "no mode"
    given = listed(sorted({plain(cohort.mode) for cohort in left}))
    return f"mode: every cohort whose date suits is {given}, and {wanted} was asked for"


def _lock_or_group(index: Index, i: int) -> str:
    locked = index.problem.locks.get(index.people[i].id)
    if locked is not None:
        return f"they are locked to {locked}, which they cannot attend"
    group = next((group for group in index.groups if i in group), ())
    others = [index.people[j].id for j in group if j != i]
    return f"no cohort is open both to them and to {listed(others)}, with whom they are kept"


def _id(index: Index, k: int) -> str:
    return index.cohorts[k].id


def _ids(index: Index, cohorts: list[int]) -> str:
    return listed([_id(index, k) for k in cohorts])


def _names(cohorts: list[Cohort]) -> str:
    return listed([cohort.id for cohort in cohorts])


def _gone(index: Index, cohorts: list[int]) -> str:
    clauses = [not_running(index, k) for k in cohorts]
    more = f"; and {plural(len(clauses) - 2, 'more cohort')}" if len(clauses) > 2 else ""
    return "; ".join(clauses[:2]) + more


def _full_or_barred(index: Index, i: int, open_: list[int], cohort: Ints) -> str:
    sizes = np.bincount(cohort[cohort >= 0], minlength=len(index.cohorts))
    barred = _kept_apart(index, i, open_, cohort)
    spare = [k for k in open_ if sizes[k] < index.seats[k]]
    full = [k for k in open_ if k not in spare]
    if not spare and (not barred or _all_earlier(index, i, full, cohort)):
        return f"Waiting list: {_seats_went(index, i, full, cohort)}."
    if all(k in barred for k in spare):
        parts = [f"in {_id(index, k)} they are kept apart from {who}" for k, who in barred.items()]
        rest = [k for k in full if k not in barred]
        if rest:
            parts.append(_seats_went(index, i, rest, cohort))
        return f"Waiting list: {'; '.join(parts)}."
    return (
        f"Waiting list: {_ids(index, [k for k in spare if k not in barred])} has room, but a place"
        f" there would break {_counting_rules(index)}."
    )


def _all_earlier(index: Index, i: int, full: list[int], cohort: Ints) -> bool:
    """Whether everybody seated there was drawn before person ``i`` and in no later tier."""
    holders = np.nonzero(np.isin(cohort, full))[0]
    earlier = (index.rank[holders] < index.rank[i]) & (index.tier[holders] <= index.tier[i])
    return bool(earlier.all())


def _kept_apart(index: Index, i: int, open_: list[int], cohort: Ints) -> dict[int, str]:
    """Cohort to the person in it from whom person ``i`` is kept apart."""
    return {
        int(cohort[j]): index.people[j].id
        for j in reversed(index.conflicts[i])
        if int(cohort[j]) in open_
    }


def _seats_went(index: Index, i: int, full: list[int], cohort: Ints) -> str:
    """To whom the seats of full cohorts went, with the ranks that show it."""
    mine = (int(index.tier[i]), int(index.rank[i]))
    holders = np.nonzero(np.isin(cohort, full))[0]
    first = [j for j in holders if index.must[j] or index.tier[j] < mine[0]]
    later = [
        j for j in holders if j not in first and (int(index.tier[j]), int(index.rank[j])) > mine
    ]
    last = max(
        (int(index.rank[j]) for j in holders if j not in first and j not in later), default=-1
    )
    names = f"{_ids(index, full)} {'is' if len(full) == 1 else 'are'} full"
    earlier = f"to people drawn earlier (this person's rank is {mine[1]}, the last seated {last})"
    before = "to people who must be placed or have priority"
    if not later:
        went = [earlier] if last >= 0 else []
        went += [before] if first else []
        return f"{names} and the seats went {' and '.join(went)}"
    return (
        f"{names}; {plural(len(holders) - len(later), 'seat')} went to people placed first, and"
        f" giving up one of the other {len(later)} (this person's rank is {mine[1]}) would break"
        f" {_counting_rules(index)} or leave more places empty"
    )


def _counting_rules(index: Index) -> str:
    """The rules of this problem that can bar a person from a set with a seat."""
    problem = index.problem
    rules = ["a minimum size"]
    rules += ["a required mix"] if any(c.required for c in problem.cohorts) else []
    rules += ["a largest share"] if problem.max_share else []
    rules += ["service cover"] if problem.service_cover else []
    rules += ["a group kept together"] if problem.keep_together else []
    rules += ["a pair kept apart"] if any(index.conflicts) else []
    return listed(rules, joiner="or")
