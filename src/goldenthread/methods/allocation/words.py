"""Small helpers that put ids, numbers and dates into sentences."""

from collections.abc import Sequence

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
LISTED = 6


def number(n: int) -> str:
    """A small number in words, a larger one in figures."""
    return NUMBERS[n] if 0 <= n < len(NUMBERS) else str(n)


def plural(n: int, one: str, many: str | None = None) -> str:
    """``1 seat``, ``3 seats``; ``many`` where an s is not enough."""
    return f"{n} {one}" if n == 1 else f"{n} {many or one + 's'}"


def listed(names: Sequence[str], *, joiner: str = "and") -> str:
    """``A``, ``A and B``, ``A, B and C``; long lists are cut short and say by how many."""
    if len(names) > LISTED + 1:
        shown = ", ".join(names[:LISTED])
        return f"{shown} {joiner} {len(names) - LISTED} more"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {joiner} {names[-1]}"


def plain(code: str) -> str:
    """A coded level or feature as words: ``primary_care`` is ``primary care``."""
    return code.replace("_", " ")
