"""Statistics: counts and shares with their denominators, and how strong a claim may be.

Shapes, errors and sources stand in each function; docs/reference/statistics.md gives the list.
"""

from goldenthread.methods.statistics.answers import (
    Funnel,
    FunnelStep,
    LikertCounts,
    TopBox,
    WordCount,
    WordCounts,
    funnel,
    likert_counts,
    top_two_box,
    word_counts,
)
from goldenthread.methods.statistics.claims import (
    Badge,
    Claim,
    Comparison,
    Design,
    badge_for,
    claim_for,
    overclaims,
)
from goldenthread.methods.statistics.proportions import (
    IntervalMethod,
    PeopleRange,
    Proportion,
    plausible_people,
    proportion,
    worst_case_over_invited,
)

__all__ = [
    "Badge",
    "Claim",
    "Comparison",
    "Design",
    "Funnel",
    "FunnelStep",
    "IntervalMethod",
    "LikertCounts",
    "PeopleRange",
    "Proportion",
    "TopBox",
    "WordCount",
    "WordCounts",
    "badge_for",
    "claim_for",
    "funnel",
    "likert_counts",
    "overclaims",
    "plausible_people",
    "proportion",
    "top_two_box",
    "word_counts",
    "worst_case_over_invited",
]
