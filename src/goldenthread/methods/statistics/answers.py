"""Tallies of answers: rating scales, words and steps, each with its denominator."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

#: Fewer levels than this have no "top two" that means anything.
SHORTEST_SCALE = 3


@dataclass(frozen=True, kw_only=True)
class TopBox:
    """`k` of `n` chose one of the two most favourable levels; `missing` skipped the question."""

    k: int
    n: int
    missing: int


@dataclass(frozen=True, kw_only=True)
class LikertCounts:
    """People at each level, from level 1 up; `n` answered and `skipped` did not."""

    counts: tuple[int, ...]
    n: int
    skipped: int


@dataclass(frozen=True, kw_only=True)
class WordCount:
    """A word, how many people gave it, and the spellings that were merged into it."""

    word: str
    people: int
    spellings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WordCounts:
    """Words in alphabetical order; `n` people gave words, `skipped` gave none.

    `most_chosen` holds the word most people gave, or several when they tie.
    """

    words: tuple[WordCount, ...]
    n: int
    skipped: int
    most_chosen: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FunnelStep:
    """`n` people at a step, of the `of` people who could have been there."""

    label: str
    n: int
    of: int


@dataclass(frozen=True, kw_only=True)
class Funnel:
    """Steps in order, each carrying its denominator."""

    steps: tuple[FunnelStep, ...]


def top_two_box(
    values: Sequence[int | None], *, scale_max: int = 5, is_reversed: bool = False
) -> TopBox:
    """How many chose one of the two most favourable of levels 1 to `scale_max`.

    None is a skipped question. With `is_reversed` 1 is the most favourable. Raises ValueError for
    a value outside the scale or a scale of fewer than 3 levels.
    """
    tally = likert_counts(values, levels=scale_max)
    top = tally.counts[:2] if is_reversed else tally.counts[-2:]
    return TopBox(k=sum(top), n=tally.n, missing=tally.skipped)


def likert_counts(values: Sequence[int | None], *, levels: int) -> LikertCounts:
    """How many chose each of levels 1 to `levels`; None is a skipped question.

    Raises ValueError for a value outside the scale or a scale of fewer than 3 levels.
    """
    if levels < SHORTEST_SCALE:
        raise ValueError(f"A rating scale has {SHORTEST_SCALE} levels or more, not {levels}.")
    given = [value for value in values if value is not None]
    outside = sorted({value for value in given if not 1 <= value <= levels})
    if outside:
        raise ValueError(f"The scale runs from 1 to {levels}; found {outside[0]}.")
    tally = Counter(given)
    return LikertCounts(
        counts=tuple(tally[level] for level in range(1, levels + 1)),
        n=len(given),
        skipped=len(values) - len(given),
    )


def word_counts(answers: Sequence[Sequence[str]]) -> WordCounts:
    """How many people gave each word. One sequence of words a person; people are counted, not
    mentions.

    Words are compared in Unicode NFC, case-folded, trimmed, with punctuation at either end and
    doubled spaces taken off. A person whose words are all empty skipped.
    """
    spellings: dict[str, set[str]] = {}
    people: Counter[str] = Counter()
    said_something = 0
    for answer in answers:
        folded = {_fold(word): word.strip() for word in answer if _fold(word)}
        said_something += bool(folded)
        people.update(folded.keys())
        for word, spelling in folded.items():
            spellings.setdefault(word, set()).add(spelling)
    most = max(people.values(), default=0)
    return WordCounts(
        words=tuple(
            WordCount(word=word, people=people[word], spellings=tuple(sorted(spellings[word])))
            for word in sorted(people)
        ),
        n=said_something,
        skipped=len(answers) - said_something,
        most_chosen=tuple(word for word in sorted(people) if people[word] == most),
    )


def funnel(steps: Sequence[FunnelStep]) -> Funnel:
    """Steps that hold together: the first is of itself, and each later one is a part of a step
    before it.

    Raises ValueError for no steps, a label used twice, more people than could have been there, or
    a denominator that is no earlier step.
    """
    if not steps:
        raise ValueError("A funnel needs a first step.")
    labels = [step.label for step in steps]
    twice = sorted({label for label in labels if labels.count(label) > 1})
    if twice:
        raise ValueError(f"Two steps are called {twice[0]!r}.")
    earlier = {steps[0].n}
    for step in steps:
        if not 0 <= step.n <= step.of:
            raise ValueError(f"{step.label}: there cannot be {step.n} of {step.of} people.")
        if step.of not in earlier:
            raise ValueError(f"{step.label}: no step before it has {step.of} people.")
        earlier.add(step.n)
    return Funnel(steps=tuple(steps))


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFC", word).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    text = " ".join(plain.casefold().split())
    while text and _is_mark(text[0]):
        text = text[1:].lstrip()
    while text and _is_mark(text[-1]):
        text = text[:-1].rstrip()
    return text


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("P")
