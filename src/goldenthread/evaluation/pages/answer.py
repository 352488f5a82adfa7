"""The pages behind a personal link, already worded: calm, plain, and honest about who sees what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from goldenthread.evaluation.queries.answers import Asked
from goldenthread.evaluation.rules import answers as rules
from goldenthread.evaluation.terms import ConfidentialityMode, WaveKind
from goldenthread.instruments import rules as instruments
from goldenthread.instruments.terms import Answer, ItemView, Licence
from goldenthread.ui import words

#: One honest sentence for each mode, said to the person.
PROMISES: Mapping[ConfidentialityMode, str] = {
    ConfidentialityMode.NAMED: "Your name is kept with your answers.",
    ConfidentialityMode.PSEUDONYM: "A made-up code stands in for your name, so that your answers "
    "over time can be put side by side. Only the evaluation team can join the code to you.",
    ConfidentialityMode.OWN_CODE: "Your name is not kept with your answers. Before you send them "
    "you can make a code of your own, which puts your answers over time side by side.",
    ConfidentialityMode.ANONYMOUS: "Nothing joins your answers to you. We keep that this link was "
    "used and on which day, and never which answers it was used for.",
}
NO_WAY_BACK = (
    "Once you send your answers you cannot take them back, because nobody can find, show or "
    "delete them."
)
DRAFT_IS_JOINED = (
    "Until you send them, what you type is kept with your link so that you can come back to it. "
    "That copy goes when you send."
)
STAFF_LINE = "Your staff support line"
AFTERWARDS = "If something in the questions stays with you, talking to someone can help."
IN_REPORTS = "Reports count answers and never say who said what."


class Line(NamedTuple):
    """One line of support."""

    label: str
    number: str
    note: str


@dataclass(frozen=True)
class Frame:
    """What every page behind the link shares."""

    base: str
    caption: str
    choices: tuple[tuple[str, str], ...]
    own_support: Line | None
    is_over: bool

    def support(self, usual: Any) -> dict[str, Any]:
        """The programme's own line first, then the lines that every page has."""
        said = {"words": AFTERWARDS} if self.is_over else {}
        if self.own_support is None:
            return {"lines": usual.lines, **said}
        rest = [line for line in usual.lines if line.label != STAFF_LINE]
        return {"lines": [self.own_support, *rest], **said}


@dataclass(frozen=True)
class QuestionPage:
    """The questions."""

    frame: Frame
    title: str
    note: str
    come_back: str
    why: str
    who: tuple[str, ...]
    items: tuple[ItemView, ...]
    answers: Mapping[str, Answer]
    typed: Mapping[str, list[str]]
    errors: Mapping[str, str]
    mistakes: tuple[tuple[str, str], ...]
    done: int
    whole: int
    progress: str
    time: str
    saved: str
    is_final: bool
    place: int
    go_on: tuple[str, str] | None
    seconds: tuple[int, ...]
    is_whole: bool


@dataclass(frozen=True)
class PlainPage:
    """A page of a few sentences, and perhaps one thing to do."""

    frame: Frame
    title: str
    sentences: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()
    heading: str = ""
    act: str = ""
    action: str = ""


def frame(asked: Asked, *, has_choices: bool = True) -> Frame:
    base = f"/a/{asked.token}/"
    line = Line("Your support line", asked.support_line, asked.support_hours)
    return Frame(
        base=base,
        caption=asked.offer,
        choices=_choices(asked, base) if has_choices else (),
        own_support=line if asked.support_line else None,
        is_over=not asked.is_open,
    )


def _choices(asked: Asked, base: str) -> tuple[tuple[str, str], ...]:
    if asked.kind is WaveKind.INTERVIEW:
        return (
            ("I would rather not talk", f"{base}decline/"),
            ("Withdraw from the evaluation", f"{base}withdraw/"),
        )
    mine = "your answers" if asked.is_linked else "what you have typed"
    return (
        ("Answer on paper or by phone", f"{base}other-ways/"),
        (f"See or delete {mine}", f"{base}answers/"),
        ("I do not want to answer", f"{base}decline/"),
        ("Withdraw from the evaluation", f"{base}withdraw/"),
    )


