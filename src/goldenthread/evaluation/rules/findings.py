"""From answers to what an audience may see of one question. Pure; every number passes disclosure.

A question that was not put to someone (the short variant) has no key in their answers; one they
skipped is there and empty.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from goldenthread.instruments.terms import AGREEMENT, Answer, ItemKind, ItemView
from goldenthread.methods.disclosure import (
    Audience,
    Form,
    RiskDecision,
    Sensitivity,
    Shown,
    show_counts,
    show_words,
)
from goldenthread.methods.statistics import (
    PeopleRange,
    likert_counts,
    plausible_people,
    top_two_box,
    word_counts,
    worst_case_over_invited,
)
from goldenthread.ui.words import listed

NO_ANSWER = "No answer"
STILL_OPEN = (
    "Answers are still coming in. This is shown when the last person asked can no longer answer."
)
OWN_WORDS = "What people wrote in their own words is read by the evaluators only."
OTHER_VALUES = "Single dates and numbers are read by the evaluators only."
NOBODY = "Nobody has answered this question yet."

Answers = Sequence[Mapping[str, Answer]]


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who reads one wave: the audience, the signed decision that holds, and how many were asked.

    `invited` is None when that number is not shown to this audience. `organisations` is how many
    the people asked come from. `is_open`: someone can still answer.
    """

    audience: Audience
    invited: int | None = None
    decision: RiskDecision | None = None
    organisations: int | None = None
    is_open: bool = False

    @property
    def sees_rows(self) -> bool:
        return self.audience is Audience.EVALUATION_TEAM

    @property
    def must_wait(self) -> bool:
        """While answers come in, two looks would tell what one person said in between."""
        return self.is_open and not self.sees_rows


@dataclass(frozen=True, kw_only=True)
class ItemFinding:
    """One question as its reader may see it.

    `k` of `n` are set for a rating whose numbers may be said, with the plausible range and the
    worst case over all invited. `texts` are for the evaluation team. `as_of` is set when answers
    have come since that are not in these numbers yet.
    """

    item: ItemView
    shown: Shown
    said: str = ""
    k: int | None = None
    n: int | None = None
    skipped: int | None = None
    plausible: PeopleRange | None = None
    over_invited: PeopleRange | None = None
    levels: Shown | None = None
    most_chosen: tuple[str, ...] = ()
    texts: tuple[str, ...] = field(default=())
    as_of: date | None = None

    @property
    def label(self) -> str:
        return self.item.short_label or self.item.wording

    @property
    def has_dots(self) -> bool:
        return self.k is not None and self.shown.as_dots


def sensitivity_of(item: ItemView) -> Sensitivity:
    return Sensitivity(item.sensitivity.value)


def values_of(item: ItemView, answers: Answers) -> list[Answer]:
    """What those who were asked said; None for a skipped question."""
    return [one[item.key] for one in answers if item.key in one]


def finding(item: ItemView, answers: Answers, *, reader: Reader) -> ItemFinding:
    """One question, by its kind."""
    if reader.must_wait:
        return ItemFinding(item=item, shown=_nothing(reader, STILL_OPEN))
    values = values_of(item, answers)
    if item.kind is ItemKind.LIKERT:
        return _share(item, values, reader=reader)
    if item.kind in (ItemKind.SINGLE, ItemKind.MULTIPLE):
        return ItemFinding(item=item, shown=tally(item, values, reader=reader))
    if item.kind is ItemKind.THREE_WORDS:
        return _words(item, values, reader=reader)
    return _texts(item, values, reader=reader)


def _nothing(reader: Reader, sentence: str) -> Shown:
    return Shown(form=Form.NOTHING, audience=reader.audience, sentence=sentence)


def favourable(item: ItemView) -> tuple[str, str]:
    """How the two most favourable answers are said, and how the others are."""
    labels = [option.label for option in item.options]
    if labels == [option.label for option in AGREEMENT]:
        return (
            ("disagreed", "did not disagree") if item.is_reversed else ("agreed", "did not agree")
        )
    top = labels[:2] if item.is_reversed else labels[-2:]
    said = listed([f"“{label}”" for label in top], joint="or")
    return f"said {said}", "said something else"


