"""Open links, worded: for people who use services in short sentences, one idea a line."""

from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.evaluation.pages import finding_items as items
from goldenthread.evaluation.pages.answer import Frame, Line
from goldenthread.evaluation.pages.finding_items import Words
from goldenthread.evaluation.pages.finding_waves import Level
from goldenthread.evaluation.queries.open_links import Opened, OpenFindings
from goldenthread.instruments.terms import ItemKind
from goldenthread.methods.disclosure import Audience
from goldenthread.ui.words import day

CHOSEN = (ItemKind.SINGLE, ItemKind.MULTIPLE)
VIEWS: Mapping[Audience, str] = {
    Audience.EVALUATION_TEAM: "Evaluation team’s view",
    Audience.PROGRAMME_TEAM: "Programme team’s view",
    Audience.BOARD: "Board’s view",
}
CANNOT_SAY = (
    "Anybody with the link could answer, and could answer more than once. Nobody knows how many "
    "people saw it, so there is no share of all."
)
GUARDIAN = (
    "This page is for a parent or guardian.",
    "Your child would like to answer some questions.",
    "We do not ask for a name, and nothing leads to your child.",
    "Your child can leave out any question, and can stop at any time.",
    "Please read the first page too. You can see every question before it is answered.",
    "You can say no. Nothing changes for your child.",
)
OWN = (
    "Your parent or guardian said yes.",
    "Now it is your choice.",
    "You can say no. Nobody will be cross.",
    "If you say yes, you can still stop.",
    "You can leave out any question.",
    "There are no right or wrong answers.",
)
YOUNGER = (
    "These questions are for people aged 16 or over.",
    "Thank you for wanting to help.",
    "What you think still matters. You can tell a grown-up you trust.",
)
NO = ("That is fine.", "Thank you for thinking about it.", "We have kept nothing.")
THANKS = (
    "Your answers are in.",
    "Nobody can tell that they are yours.",
    "You can close this page.",
)
BUSY = "Many people are answering right now. Your answers are still here. Send them again later."


@dataclass(frozen=True, kw_only=True)
class EasyPage:
    """A page of short lines."""

    frame: Frame
    title: str
    lines: tuple[str, ...]


def easy_page(found: Opened, title: str, lines: tuple[str, ...], *, is_over: bool) -> EasyPage:
    line = Line("Support line", found.support_line, found.support_hours)
    frame = Frame(
        base=found.path,
        caption=found.offer,
        choices=(),
        own_support=line if found.support_line else None,
        is_over=is_over,
    )
    return EasyPage(frame=frame, title=title, lines=lines)


def start_lines(found: Opened) -> tuple[str, ...]:
    """What it is, that it is a choice, and what happens: before anything is asked."""
    why = (found.version.why_we_ask,) if found.version.why_we_ask else ()
    note = (found.version.content_note,) if found.version.content_note else ()
    return (
        *why,
        *note,
        "You choose if you answer.",
        "You can leave out any question.",
        "You can stop when you like.",
        *_someone_to_talk_to(found),
        "We do not ask who you are.",
        "Please do not write names.",
        "Once you send your answers, nobody can find them to give them back.",
        f"The evaluation team reads them. They are deleted after {day(found.kept_until)}.",
        f"You can answer until {day(found.closes_on)}.",
    )


def _someone_to_talk_to(found: Opened) -> tuple[str, ...]:
    """Before the questions, on a small screen too, where the panel comes last."""
    if not found.support_line:
        return ()
    return (f"If it gets hard, you can talk to someone: {found.support_line}.",)


def closed_lines(found: Opened) -> tuple[str, ...]:
    return (
        f"You could answer until {day(found.closes_on)}.",
        "Thank you for thinking about it.",
        *((f"You can still tell us something: {found.contact}.",) if found.contact else ()),
    )


def state_words(found: Opened) -> str:
    until = day(found.closes_on)
    who = "also under 16, with both yeses" if found.allows_under_16 else "16 or over"
    return f"Open until {until}, {who}" if found.is_open else f"Closed after {until}"


@dataclass(frozen=True, kw_only=True)
class OpenFindingsPage:
    """What people said by one link."""

    opened: Opened
    view: str
    level: Level
    words: tuple[Words, ...]
    cannot_say: str


def findings_page(found: OpenFindings) -> OpenFindingsPage:
    written = [one for one in found.items if one.item.kind is not ItemKind.THREE_WORDS]
    ratings = tuple(items.rating(one) for one in written if one.item.kind is ItemKind.LIKERT)
    return OpenFindingsPage(
        opened=found.opened,
        view=VIEWS[found.audience],
        level=Level(
            id="open",
            title="What people who use services said",
            tag="",
            lead="",
            ratings=ratings,
            tallies=tuple(items.tally(one) for one in written if one.item.kind in CHOSEN),
            texts=tuple(
                items.texts(one)
                for one in written
                if one.item.kind is not ItemKind.LIKERT and one.item.kind not in CHOSEN
            ),
            answers_title="Answers",
            over_title="",
            over_note="",
            table=(),
        ),
        words=tuple(
            items.words(one) for one in found.items if one.item.kind is ItemKind.THREE_WORDS
        ),
        cannot_say=CANNOT_SAY,
    )
