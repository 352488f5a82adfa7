"""Findings as a workbook, exactly as one audience may see them."""

from collections.abc import Iterator

from goldenthread.access.actor import Actor
from goldenthread.evaluation.queries import findings as queries
from goldenthread.evaluation.queries.findings import Findings, WaveFindings
from goldenthread.evaluation.queries.funnel import PlanFunnel
from goldenthread.evaluation.rules import limits
from goldenthread.evaluation.rules.findings import ItemFinding
from goldenthread.exports import operations as exports
from goldenthread.exports.terms import Cell, Column, Sheet
from goldenthread.instruments.terms import ItemKind
from goldenthread.methods.disclosure import Audience, ShownCell

FILE_NAME = "findings.xlsx"
FINDING_COLUMNS = (
    Column("Wave", "The round of asking."),
    Column("Key", "The question's key in the data dictionary."),
    Column("Question", "The short label of the question."),
    Column("Answer", "The answer counted in this row."),
    Column("People", "How many gave it; “hidden” where the number would tell of too few people."),
    Column("Of", "How many answers the counts are out of, as shown."),
    Column("At least", "For a range: its lower end."),
    Column("At most", "For a range: its upper end."),
    Column("Plausible", "Where the same number of similar people could fall (95 % Wilson)."),
    Column("Of all asked", "From nobody who was silent agreeing to all of them."),
    Column("Note", "What is shown, what is hidden, and why."),
)
FIRST_COLUMNS = (
    Column("About", "What the line is about."),
    Column("In words", "What to know before reading, or passing on, a number."),
)
FUNNEL_COLUMNS = (
    Column("Step", "What people did."),
    Column("Wave", "The round of asking or talking."),
    Column("People", "How many; a range or “hidden” where the number would tell of one person."),
)
WORD_COLUMNS = (
    Column("Wave", "The round of asking."),
    Column("Word", "As chosen, in alphabetical order."),
    Column("People", "How many chose it; “hidden” where only the word is shown."),
)
DICTIONARY_COLUMNS = (
    Column("Wave", "The round of asking."),
    Column("Key", "The question's key."),
    Column("Question", "As asked."),
    Column("Kind", "How it is answered."),
    Column("Answers", "The answers to choose from, in order."),
    Column("Reversed", "Whether the first answers are the favourable ones."),
    Column("Kirkpatrick level", "1 reaction, 2 learning, 3 practice, 4 results."),
    Column("Expected", "Whether it asks what people expect and not what they saw."),
    Column("Sensitivity", "Low: about the training. Sensitive: about the person, or free text."),
)
#: Kinds whose rows would be the answers themselves; the workbook holds counts alone.
ONLY_TEXT = (ItemKind.SHORT_TEXT, ItemKind.LONG_TEXT, ItemKind.NUMBER, ItemKind.DATE)


def findings_workbook(actor: Actor, plan_id: int, audience: Audience) -> bytes:
    """Findings, funnel, words and data dictionary of one plan, for one audience."""
    return workbook_of(queries.findings(actor, plan_id, audience))


def workbook_of(found: Findings) -> bytes:
    """The same for findings that are loaded already."""
    return exports.workbook(sheets_of(found))


def sheets_of(found: Findings) -> list[Sheet]:
    return [
        Sheet("Read first", FIRST_COLUMNS, list(_first_rows(found))),
        Sheet("Findings", FINDING_COLUMNS, list(_finding_rows(found))),
        Sheet("Who answered", FUNNEL_COLUMNS, list(_funnel_rows(found.funnel))),
        Sheet("Words", WORD_COLUMNS, list(_word_rows(found))),
        Sheet("Data dictionary", DICTIONARY_COLUMNS, list(_dictionary_rows(found))),
    ]


def _first_rows(found: Findings) -> Iterator[tuple[Cell, ...]]:
    """What the numbers are of, how strong the claim is, and what they cannot say."""
    yield "What this is", f"What people said about {found.plan.offer}."
    yield "How strong it is", f"{found.claim.badge.label}. {found.claim.sentence}"
    yield "How people were asked", limits.when_asked(found.design)
    if found.waves:
        for sentence in found.cannot_say:
            yield "What we cannot say", sentence


def _finding_rows(found: Findings) -> Iterator[tuple[Cell, ...]]:
    for wave in found.waves:
        for one in wave.items:
            if one.item.kind is not ItemKind.THREE_WORDS:
                yield from _rows_of(wave, one)


def _rows_of(wave: WaveFindings, one: ItemFinding) -> Iterator[tuple[Cell, ...]]:
    """How many agreed, then each answer where it may be said; the ranges stand on the first."""
    levels = one.levels.cells if one.levels else ()
    label, item, n = wave.wave.label, one.item, one.shown.n
    if not one.shown.cells:
        note = one.shown.sentence
        if one.texts:
            note = f"{len(one.texts)} written answers, read on the page of findings."
        yield (label, item.key, one.label, *(None,) * 7, note)
        return
    for at, cell in enumerate((*one.shown.cells, *levels)):
        first = at == 0
        yield (
            label,
            item.key,
            one.label,
            cell.label,
            _people(cell),
            n,
            *_ends(cell),
            one.plausible.text if first and one.plausible else None,
            one.over_invited.text if first and one.over_invited else None,
            one.shown.sentence if first else None,
        )


def _people(cell: ShownCell) -> Cell:
    return cell.value if cell.value is not None else cell.text


def _ends(cell: ShownCell) -> tuple[Cell, Cell]:
    """Only where they say more than the number itself."""
    if cell.value is not None and cell.low in (None, cell.value):
        return None, None
    return cell.low, cell.high


def _funnel_rows(funnel: PlanFunnel) -> Iterator[tuple[Cell, ...]]:
    for steps in funnel.questionnaires:
        yield "were asked", steps.wave.label, _people(steps.asked)
        yield "answered", steps.wave.label, _people(steps.answered)
    if funnel.agreed is not None:
        yield "agreed to interviews", None, _people(funnel.agreed)
    for talk in funnel.talks:
        yield "spoke", talk.wave.label, _people(talk.spoke)
    if funnel.stopped is not None:
        yield "stopped", None, _people(funnel.stopped)


def _word_rows(found: Findings) -> Iterator[tuple[Cell, ...]]:
    for wave in found.waves:
        for one in wave.items:
            if one.item.kind is ItemKind.THREE_WORDS:
                for cell in one.shown.cells:
                    yield wave.wave.label, cell.label, _people(cell)


def _dictionary_rows(found: Findings) -> Iterator[tuple[Cell, ...]]:
    for wave in found.waves:
        for one in wave.items:
            item = one.item
            yield (
                wave.wave.label,
                item.key,
                item.wording,
                item.kind.value.replace("_", " "),
                "; ".join(option.label for option in item.options),
                item.is_reversed,
                item.kirkpatrick,
                item.is_anticipated,
                item.sensitivity.value,
            )
