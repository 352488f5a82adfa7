"""Changes of plans in words: what each does before it is done, and what was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from goldenthread.learning.operations.change_letters import Moved
from goldenthread.learning.operations.regrouping import Regrouped
from goldenthread.learning.operations.rehearsing import Rehearsed, Told
from goldenthread.learning.queries.changes import CohortNow
from goldenthread.ui.words import counted, listed, plural, span, when

KEPT = (
    "Registers stay with their sessions, and what people came to stays on their record.",
    "Answers people have given are kept.",
)
QUESTIONS = "Questions that follow these sessions move with them, for this cohort only."
PUT_BACK = "You can put this back for 30 days, under “Change of plans” of the cohort."


@dataclass(frozen=True)
class LetterLine:
    """One kind of letter: who gets it, and an example of what they read."""

    who: str
    subject: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """Everything said before the one button."""

    title: str
    lead: str
    letters: tuple[LetterLine, ...]
    by_hand: str
    breaks: tuple[str, ...]
    happens: tuple[str, ...]
    kept: tuple[str, ...]
    undo: str
    act: str


def dates_preview(found: CohortNow, tried: Rehearsed[tuple[Moved, ...]]) -> Preview:
    lines = [
        f"{span(one.starts_at, one.ends_at)}, instead of {when(one.was)}." for one in tried.answer
    ]
    return _preview(
        f"Move {plural(len(lines), 'session')} of {found.name}?",
        tried,
        happens=[*lines, QUESTIONS],
        act=f"Move {plural(len(lines), 'session')}",
        undo=PUT_BACK,
    )


def place_preview(where: str, tried: Rehearsed[int]) -> Preview:
    return _preview(
        f"Move {plural(tried.answer, 'cohort')} {where}?",
        tried,
        happens=[
            f"All their sessions to come take place {where}. Days and times stay as they are."
        ],
        act=f"Move {plural(tried.answer, 'cohort')}",
        undo=PUT_BACK,
    )


def hand_over_preview(
    found: CohortNow, *, gives: str, takes: str, tried: Rehearsed[int]
) -> Preview:
    return _preview(
        f"Hand {found.name} over to {takes}?",
        tried,
        happens=[
            f"{takes} runs {plural(tried.answer, 'session')} to come, and can open the cohort, its"
            " registers and its safety plans.",
            f"What people wrote for the facilitator can be read by {takes} from now on, not"
            " before. The group is told.",
            f"{gives} no longer opens this cohort.",
        ],
        act=f"Hand over {plural(tried.answer, 'session')}",
        undo="You can hand it back in the same way.",
    )


def split_preview(found: CohortNow, name: str, tried: Rehearsed[Regrouped]) -> Preview:
    done = tried.answer
    happens = [
        f"{plural(done.people, 'person learns', 'people learn')} in {name} from today on, in"
        f" {plural(done.sessions, 'session')} to come.",
        "Safety plans and content notes are copied. Links to join are not.",
        "Questions that follow the sessions follow the cohort each person is in.",
        *_after(done, name),
    ]
    return _preview(
        f"Split {found.name} in two?",
        tried,
        happens=happens,
        breaks=done.breaks,
        act=f"Split it and move {plural(done.people, 'person', 'people')}",
        undo="To go back, merge the new cohort into the first.",
    )


def merge_preview(found: CohortNow, into: str, tried: Rehearsed[Regrouped]) -> Preview:
    done = tried.answer
    off = plural(len(found.coming), "session")
    happens = [
        f"{plural(done.people, 'person learns', 'people learn')} in {into} from today on.",
        f"{off} to come of {found.name} will not take place. What it held stays on record.",
        "Questions that follow the sessions follow the cohort each person is in.",
        *_after(done, into),
    ]
    return _preview(
        f"Move everyone of {found.name} into {into}?",
        tried,
        happens=happens,
        breaks=done.breaks,
        act=f"Merge and move {plural(done.people, 'person', 'people')}",
        undo="To go back, split the cohort again.",
    )


def _after(done: Regrouped, name: str) -> list[str]:
    said = []
    if done.dates_unknown:
        who = plural(done.dates_unknown, "person has", "people have")
        said.append(f"{who} not been asked whether these dates suit. The letter asks them to say.")
    if not done.has_facilitator:
        said.append(f"{name} has no facilitator yet. Add one next.")
    return said


def _preview(
    title: str,
    tried: Rehearsed[Any],
    *,
    happens: Sequence[str],
    act: str,
    undo: str,
    breaks: tuple[str, ...] = (),
) -> Preview:
    told = plural(tried.people, "person", "people")
    return Preview(
        title=title,
        lead=f"Nothing has changed yet. {_told_words(tried.people)}",
        letters=_letters(tried.told),
        by_hand=_by_hand(tried.told),
        breaks=breaks,
        happens=tuple(happens),
        kept=KEPT,
        undo=undo,
        act=f"{act} and tell {told}" if tried.people else act,
    )


def _told_words(people: int) -> str:
    if not people:
        return "Nobody needs to be told."
    return f"{counted(people, 'person is', 'people are')} told as soon as you say yes."


def _letters(told: Sequence[Told]) -> tuple[LetterLine, ...]:
    """Letters alike but for the greeting are shown once, with the names of who gets them."""
    alike: dict[tuple[str, str], list[Told]] = {}
    for one in told:
        rest = one.body.partition("\n\n")[2]
        alike.setdefault((one.subject, rest), []).append(one)
    return tuple(
        LetterLine(
            who=listed(sorted({one.name or "Someone without a name" for one in group})),
            subject=subject,
            paragraphs=_shown(group[0].body),
        )
        for (subject, _), group in alike.items()
    )


def _shown(body: str) -> tuple[str, ...]:
    """By paragraph; a personal link is filled in only when it is sent."""
    return tuple(
        "(a link to their own page)" if part.startswith("[[link:") else part
        for part in body.split("\n\n")
    )


def _by_hand(told: Sequence[Told]) -> str:
    names = sorted({one.name for one in told if not one.by_email})
    if not names:
        return ""
    verb = "does" if len(names) == 1 else "do"
    return (
        f"{listed(names)} {verb} not use email with us. You find the words under Messages, so that"
        " you can ring."
    )
