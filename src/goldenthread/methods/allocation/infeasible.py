"""Why not everybody who must be placed can be: a minimal set of people, checked by fresh solves.

Where seats alone are short the set comes from Hall's theorem (1935): the people reached by
alternating paths from one who is left over are one more than the seats of the cohorts they reach.
Otherwise people are dropped one block at a time while the rest stay impossible (deletion filter).
"""

from dataclasses import replace

import numpy as np

from goldenthread.methods.allocation.exact import can_place
from goldenthread.methods.allocation.index import Bools, Index
from goldenthread.methods.allocation.model import RULES
from goldenthread.methods.allocation.plan import Explanation
from goldenthread.methods.allocation.serial import Board, fill, reach
from goldenthread.methods.allocation.unplaced import why_closed
from goldenthread.methods.allocation.words import listed, number, plural

SEATS_ONLY = frozenset(RULES) - {"seats"}
FILLED_BY_OTHERS = frozenset(
    {"minimum", "required", "max_share", "venues", "trainers", "own_trainer"}
)
SOLVED_ONE_BY_ONE = 60
RULE_WORDS = {
    "keep_apart": "some of them are kept apart",
    "keep_together": "some are kept together with others",
    "service_cover": "their team may not all be away on one date",
    "trainers": "there are not enough trainers available, qualified and cleared",
    "own_trainer": "trainers may not teach people they manage",
    "minimum": "the cohorts open to them would stay below their minimum size",
    "required": "the cohorts open to them would lack a required group",
    "max_share": "one group would exceed its largest share",
    "venues": "a venue would be booked twice",
    "seats": "seats run out",
}


def explain_infeasible(index: Index) -> Explanation:
    """A minimal set of people who must be placed and cannot be, and what would place them all."""
    for i in np.nonzero(index.must)[0]:
        if not index.allowed[i].any():
            return _alone(index, int(i))
    return _too_few_seats(index) or _by_dropping(index)


def _ids(index: Index, people: Bools) -> tuple[str, ...]:
    return tuple(index.people[i].id for i in np.nonzero(people)[0])


def _alone(index: Index, i: int) -> Explanation:
    person = index.people[i]
    because = why_closed(index, i) or "no cohort is open"
    stuck = int((index.must & ~index.allowed.any(axis=1)).sum())
    others = f" The same is true of {number(stuck - 1)} more." if stuck > 1 else ""
    return Explanation(
        people=(person.id,),
        cohorts=(),
        capacity=0,
        sentence=f"{person.id} must be placed, but no cohort is open to them: {because}.",
        smallest_fix=f"Open one cohort to {person.id}, or place them by hand elsewhere.{others}",
        verified=True,
    )


def _too_few_seats(index: Index) -> Explanation | None:
    board = Board(index, index.allowed, index.seats, apart=False)
    left_over = fill(board, [int(i) for i in np.nonzero(index.must)[0]])
    if not left_over:
        return None
    cohorts = reach(board, left_over[0])
    core = index.must & np.isin(board.cohort, np.nonzero(cohorts)[0])
    core[left_over[0]] = True
    only_these = index.must & ~index.allowed[:, ~cohorts].any(axis=1)
    return Explanation(
        people=_ids(index, core),
        cohorts=tuple(c.id for k, c in enumerate(index.cohorts) if cohorts[k]),
        capacity=int(index.seats[cohorts].sum()),
        sentence=_seats_sentence(index, cohorts, int(only_these.sum())),
        smallest_fix=_more_seats(index, board, left_over),
        verified=_verified(index, core),
    )


def _seats_sentence(index: Index, cohorts: Bools, people: int) -> str:
    where = [index.cohorts[k] for k in np.nonzero(cohorts)[0]]
    seats = int(index.seats[cohorts].sum())
    names = listed([cohort.id for cohort in where])
    verb = "have" if len(where) > 1 else "has"
    room = f"which {verb} {plural(seats, 'learner seat')} in all" if len(where) > 1 else ""
    if len(where) == 1 and seats < where[0].maximum:
        room = f"whose venue seats {plural(seats, 'learner')}"
    elif len(where) == 1:
        room = f"which takes {plural(seats, 'learner')} at most"
    more = people - seats
    fix = f"{number(more)} more seat{'s' if more > 1 else ''} would do"
    return (
        f"{people} people who must be placed can attend only {names}, {room}: no {seats + 1} of"
        f" them fit; {fix}."
    )


