"""A figure grows in steps, so that two looks at it, subtracted, tell of nobody. Pure.

Cohorts are asked one after another. Whoever read a figure before and after a cohort joined it can
take one from the other, and is left with that cohort. So a group joins a figure only when this
audience could be shown the group by itself; until then the figure stays as it was.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.evaluation.rules.findings import (
    NO_ANSWER,
    ItemFinding,
    Reader,
    choices,
    counted,
    favourable,
    finding,
    sensitivity_of,
)
from goldenthread.instruments.terms import Answer, ItemKind, ItemView
from goldenthread.methods.disclosure import Audience, Shown, show_table, show_words
from goldenthread.methods.statistics import top_two_box, word_counts

#: Fewer people asked than this never move the count of who answered by themselves.
FEWEST_ASKED = 5
EXCLUSIVE = (ItemKind.LIKERT, ItemKind.SINGLE)
COUNTED = (*EXCLUSIVE, ItemKind.MULTIPLE, ItemKind.THREE_WORDS)

Step = Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One question as an audience was last shown it.

    `steps` are the counts of each group that joined, and `seen` the numbers said at each look.
    """

    on: date
    asked: int
    organisations: int
    values: tuple[Answer, ...]
    steps: tuple[Step, ...]
    seen: tuple[frozenset[str], ...]


@dataclass(frozen=True, kw_only=True)
class Look:
    """What there is to show now: who reads, everyone's values, and how many were asked.

    `joining` is the same reader over the people who were asked since the last look alone.
    """

    on: date
    reader: Reader
    joining: Reader
    values: tuple[Answer, ...]
    asked: int


def in_no_order(values: Sequence[Answer]) -> tuple[Answer, ...]:
    """Sorted, so that nothing tells who answered when or joins one question to another."""
    return tuple(sorted(values, key=lambda value: (value is None, str(value))))


def next_figure(item: ItemView, before: Figure | None, look: Look) -> Figure | None:
    """The figure from this look on: begun, grown, or as it was."""
    if item.kind not in COUNTED:
        return None
    shown = shown_of(item, look.values, reader=look.reader).shown
    seen, now = seen_in(shown), counts_of(item, look.values)
    if before is None:
        return _figure(look, steps=(now,), seen=(seen,)) if shown.cells else None
    added = _added(counts_of(item, before.values), now)
    if added is None or not _may_join(item, before, look, added=added, seen=seen):
        return before
    return _figure(look, steps=(*before.steps, added), seen=(*before.seen, seen))


def _figure(look: Look, *, steps: tuple[Step, ...], seen: tuple[frozenset[str], ...]) -> Figure:
    return Figure(
        on=look.on,
        asked=look.asked,
        organisations=look.reader.organisations or 0,
        values=in_no_order(look.values),
        steps=steps,
        seen=seen,
    )


def shown_of(item: ItemView, values: Sequence[Answer], *, reader: Reader) -> ItemFinding:
    """The question over bare values."""
    return finding(item, [{item.key: value} for value in values], reader=reader)


def seen_in(shown: Shown) -> frozenset[str]:
    """The answers whose number is said."""
    return frozenset(cell.label for cell in shown.cells if cell.value is not None)


def counts_of(item: ItemView, values: Sequence[Answer]) -> dict[str, int]:
    """Every answer with its number; no answer is one of them."""
    if item.kind is ItemKind.LIKERT:
        scale = [value if isinstance(value, int) else None for value in values]
        box = top_two_box(scale, scale_max=len(item.options), is_reversed=item.is_reversed)
        yes, no = favourable(item)
        return {yes: box.k, no: box.n - box.k, NO_ANSWER: box.missing}
    if item.kind is ItemKind.THREE_WORDS:
        found = word_counts([value if isinstance(value, list) else [] for value in values])
        return {word.word: word.people for word in found.words}
    return {**choices(item, values), NO_ANSWER: len(values) - _answered(values)}


def _answered(values: Sequence[Answer]) -> int:
    return sum(1 for value in values if value not in (None, [], ""))


