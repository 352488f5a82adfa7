"""Words people chose, as an audience may see them."""

from __future__ import annotations

from collections.abc import Mapping

from goldenthread.methods.disclosure import wording
from goldenthread.methods.disclosure.policy import LARGEST_SMALL, Rule, rule_for
from goldenthread.methods.disclosure.terms import (
    Audience,
    Form,
    Sensitivity,
    Shown,
    ShownCell,
)

#: Outside the evaluation team a word is named when at least this many people gave it.
FEWEST_FOR_A_WORD = 3
#: For the board and in public free text follows the table, where 1 to 4 are hidden.
FEWEST_FOR_A_WORD_OUTSIDE = 5


def show_words(words: Mapping[str, int], *, n: int, audience: Audience) -> Shown:
    """Words and how many people gave each, as `audience` may see them.

    `words` maps a word to people (not mentions); `n` is how many people gave words. Free text is
    sensitive, so the sensitive side of the table applies, and a word from fewer than 3 people
    (5 for the board and in public) is left out altogether: the word itself may tell who wrote it.
    Words from 3 or 4 people are named without their number; in public, numbers are not given at
    all. Raises ValueError for a word from no one or from more than `n` people.
    """
    if any(people < 1 or people > n for people in words.values()):
        raise ValueError(f"A word comes from 1 to {n} people.")
    rule = rule_for(n, audience=audience, sensitivity=Sensitivity.SENSITIVE)
    if not rule.has_numbers:
        return Shown(form=rule.form, audience=audience, sentence=wording.why_no_numbers(rule, n=n))
    if audience is Audience.EVALUATION_TEAM:
        cells = tuple(ShownCell(label=word, value=people) for word, people in words.items())
        return Shown(
            form=rule.form, audience=audience, n=n, cells=cells, sentence=wording.EVERYTHING
        )
    fewest = FEWEST_FOR_A_WORD
    if audience is not Audience.PROGRAMME_TEAM:
        fewest = FEWEST_FOR_A_WORD_OUTSIDE
    return Shown(
        form=Form.COUNTS,
        audience=audience,
        cells=tuple(
            _cell(word, people, rule=rule) for word, people in words.items() if people >= fewest
        ),
        sentence=f"Words from fewer than {fewest} people are left out.",
    )


def _cell(word: str, people: int, *, rule: Rule) -> ShownCell:
    if people <= LARGEST_SMALL or rule.rounded:
        return ShownCell(label=word, value=None, hidden=True)
    return ShownCell(label=word, value=people)
