"""What was said, in the words of the questions: to look over before sending, and to read back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldenthread.evaluation.pages.answer import NO_WAY_BACK, PROMISES, Frame, frame
from goldenthread.evaluation.queries.answers import Asked
from goldenthread.evaluation.rules import answers as rules
from goldenthread.evaluation.terms import ConfidentialityMode
from goldenthread.instruments import rules as instruments
from goldenthread.instruments.terms import Answer, ItemView
from goldenthread.ui import words


@dataclass(frozen=True)
class CheckRow:
    """One question with what was said."""

    number: int
    wording: str
    said: str
    is_words: bool
    href: str


@dataclass(frozen=True)
class CheckPage:
    """Everything once more, before it is sent."""

    frame: Frame
    rows: tuple[CheckRow, ...]
    before: tuple[str, ...]
    is_empty: bool
    has_code: bool


@dataclass(frozen=True)
class SeePage:
    """What is held, for the eyes of the person who said it."""

    frame: Frame
    title: str
    lead: str
    rows: tuple[CheckRow, ...]
    may_delete: bool
    act: str


def rows_of(
    items: Sequence[ItemView], answers: Mapping[str, Answer], *, base: str = ""
) -> tuple[CheckRow, ...]:
    found = []
    for number, item in enumerate(items, start=1):
        value = answers.get(item.key)
        silent = "Skipped" if item.key in answers else "Not answered"
        href = f"{base}#card-{item.key}" if base else ""
        text = instruments.said(item, value)
        found.append(CheckRow(number, item.wording, text or silent, value is not None, href))
    return tuple(found)


def check_page(asked: Asked) -> CheckPage:
    shared = frame(asked)
    before = (NO_WAY_BACK,) if not asked.is_linked else (PROMISES[asked.mode],)
    return CheckPage(
        frame=shared,
        rows=rows_of(asked.items, asked.answers, base=shared.base),
        before=before,
        is_empty=not any(value is not None for value in asked.answers.values()),
        has_code=asked.mode is ConfidentialityMode.OWN_CODE,
    )


def draft_page(asked: Asked) -> SeePage:
    """What has been typed and not sent."""
    return SeePage(
        frame=frame(asked),
        title="What you have typed so far",
        lead="It has not been sent. Nobody reads it before you send it."
        if asked.answers
        else "Nothing has been kept so far.",
        rows=rows_of(asked.items, asked.answers) if asked.answers else (),
        may_delete=bool(asked.answers),
        act="Delete what I have typed",
    )


def sent_page(asked: Asked, answers: Mapping[str, Answer]) -> SeePage:
    """What was sent, where something joins it to the person."""
    may_delete = instruments.can(rules.must_still_be_deletable, asked.mode, asked.plan_state)
    until = words.day(asked.kept_until)
    return SeePage(
        frame=frame(asked, has_choices=False),
        title="Your answers",
        lead=f"This link shows them until {rules.until(asked.closes_at)}, when the questions "
        f"close. They are kept until {until}."
        + (" You can delete them until the evaluation closes." if may_delete else ""),
        rows=rows_of(asked.items, answers),
        may_delete=may_delete,
        act="Delete my answers",
    )
