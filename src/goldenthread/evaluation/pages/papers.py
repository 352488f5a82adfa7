"""Questionnaires on paper, worded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from goldenthread.evaluation.pages.answer import Frame, Line
from goldenthread.evaluation.queries.papers import Group, PaperWave, PersonPaper
from goldenthread.evaluation.rules import papers as rules
from goldenthread.evaluation.rules.codes import PARTS
from goldenthread.evaluation.terms import ConfidentialityMode
from goldenthread.instruments.terms import ItemView
from goldenthread.ui.qr import qr_svg
from goldenthread.ui.words import day, in_london, plural

LEAVE_OUT = "You do not have to answer. Leave out any question, or stop where you like."
HOW = "Tick the box beside what fits best. Write on the lines, as much or as little as you want."
AFTER = "Thank you. If something in the questions stays with you, talking to someone can help."
WHY_BLANK = (
    "People were told that nothing joins their answers to them. So these papers are blank: no "
    "name, no link, and a mark that says only which questions and which group."
)
WHY_NAMED = (
    "Each paper has the person’s own link as a square to scan. Whoever has the paper can answer "
    "as that person, so hand it to them and to nobody else."
)
SLIP = "Take this slip off before you hand the paper back."


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One paper."""

    key: str
    person: str
    slip: str
    items: tuple[ItemView, ...]
    qr: SafeString
    qr_words: str
    mark: str
    back: str


@dataclass(frozen=True, kw_only=True)
class PaperPage:
    """A pile of papers that differ only in whose they are."""

    wave_id: int
    plan_id: int
    offer: str
    frame: Frame
    heading: str
    title: str
    note: str
    why: str
    before: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    is_large: bool
    code_parts: tuple[str, ...]


def groups(wave: PaperWave) -> list[tuple[int, str]]:
    return [
        (
            one.id,
            f"{one.name}: {plural(one.people, 'person', 'people')} asked, "
            f"until {day(in_london(one.closes_at).date())}",
        )
        for one in wave.groups
    ]


def why(wave: PaperWave) -> str:
    return WHY_NAMED if rules.is_named(wave.mode) else WHY_BLANK


def paper_page(wave: PaperWave, sheets: Sequence[Sheet], *, is_large: bool) -> PaperPage:
    version = wave.version
    line = Line("Your support line", wave.support_line, wave.support_hours)
    own_code = wave.mode is ConfidentialityMode.OWN_CODE
    return PaperPage(
        wave_id=wave.id,
        plan_id=wave.plan_id,
        offer=wave.offer,
        frame=Frame(
            base="",
            caption=wave.offer,
            choices=(),
            own_support=line if wave.support_line else None,
            is_over=False,
        ),
        heading=f"{plural(len(sheets), 'paper')} to print",
        title=version.title if version else "",
        note=version.content_note if version else "",
        why=version.why_we_ask if version else "",
        before=_before(wave),
        sheets=tuple(sheets),
        is_large=is_large,
        code_parts=tuple(f"{part.label}: {part.hint}" for part in PARTS) if own_code else (),
    )


def _before(wave: PaperWave) -> tuple[str, ...]:
    sees = wave.who_sees.rstrip(". ") or "Only the evaluation team sees your answers"
    return (
        rules.PROMISES[wave.mode],
        f"{sees}, until {day(wave.kept_until)}. Your manager does not.",
        rules.WRITTEN_DOWN,
        "Reports count answers and never say who said what.",
    )


def person_sheets(
    wave: PaperWave, papers: Sequence[PersonPaper], *, absolute: Callable[[str], str]
) -> list[Sheet]:
    """A paper for each person. Under a made-up code the name is on a slip that comes off."""
    comes_off = wave.mode is ConfidentialityMode.PSEUDONYM
    return [
        Sheet(
            key=str(one.invitation_id),
            person=one.name,
            slip=SLIP if comes_off else "",
            items=one.items,
            qr=qr_svg(absolute(one.path)),
            qr_words="Rather answer on a phone or a computer? Scan this square. It is your own "
            f"link, until {day(in_london(one.closes_at).date())}.",
            mark=f"Paper {one.invitation_id}",
            back=_back(wave, until=day(in_london(one.closes_at).date())),
        )
        for one in papers
    ]


def blank_sheets(
    wave: PaperWave, group: Group, *, copies: int, absolute: Callable[[str], str], key_path: str
) -> list[Sheet]:
    """The same paper so many times: nothing on one tells it from another."""
    mark, until = rules.mark_of(wave.id, group.id), day(in_london(group.closes_at).date())
    qr = qr_svg(absolute(key_path))
    return [
        Sheet(
            key=str(number),
            person="",
            slip="",
            items=wave.version.items if wave.version else (),
            qr=qr,
            qr_words="For the evaluation team: the square leads to where papers are written down. "
            "It is the same on every paper.",
            mark=f"{mark}, {group.name}",
            back=_back(wave, until=until),
        )
        for number in range(1, copies + 1)
    ]


def _back(wave: PaperWave, *, until: str) -> str:
    who = wave.contact or "whoever gave it to you"
    return f"Hand or send this paper to {who} by {until}, in an envelope if you like."
