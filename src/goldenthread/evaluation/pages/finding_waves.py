"""One round of asking on the page of findings, level by level."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.evaluation.pages import finding_items as items
from goldenthread.evaluation.pages.finding_items import Rating, Tally, Texts, Words
from goldenthread.evaluation.queries.findings import Findings, WaveFindings
from goldenthread.evaluation.rules.findings import ItemFinding
from goldenthread.evaluation.rules.limits import OFFER_WORDS
from goldenthread.instruments.terms import ItemKind
from goldenthread.ui.words import SMALL_NUMBERS, counted, day, listed

EXPECTED = ("What people expect", "Not seen yet")
#: Kirkpatrick levels in the field's plain words; questions without a level come last.
LEVELS = {
    1: ("What people thought of {it}", "Reaction"),
    2: ("What people say they learnt", "Learning"),
    3: ("What people say of their practice", "Practice"),
    4: ("What people notice around them", "Results"),
    9: ("More questions", ""),
}
NO_LEVEL = 9


@dataclass(frozen=True, kw_only=True)
class Level:
    """The questions of one Kirkpatrick level, or those about what people expect."""

    id: str
    title: str
    tag: str
    lead: str
    ratings: tuple[Rating, ...]
    tallies: tuple[Tally, ...]
    texts: tuple[Texts, ...]
    answers_title: str
    over_title: str
    over_note: str
    table: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class WaveSection:
    """One round of asking."""

    id: str
    title: str
    note: str
    levels: tuple[Level, ...]
    words: tuple[Words, ...]


def wave_section(wave: WaveFindings, found: Findings) -> WaveSection:
    key = wave.wave.draft.key
    levels = sorted({one.item.kirkpatrick or NO_LEVEL for one in wave.items if not _apart(one)})
    parts = [
        _level(wave, found, [one for one in wave.items if _is_of(one, level)], level=level)
        for level in levels
    ]
    expected = [one for one in wave.items if one.item.is_anticipated]
    if expected:
        parts.append(_level(wave, found, expected, level=None))
    return WaveSection(
        id=f"wave-{key}",
        title=wave.wave.label,
        note=_note(wave),
        levels=tuple(part for part in parts if part.ratings or part.tallies or part.texts),
        words=tuple(
            items.words(one) for one in wave.items if one.item.kind is ItemKind.THREE_WORDS
        ),
    )


def _note(wave: WaveFindings) -> str:
    """Whether answers come in, and of which day the numbers are when later answers wait."""
    days = [day(on) for on in sorted({one.as_of for one in wave.items if one.as_of})]
    coming = "Answers are still coming in." if wave.is_open else ""
    if not days:
        return coming
    waiting = (
        f"Numbers are as of {listed(days)}. Later answers join once there are enough of them "
        "that nobody can be told apart by the difference."
    )
    return f"{coming} {waiting}".strip()


def _apart(one: ItemFinding) -> bool:
    return one.item.is_anticipated or one.item.kind is ItemKind.THREE_WORDS


def _is_of(one: ItemFinding, level: int) -> bool:
    return not _apart(one) and (one.item.kirkpatrick or NO_LEVEL) == level


def _level(
    wave: WaveFindings, found: Findings, own: Sequence[ItemFinding], *, level: int | None
) -> Level:
    about, _ = OFFER_WORDS[found.plan.offer_kind]
    title, tag = LEVELS[level] if level is not None else EXPECTED
    ratings = tuple(items.rating(one) for one in own if one.item.kind is ItemKind.LIKERT)
    steps = found.funnel.steps_of(wave.wave.id)
    asked = steps.asked.text if steps and steps.asked.value else ""
    silent = steps.silent if steps else None
    return Level(
        id=f"{wave.wave.draft.key}-{level or 'expected'}",
        title=title.format(it=about),
        tag=tag,
        lead=_lead(ratings),
        ratings=ratings,
        tallies=tuple(items.tally(one) for one in own if one.item.kind in _CHOSEN),
        texts=tuple(items.texts(one) for one in own if one.item.kind in _WRITTEN),
        answers_title=_answers_title(ratings),
        over_title=f"Of all {asked} asked" if asked else "",
        over_note=f"“Of all {asked} asked” runs from none of the {silent} who did not answer "
        "saying the same to all of them."
        if silent and asked
        else "",
        table=items.data_rows([one for one in own if one.item.kind not in _WRITTEN]),
    )


_CHOSEN = (ItemKind.SINGLE, ItemKind.MULTIPLE)
_WRITTEN = (ItemKind.SHORT_TEXT, ItemKind.LONG_TEXT, ItemKind.NUMBER, ItemKind.DATE)


def _lead(ratings: Sequence[Rating]) -> str:
    dotted = [one for one in ratings if one.is_dots]
    if not dotted:
        return ""
    sizes = {one.n for one in dotted}
    how_many = ""
    if len(dotted) == len(ratings) and len(sizes) == 1:
        questions = counted(len(ratings), "question")
        how_many = f"{questions}, {_answers(dotted[0].n)}. "
    said = {one.favourable for one in dotted}
    filled = (
        "agreed or strongly agreed" if said == {"agreed"} else "gave one of the two top answers"
    )
    largest = max(one.n for one in dotted)
    return (
        f"{how_many}Filled dot: {filled}. Gold line: where {spelt(largest)} similar people could "
        "plausibly fall."
    )


def _answers(count: int) -> str:
    return f"{spelt(count)} {'answer' if count == 1 else 'answers'}"


def _answers_title(ratings: Sequence[Rating]) -> str:
    sizes = {one.n for one in ratings if one.is_dots}
    return f"{spelt(sizes.pop()).capitalize()} answers" if len(sizes) == 1 else "Answers"


def spelt(count: int) -> str:
    if count == 10:
        return "ten"
    return SMALL_NUMBERS[count] if 0 < count < len(SMALL_NUMBERS) else str(count)