def contact(asked: Asked) -> str:
    """Whom to ask: the evaluators, else the programme."""
    return asked.evaluator_contact or asked.partnership_contact or "whoever wrote to you"


def who_sees(asked: Asked) -> tuple[str, ...]:
    """Who will see the answers and until when; what cannot be undone comes first."""
    kept = words.day(asked.kept_until)
    sees = asked.who_sees.rstrip(". ") or "Only the evaluation team sees your answers"
    found = [PROMISES[asked.mode], f"{sees}, until {kept}. Your manager does not."]
    if not asked.is_linked:
        found = [NO_WAY_BACK, *found, DRAFT_IS_JOINED]
    return (*found, IN_REPORTS)


def question_page(asked: Asked, *, is_whole: bool = False) -> QuestionPage:
    """All questions, and the one to go on from. `is_whole`: on one page, with scripts too."""
    version = asked.version
    errors = instruments.look_again(asked.items, asked.typed) if asked.typed else {}
    done, whole = len(asked.answers.keys() - errors.keys()), len(asked.items)
    minutes = rules.minutes([i for i in asked.items if i.key not in asked.answers])
    place = _place(asked, errors)
    return QuestionPage(
        frame=frame(asked),
        title=version.title if version else "",
        note=version.content_note if version else "",
        come_back=f"Skip any question, stop when you like, or come back until "
        f"{rules.until(asked.closes_at)}.",
        why=version.why_we_ask if version else "",
        who=who_sees(asked),
        items=asked.items,
        answers=asked.answers,
        typed=asked.typed,
        errors=errors,
        mistakes=tuple(mistakes_in(asked.items, errors)),
        done=done,
        whole=whole,
        progress=f"{done} of {whole} done",
        time=f"about {words.plural(minutes, 'minute')} left" if done < whole else "",
        saved=f"Saved at {words.clock(asked.saved_at)}" if asked.saved_at else "",
        is_final=not asked.is_linked,
        place=place,
        go_on=_go_on(asked.items, place) if done < whole else None,
        seconds=tuple(rules.seconds(item) for item in asked.items),
        is_whole=is_whole,
    )


def _place(asked: Asked, errors: Mapping[str, str]) -> int:
    """Where to go on, counted from 0; before the first question for whoever has not begun."""
    if asked.saved_at is None:
        return -1
    return rules.place([i.key for i in asked.items], asked.answers, look_again=errors)


def _go_on(items: Sequence[ItemView], place: int) -> tuple[str, str] | None:
    if place < 1:
        return None
    return f"Go on at question {place + 1}", f"#card-{items[place].key}"


def mistakes_in(items: Sequence[ItemView], errors: Mapping[str, str]) -> list[tuple[str, str]]:
    return [
        (f"Question {number}: {errors[item.key]}", f"#q-{item.key}")
        for number, item in enumerate(items, start=1)
        if item.key in errors
    ]


def is_for_paper_only(asked: Asked) -> bool:
    """Nothing to answer here: a conversation, or questions that belong to somebody else."""
    return not asked.items


def elsewhere_page(asked: Asked) -> PlainPage:
    who = contact(asked)
    version = asked.version
    if version is not None and version.licence is Licence.LICENSED:
        return PlainPage(
            frame(asked),
            version.title,
            (
                "These questions belong to somebody else, so you answer them on their own form. "
                f"It comes to you from {who}.",
                *who_sees(asked),
            ),
        )
    return PlainPage(
        frame(asked),
        "A conversation about how it went",
        (
            "You said that you would be happy to talk with the evaluators. It takes about half an "
            f"hour. To find a time that suits you: {who}.",
            "You choose what you talk about, and you can stop at any time. You can also change "
            "your mind now, without giving a reason.",
        ),
    )
