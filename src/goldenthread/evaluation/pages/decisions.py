"""Risk decisions, worded."""

from dataclasses import dataclass

from goldenthread.evaluation.queries.decisions import Decidable, DecisionRow
from goldenthread.evaluation.rules.decisions import what_follows
from goldenthread.ui.words import day

WITHDRAW_SENTENCES = [
    "From today the board no longer sees small counts of these questions.",
    "The decision and its reason stay on record, with the day it was withdrawn.",
]
NONE_HOLDS = "No decision holds, so small counts are hidden from the board."


@dataclass(frozen=True)
class DecisionLine:
    """A questionnaire in the list of what the board may see."""

    version_id: int
    title: str
    words: str
    decision_id: int | None


@dataclass(frozen=True)
class DecisionPage:
    """One decision."""

    heading: str
    facts: tuple[tuple[str, str], ...]


def line(row: Decidable) -> DecisionLine:
    held = row.holding
    words = NONE_HOLDS
    if held is not None:
        signed = f"Signed by {held.signed_name} on {day(held.signed_on)}."
        words = f"{signed} {what_follows(held.score, on=held.signed_on)}"
    return DecisionLine(row.version_id, row.questionnaire, words, held.id if held else None)


def decision_page(row: DecisionRow) -> DecisionPage:
    facts = [
        ("Questions", row.questionnaire),
        ("Score", f"{row.score} of 25; up to 3 is low"),
        ("What follows", what_follows(row.score, on=row.signed_on)),
        ("Why", row.reason),
        ("Signed by", f"{row.signed_name}, {day(row.signed_on)}"),
    ]
    if row.withdrawn_on:
        facts.append(("Withdrawn", day(row.withdrawn_on)))
    return DecisionPage(heading=f"Risk decision {row.id}", facts=tuple(facts))
