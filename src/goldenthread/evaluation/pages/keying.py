"""Writing down what somebody else said, worded."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.evaluation.pages.answer import PROMISES, mistakes_in
from goldenthread.evaluation.queries.keying import Beside, InHand, WaveInHand
from goldenthread.evaluation.rules import keying as rules
from goldenthread.evaluation.terms import ConfidentialityMode, KeyingState
from goldenthread.instruments.rules import said
from goldenthread.instruments.terms import ItemView, ParsedAnswers
from goldenthread.ui.words import counted, n_of, plural

TURN = {1: "the first time", 2: "the second time"}
NOTHING = "Nothing"
STATES = {
    KeyingState.FIRST: "Being written down the first time",
    KeyingState.SECOND: "Waits for a second person",
    KeyingState.DIFFERS: "Both have written it down, and they differ",
}


@dataclass(frozen=True, kw_only=True)
class WritePage:
    """The questions, for one person's turn at writing down."""

    heading: str
    lead: str
    promise: str
    title: str
    parsed: ParsedAnswers
    items: tuple[ItemView, ...]
    mistakes: tuple[tuple[str, str], ...]
    asks_code: bool


@dataclass(frozen=True, kw_only=True)
class Differing:
    """One question on which the two differ."""

    key: str
    wording: str
    first: str
    second: str


@dataclass(frozen=True, kw_only=True)
class SettlePage:
    """What differs, side by side."""

    heading: str
    agreed: str
    differing: tuple[Differing, ...]
    asks_code: bool


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    """A paper in the list."""

    form_id: int
    label: str
    words: str
    act: str
    settles: bool


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Papers of one wave in hand, and how often two people agreed."""

    wave_id: int
    plan_id: int
    offer: str
    heading: str
    rule: str
    counted: str
    is_named: bool
    papers: tuple[PaperLine, ...]


def whose(found: InHand) -> str:
    """The paper, with the name only where answers carry names anyway."""
    named = found.mode is ConfidentialityMode.NAMED and found.person
    return f"{found.label}, {found.person}" if named else found.label


def place_for(found: InHand, me: str) -> int:
    return rules.place_of(found.state, found.keyers, me)


def write_page(found: InHand, place: int, parsed: ParsedAnswers | None) -> WritePage:
    shown = parsed or ParsedAnswers(dict(found.answers), {}, dict(found.typed))
    asks_code = found.mode is ConfidentialityMode.OWN_CODE
    lead = (
        "Copy what the paper says, and leave out what it leaves out. It counts once you finish."
        if found.single_entry
        else "Copy what the paper says, and leave out what it leaves out. A second person does "
        "the same without seeing this, and nothing counts before both say the same."
    )
    if place == 2:
        lead = (
            "Somebody else has written this down before. You do not see what they wrote, so that "
            "you read the paper with your own eyes."
        )
    if not found.person_id and place == 1:
        lead = f"Write “{found.label}” on the paper first. {lead}"
    return WritePage(
        heading=f"{whose(found)}: {TURN[place]}",
        lead=lead,
        promise=PROMISES[found.mode] if found.person_id else "",
        title=found.title,
        parsed=shown,
        items=found.items,
        mistakes=tuple(mistakes_in(found.items, shown.errors)),
        asks_code=asks_code and (place == 2 or found.single_entry),
    )


def settle_page(found: InHand, both: Beside) -> SettlePage:
    keys = rules.differences(found.items, both.first, both.second)
    asked = [item for item in found.items if item.key in keys]
    same = len(found.items) - len(asked)
    return SettlePage(
        heading=f"{whose(found)}: {counted(len(asked), 'question')} to settle",
        agreed=f"Both wrote the same for {n_of(same, len(found.items))} questions.",
        differing=tuple(
            Differing(
                key=item.key,
                wording=item.wording,
                first=said(item, both.first.get(item.key)) or NOTHING,
                second=said(item, both.second.get(item.key)) or NOTHING,
            )
            for item in asked
        ),
        asks_code=found.mode is ConfidentialityMode.OWN_CODE,
    )


def differing_keys(page: SettlePage) -> Sequence[str]:
    return [one.key for one in page.differing]


def list_page(found: WaveInHand) -> ListPage:
    return ListPage(
        wave_id=found.wave_id,
        plan_id=found.plan_id,
        offer=found.offer,
        heading=f"Written down by hand: {found.wave}",
        rule="This plan says once: what one person writes down counts at once."
        if found.single_entry
        else "Two people write each paper down, one after the other. What differs is settled "
        "beside the paper. Nothing counts in the findings before that.",
        counted=_counted(found),
        is_named=found.is_named,
        papers=tuple(
            PaperLine(
                form_id=one.form_id,
                label=one.label,
                words=STATES[one.state],
                act=_act(one.state, is_mine=one.is_mine),
                settles=one.state is KeyingState.DIFFERS,
            )
            for one in found.papers
        ),
    )


def _act(state: KeyingState, *, is_mine: bool) -> str:
    if state is KeyingState.DIFFERS:
        return "Settle side by side"
    if state is KeyingState.SECOND:
        return "" if is_mine else "Write it down the second time"
    return "Go on writing" if is_mine else ""


def _counted(found: WaveInHand) -> str:
    if not found.settled:
        return "None is settled yet."
    papers = f"{plural(found.settled, 'paper is', 'papers are')} settled."
    if not found.compared:
        return papers
    same = n_of(found.agreed, found.compared)
    return f"{papers} Both people wrote the same for {same} questions."