def _share(item: ItemView, values: Sequence[Answer], *, reader: Reader) -> ItemFinding:
    scale = [value if isinstance(value, int) else None for value in values]
    box = top_two_box(scale, scale_max=len(item.options), is_reversed=item.is_reversed)
    yes, no = favourable(item)
    shown = counted(
        {yes: box.k, no: box.n - box.k},
        skipped=box.missing,
        sensitivity=sensitivity_of(item),
        reader=reader,
    )
    found = ItemFinding(item=item, shown=shown, said=yes)
    if not box.n or not _both_seen(shown, yes, no):
        return replace(found, shown=shown if box.n else _nothing(reader, NOBODY))
    invited = reader.invited
    return replace(
        found,
        k=box.k,
        n=box.n,
        skipped=box.missing,
        plausible=plausible_people(box.k, box.n),
        over_invited=worst_case_over_invited(box.k, box.n, invited=invited)
        if invited is not None and invited >= box.n
        else None,
        levels=_levels(item, scale, reader=reader) if reader.sees_rows else None,
    )


def _both_seen(shown: Shown, yes: str, no: str) -> bool:
    """Both numbers may be said exactly."""
    cells = {cell.label: cell for cell in shown.cells}
    return all(
        label in cells
        and cells[label].value is not None
        and cells[label].low in (None, cells[label].value)
        and cells[label].high in (None, cells[label].value)
        for label in (yes, no)
    )


def _levels(item: ItemView, scale: Sequence[int | None], *, reader: Reader) -> Shown:
    tallied = likert_counts(scale, levels=len(item.options))
    counts = {
        option.label: count for option, count in zip(item.options, tallied.counts, strict=True)
    }
    return counted(counts, skipped=tallied.skipped, sensitivity=sensitivity_of(item), reader=reader)


def counted(
    counts: Mapping[str, int],
    *,
    skipped: int,
    sensitivity: Sensitivity,
    reader: Reader,
    exclusive: bool = True,
    answered: int | None = None,
) -> Shown:
    """Counts of one question, with those who skipped it as a count of their own.

    Whether anything may be shown is decided by how many answered; then no answer is protected
    like any other answer.
    """
    n = sum(counts.values()) if answered is None else answered
    alone = show_counts(
        counts,
        n=n,
        audience=reader.audience,
        sensitivity=sensitivity,
        risk_decision=reader.decision,
        organisations=reader.organisations,
        exclusive=exclusive,
    )
    if not skipped or not alone.cells:
        return alone
    return show_counts(
        {**counts, NO_ANSWER: skipped},
        n=n + skipped,
        audience=reader.audience,
        sensitivity=sensitivity,
        risk_decision=reader.decision,
        organisations=reader.organisations,
        exclusive=exclusive,
    )


def tally(item: ItemView, values: Sequence[Answer], *, reader: Reader) -> Shown:
    """How many chose each answer. One choice each: the counts add up to everyone who was asked."""
    counts = choices(item, values)
    answered = sum(1 for value in values if value not in (None, [], ""))
    return counted(
        counts,
        skipped=len(values) - answered,
        sensitivity=sensitivity_of(item),
        reader=reader,
        exclusive=item.kind is not ItemKind.MULTIPLE,
        answered=answered,
    )


def choices(item: ItemView, values: Sequence[Answer]) -> dict[str, int]:
    """People by option label, in the order of the options."""
    chosen: Counter[str] = Counter()
    for value in values:
        chosen.update({str(one) for one in (value if isinstance(value, list) else [value])})
    return {option.label: chosen[str(option.value)] for option in item.options}


def _words(item: ItemView, values: Sequence[Answer], *, reader: Reader) -> ItemFinding:
    given = [value if isinstance(value, list) else [] for value in values]
    counts = word_counts(given)
    if not counts.n:
        return ItemFinding(item=item, shown=_nothing(reader, NOBODY))
    shown = show_words(
        {word.word: word.people for word in counts.words}, n=counts.n, audience=reader.audience
    )
    seen = {cell.label for cell in shown.cells if cell.value is not None}
    most = tuple(word for word in counts.most_chosen if word in seen)
    return ItemFinding(item=item, shown=shown, most_chosen=most if len(most) < len(seen) else ())


def _texts(item: ItemView, values: Sequence[Answer], *, reader: Reader) -> ItemFinding:
    is_text = item.kind in (ItemKind.SHORT_TEXT, ItemKind.LONG_TEXT)
    if not reader.sees_rows:
        sentence = OWN_WORDS if is_text else OTHER_VALUES
        return ItemFinding(item=item, shown=_nothing(reader, sentence))
    texts = sorted(str(value).strip() for value in values if value not in (None, "", []))
    if not texts:
        return ItemFinding(item=item, shown=_nothing(reader, NOBODY))
    shown = Shown(
        form=Form.ROWS,
        audience=reader.audience,
        n=len(texts),
        sentence="In alphabetical order, so that nothing joins one text to another.",
    )
    return ItemFinding(item=item, shown=shown, texts=tuple(texts))
