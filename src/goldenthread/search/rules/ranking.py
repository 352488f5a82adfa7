"""How near a name is to what was typed.

Each word typed is laid beside the word of the name that is most like it. Likeness of two words is
1 − d / n, where d is the Damerau–Levenshtein distance (a letter missing, too many, wrong, or two
swapped counts 1; optimal string alignment) and n the letters of the longer; the beginning of a
word is nearly as good as the word. The whole is the mean over the letters typed, less a little
for words of the name that nobody asked for. Nothing but the two texts goes in: no other name, in
or out of anyone's reach, can change an order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

SHOWN_FROM = 0.65
WORD_FROM = 0.49
PER_WORD_UNASKED = 0.02
BEGINNING = 0.8
FAR = 3
#: Words that people write before or in a name and that it may lack.
TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "sir", "dame")
SMALL_WORDS = ("the", "of", "and", "for")
FORMS = ("nhs", "trust", "foundation", "ltd", "limited", "cic", "plc")
OPTIONAL = frozenset((*TITLES, *SMALL_WORDS, *FORMS))


def distance(one: str, other: str, *, most: int = FAR) -> int:
    """Optimal string alignment distance, or `most` as soon as it is at least that."""
    if abs(len(one) - len(other)) >= most:
        return most
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) >= most and min(above) >= most:
            return most
        before, above = above, row
    return min(above[-1], most)


def likeness(typed: str, word: str) -> float:
    """From 0 to 1; 1 is the same word."""
    if typed == word:
        return 1.0
    longer = max(len(typed), len(word))
    allowed = 1 if longer < 4 else FAR - 1
    far = distance(typed, word, most=allowed + 1)
    alike = 1 - far / longer if far <= allowed else 0.0
    if word.startswith(typed):
        alike = max(alike, BEGINNING + (1 - BEGINNING) * len(typed) / len(word))
    return alike


@dataclass
class Ranking:
    """One search: compares many names with the words typed, each pair of words once."""

    words: Sequence[str]
    _known: dict[tuple[str, str], float] = field(default_factory=dict)

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """The words that count: without titles and small words, unless there are no others."""
        needed = tuple(word for word in self.words if word not in OPTIONAL)
        return needed or tuple(self.words)

    def score(self, indexed: str) -> float:
        """How near the nearest of a thing's names is."""
        return max((self._of_name(line.split()) for line in indexed.split("\n")), default=0.0)

    def _of_name(self, name: Sequence[str]) -> float:
        apart = self._word_by_word(name)
        if apart > 1 - 4 * PER_WORD_UNASKED:
            return apart
        return max(apart, self._run_together(name))

    def _word_by_word(self, name: Sequence[str]) -> float:
        left, total, letters = list(name), 0.0, 0
        for typed in sorted(self.needed, key=len, reverse=True):
            alike, word = max(((self._alike(typed, w), w) for w in left), default=(0.0, ""))
            if alike < WORD_FROM:
                return 0.0
            left.remove(word)
            total, letters = total + alike * len(typed), letters + len(typed)
        unasked = sum(word not in OPTIONAL for word in left)
        return total / max(letters, 1) - PER_WORD_UNASKED * min(unasked, 4) - self._turned(name)

    def _turned(self, name: Sequence[str]) -> float:
        """Almost nothing: between two equals, the one in the order typed comes first."""
        return 0.0 if self._alike(self.needed[0], name[0]) >= WORD_FROM else 0.005

    def _run_together(self, name: Sequence[str]) -> float:
        """For a space or hyphen too many or too few: 'Ann Marie' and 'Annmarie'."""
        if len(name) == len(self.needed) == 1:
            return 0.0
        return self._alike("".join(self.needed), "".join(name)) - PER_WORD_UNASKED

    def _alike(self, typed: str, word: str) -> float:
        pair = (typed, word)
        if pair not in self._known:
            self._known[pair] = likeness(typed, word)
        return self._known[pair]

    def nearest(
        self, names: Iterable[tuple[int, str]], *, from_score: float = SHOWN_FROM
    ) -> list[int]:
        """The things near enough, nearest first; between equals, by name and number."""
        scored = [(-self.score(indexed), indexed, one) for one, indexed in names]
        return [one for score, _, one in sorted(scored) if -score >= from_score]
