"""Who learns with whom, and who starts when: one problem in, one explained plan out.

The field's name for the core is the maximally diverse grouping problem (anticlustering), here with
eligibility, capacity, conflict and staffing constraints and preceded by a lottery.
"""

from goldenthread.methods.allocation.baseline import mixing_of, random_deal, sort_and_deal
from goldenthread.methods.allocation.facts import Facts
from goldenthread.methods.allocation.lottery import draw
from goldenthread.methods.allocation.mixing import share_of_best
from goldenthread.methods.allocation.plan import Explanation, Placement, Plan, Violation
from goldenthread.methods.allocation.planning import allocate, explain, input_hash
from goldenthread.methods.allocation.problem import (
    BadProblem,
    Cohort,
    Person,
    Problem,
    ServiceCover,
    Trainer,
    Venue,
)
from goldenthread.methods.allocation.reader import read_problem
from goldenthread.methods.allocation.verifier import check_move, verify

__all__ = [
    "BadProblem",
    "Cohort",
    "Explanation",
    "Facts",
    "Person",
    "Placement",
    "Plan",
    "Problem",
    "ServiceCover",
    "Trainer",
    "Venue",
    "Violation",
    "allocate",
    "check_move",
    "draw",
    "explain",
    "input_hash",
    "mixing_of",
    "random_deal",
    "read_problem",
    "share_of_best",
    "sort_and_deal",
    "verify",
]