def _more_seats(index: Index, board: Board, left_over: list[int]) -> str:
    """Seats to add, one for each person left over, checked by solving with them added."""
    added = np.zeros_like(index.seats)
    for i in left_over:
        choices = np.nonzero(index.allowed[i])[0]
        added[max(choices, key=lambda k: (added[k], len(board.members[k]), -k))] += 1
    extra = [
        f"{number(int(n))} more seat{'s' if n > 1 else ''} in {index.cohorts[k].id}"
        for k, n in enumerate(added)
        if n
    ]
    wider = replace(index, seats=index.seats + added)
    if can_place(wider, index.must):
        first, rest = listed(extra)[0].upper(), listed(extra)[1:]
        return f"{first}{rest} would place everybody who must be placed."
    return f"At least {listed(extra)} would be needed, and other rules stand in the way too."


def _verified(index: Index, core: Bools) -> bool:
    """A fresh solve finds ``core`` (n,) impossible, and possible without any one of them."""
    if can_place(index, core, leave_out=SEATS_ONLY, only=True) is not False:
        return False
    by_solver = int(core.sum()) <= SOLVED_ONE_BY_ONE
    for i in np.nonzero(core)[0]:
        rest = core.copy()
        rest[i] = False
        if by_solver:
            fits = can_place(index, rest, leave_out=SEATS_ONLY, only=True) is True
        else:
            board = Board(index, index.allowed, index.seats, apart=False)
            fits = not fill(board, [int(j) for j in np.nonzero(rest)[0]])
        if not fits:
            return False
    return True


def _by_dropping(index: Index) -> Explanation:
    """A minimal set found by dropping people while the rest stay impossible."""
    among_them = can_place(index, index.must, leave_out=FILLED_BY_OTHERS, only=True) is False
    leave_out = FILLED_BY_OTHERS if among_them else frozenset()
    core, verified = _drop(index, leave_out=leave_out, only=among_them)
    rules = [
        rule
        for rule in RULE_WORDS
        if rule not in leave_out and can_place(index, core, leave_out=leave_out | {rule}) is True
    ]
    cohorts = np.asarray(index.allowed[core].any(axis=0))
    names = [c.id for k, c in enumerate(index.cohorts) if cohorts[k]]
    because = RULE_WORDS[rules[0]] if rules else "the rules together leave no way"
    people = _ids(index, core)
    who = f"{listed(people)} must {'all ' if len(people) > 1 else ''}be placed and"
    return Explanation(
        people=people,
        cohorts=tuple(names),
        capacity=int(index.seats[cohorts].sum()),
        sentence=f"{who} can attend only {listed(names)}, but {because}.",
        smallest_fix=_lift(index, rules, people),
        verified=verified,
    )


def _drop(index: Index, *, leave_out: frozenset[str], only: bool) -> tuple[Bools, bool]:
    """Shrink ``must`` (n,) to a minimal impossible set; the flag says every solve was decided."""
    core, decided = index.must.copy(), True
    block = max(1, int(core.sum()) // 2)
    while True:
        for start in range(0, int(core.sum()), block):
            rest = core.copy()
            rest[np.nonzero(core)[0][start : start + block]] = False
            answer = can_place(index, rest, leave_out=leave_out, only=only) if rest.any() else True
            if answer is False:
                core = rest
                break
            decided = decided and answer is not None
        else:
            if block == 1:
                return core, decided
            block = max(1, block // 2)


def _lift(index: Index, rules: list[str], people: tuple[str, ...]) -> str:
    if not rules:
        return f"Let one of {listed(people, joiner='or')} be placed later."
    everybody = can_place(index, index.must, leave_out=frozenset({rules[0]}))
    whom = "everybody who must be placed" if everybody else "them"
    return (
        f"An exception to one rule would place {whom} ({RULE_WORDS[rules[0]]}); or let one of"
        f" {listed(people, joiner='or')} be placed later."
    )