def _added(before: Step, now: Step) -> dict[str, int] | None:
    """What joined, answer by answer; None when nothing did, or when something was taken back."""
    added = {label: now.get(label, 0) - before.get(label, 0) for label in {**now, **before}}
    if not any(added.values()) or any(value < 0 for value in added.values()):
        return None
    return added


def _may_join(
    item: ItemView, before: Figure, look: Look, *, added: Step, seen: frozenset[str]
) -> bool:
    answered = _answered(look.values) - _answered(before.values)
    if max(number for label, number in added.items() if label != NO_ANSWER) > answered:
        return False
    alone = _alone(item, look, added=added, answered=answered)
    if not alone.cells:
        return False
    if item.kind in EXCLUSIVE:
        return _audited(item, before, look, added=added, seen=seen)
    said = all(
        _said_all(step, labels) for step, labels in zip(before.steps, before.seen, strict=True)
    )
    return said and _said_all(added, seen_in(alone))


def _said_all(step: Step, labels: frozenset[str]) -> bool:
    return all(label in labels for label, number in step.items() if number)


def _alone(item: ItemView, look: Look, *, added: Step, answered: int) -> Shown:
    """The group that would join, by itself, through the door."""
    if item.kind is ItemKind.THREE_WORDS:
        words = {word: people for word, people in added.items() if people}
        return show_words(words, n=answered, audience=look.joining.audience)
    return counted(
        {label: number for label, number in added.items() if label != NO_ANSWER},
        skipped=added[NO_ANSWER],
        sensitivity=sensitivity_of(item),
        reader=look.joining,
        exclusive=item.kind in EXCLUSIVE,
        answered=None if item.kind in EXCLUSIVE else answered,
    )


def _audited(
    item: ItemView, before: Figure, look: Look, *, added: Step, seen: frozenset[str]
) -> bool:
    """The steps as rows of one table: it must leave every step standing, and may hide no number
    from which a number that was said is made."""
    steps = [*before.steps, added]
    labels = [label for label in counts_of(item, ()) if any(step[label] for step in steps)]
    table = show_table(
        {str(at): {label: step[label] for label in labels} for at, step in enumerate(steps)},
        audience=look.reader.audience,
        sensitivity=sensitivity_of(item),
        risk_decision=look.reader.decision,
    )
    if len(table.rows) != len(steps):
        return False
    open_cells = [
        {cell.label for cell in row.cells if cell.value is not None} for row in table.rows
    ]
    totals = {cell.label for cell in table.column_totals if cell.value is not None}
    used = set(labels)
    earlier = all(
        (labels_said & used) <= open_cells[at]
        for look_number, labels_said in enumerate(before.seen)
        for at in range(look_number + 1)
    )
    return earlier and (seen & used) <= totals


def may_count(before: tuple[int, int], now: tuple[int, int], *, audience: Audience) -> bool:
    """Whether the count of who answered may move, from (asked, answered) to (asked, answered)."""
    asked, answered = now[0] - before[0], now[1] - before[1]
    if asked < FEWEST_ASKED or answered < 0:
        return False
    return audience is not Audience.BOARD or not 0 < answered < FEWEST_ASKED


def as_stored(figure: Figure) -> dict[str, object]:
    """As it is kept."""
    return {
        "on": figure.on.isoformat(),
        "asked": figure.asked,
        "organisations": figure.organisations,
        "values": list(figure.values),
        "steps": [dict(step) for step in figure.steps],
        "seen": [sorted(labels) for labels in figure.seen],
    }


def from_stored(kept: Mapping[str, object]) -> Figure:
    """The other way round."""
    return Figure(
        on=date.fromisoformat(str(kept["on"])),
        asked=int(str(kept["asked"])),
        organisations=int(str(kept["organisations"])),
        values=_tuple(kept["values"]),
        steps=_tuple(kept["steps"]),
        seen=tuple(frozenset(labels) for labels in _tuple(kept["seen"])),
    )


def _tuple(value: object) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else ()


def is_behind(figure: Figure, values: Sequence[Answer]) -> bool:
    """Answers have come or gone since."""
    return Counter(map(str, figure.values)) != Counter(map(str, values))
