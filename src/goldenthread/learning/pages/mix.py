"""A mix bar: how many people of each sector, in a fixed order."""

from collections import Counter
from collections.abc import Sequence

from goldenthread.directory.terms import PersonCard

Segment = tuple[str, int, str]
# The order of a mix bar; any other sector follows by letter.
FIRST = "PEAMC"


def segments(cards: Sequence[PersonCard]) -> list[Segment]:
    """People by sector for a mix bar, in its fixed order."""
    found = Counter((c.sector_letter or "O", c.sector_name or "Sector not known") for c in cards)
    return [(letter, n, name) for (letter, name), n in sorted(found.items(), key=in_order)]


def in_order(item: tuple[tuple[str, str], int]) -> tuple[int, str, str]:
    (letter, name), _ = item
    place = FIRST.find(letter)
    return (place if place >= 0 else len(FIRST), letter, name)


def letter_order(card: PersonCard) -> tuple[int, str, str]:
    """Where a person stands in a list sorted by sector."""
    return in_order(((card.sector_letter or "O", card.sector_name), 0))
