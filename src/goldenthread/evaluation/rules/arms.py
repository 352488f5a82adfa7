"""Mixed cohorts and the single-organisation cohort side by side: described, not explained."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from goldenthread.evaluation.rules.findings import (
    NO_ANSWER,
    Answers,
    Reader,
    choices,
    favourable,
    sensitivity_of,
    values_of,
)
from goldenthread.evaluation.terms import Arm
from goldenthread.instruments.terms import ItemKind, ItemView
from goldenthread.methods.disclosure import ShownTable, show_table
from goldenthread.methods.statistics import top_two_box

#: Fewer answers than this in one group are never compared.
FEWEST_TO_COMPARE = 5
COMPARED = (ItemKind.LIKERT, ItemKind.SINGLE)


@dataclass(frozen=True, kw_only=True)
class ArmFinding:
    """One question by kind of cohort. Groups too small stand together in the table.

    `is_enough`: every kind has answers enough, and stands on its own.
    """

    item: ItemView
    table: ShownTable
    is_enough: bool

    @property
    def label(self) -> str:
        return self.item.short_label or self.item.wording

    @property
    def is_split(self) -> bool:
        return len(self.table.rows) > 1


def side_by_side(
    items: Sequence[ItemView],
    by_arm: Mapping[Arm, Answers],
    *,
    reader: Reader,
    organisations: Mapping[Arm, Collection[int]] | None,
) -> tuple[ArmFinding, ...]:
    """Every rating and single choice by arm, for a reader who need not wait."""
    if reader.must_wait:
        return ()
    return tuple(
        _one(item, by_arm, reader=reader, organisations=organisations)
        for item in items
        if item.kind in COMPARED
    )


def _one(
    item: ItemView,
    by_arm: Mapping[Arm, Answers],
    *,
    reader: Reader,
    organisations: Mapping[Arm, Collection[int]] | None,
) -> ArmFinding:
    rows = {arm.value: _counts(item, answers) for arm, answers in by_arm.items()}
    if not any(row[NO_ANSWER] for row in rows.values()):
        rows = {
            arm: {label: n for label, n in row.items() if label != NO_ANSWER}
            for arm, row in rows.items()
        }
    table = show_table(
        rows,
        audience=reader.audience,
        sensitivity=sensitivity_of(item),
        risk_decision=reader.decision,
        organisations=None
        if organisations is None
        else {arm.value: {str(pk) for pk in organisations[arm]} for arm in by_arm},
    )
    fewest = min(sum(row.values()) for row in rows.values())
    is_enough = fewest >= FEWEST_TO_COMPARE and len(table.rows) > 1
    return ArmFinding(item=item, table=table, is_enough=is_enough)


def _counts(item: ItemView, answers: Answers) -> dict[str, int]:
    values = values_of(item, answers)
    if item.kind is ItemKind.SINGLE:
        skipped = sum(1 for value in values if value in (None, ""))
        return {**choices(item, values), NO_ANSWER: skipped}
    scale = [value if isinstance(value, int) else None for value in values]
    box = top_two_box(scale, scale_max=len(item.options), is_reversed=item.is_reversed)
    yes, no = favourable(item)
    return {yes: box.k, no: box.n - box.k, NO_ANSWER: box.missing}
