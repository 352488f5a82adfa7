"""Trigrams: three letters in a row, with the beginnings and ends of words marked."""

from math import ceil

EDGE = "^"
SHARE = 0.3
AT_LEAST = 2


def trigrams(indexed: str) -> frozenset[str]:
    """'jo' → '^^j', '^jo', 'jo^': a name with one wrong letter still shares most of them."""
    found: set[str] = set()
    for word in indexed.split():
        marked = f"{EDGE}{EDGE}{word}{EDGE}"
        found.update(marked[at : at + 3] for at in range(len(marked) - 2))
    return frozenset(found)


def least_shared(count: int) -> int:
    """How many trigrams of what was typed a name must share to be looked at closely.

    It depends on nothing but what was typed, so that no other name can change it.
    """
    return max(AT_LEAST, ceil(SHARE * count))
