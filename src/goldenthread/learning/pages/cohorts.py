"""Cohorts in words: seats, dates, who is there, what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from goldenthread.directory.terms import ADJUSTMENT_WORDS, PersonCard
from goldenthread.learning.pages.columns import where_and_when
from goldenthread.learning.pages.mix import Segment, letter_order, segments
from goldenthread.learning.queries.cohort_page import CohortPage
from goldenthread.learning.queries.cohorts import CohortRow, OfferOfCohorts, SessionRow
from goldenthread.learning.rules.memberships import as_a_sentence, in_a_sentence
from goldenthread.learning.rules.sessions import waiting_sentence
from goldenthread.learning.terms import CohortPolicy, CohortState, Mark, SessionState
from goldenthread.ui.words import counted, listed, n_of, plural, span

STATE_WORDS = {
    CohortState.PLANNED: ("Planned", ""),
    CohortState.RUNNING: ("Running", "accent"),
    CohortState.FINISHED: ("Finished", "good"),
    CohortState.CANCELLED: ("Cancelled", "quiet"),
}
SESSION_WORDS = {
    SessionState.PLANNED: ("Planned", ""),
    SessionState.HELD: ("Held", "good"),
    SessionState.CANCELLED: ("Cancelled", "quiet"),
}
MARK_WORDS: Mapping[Mark, tuple[str, str]] = {
    Mark.WHOLE: ("W", "came for the whole"),
    Mark.PART: ("P", "came for part"),
    Mark.NOT_ABLE: ("–", "was not able to attend"),
}


@dataclass(frozen=True)
class CohortLine:
    """One cohort in the list of an offer."""

    id: int
    name: str
    state: str
    tone: str
    policy: str
    lines: tuple[str, ...]
    seats: str
    sessions: str
    facilitators: str
    segments: list[Segment]
    missing: str


@dataclass(frozen=True)
class CohortsPage:
    """The cohorts of an offer."""

    offer_id: int
    offer: str
    heading: str
    lines: tuple[CohortLine, ...]
    may_edit: bool
    may_form: bool


def cohorts_page(found: OfferOfCohorts) -> CohortsPage:
    """The answer in the heading."""
    members = sum(len(row.members) for row in found.cohorts)
    seats = sum(row.seats for row in found.cohorts if row.state != CohortState.CANCELLED)
    heading = "No cohort yet"
    if found.cohorts:
        heading = f"{counted(len(found.cohorts), 'cohort')}, {n_of(members, seats)} seats taken"
    return CohortsPage(
        offer_id=found.id,
        offer=found.name,
        heading=heading,
        lines=tuple(_line(row) for row in found.cohorts),
        may_edit=found.may_edit,
        may_form=found.may_form,
    )


def _line(row: CohortRow) -> CohortLine:
    state, tone = STATE_WORDS[row.state]
    return CohortLine(
        id=row.id,
        name=row.name,
        state=state,
        tone=tone,
        policy=policy_words(row),
        lines=where_and_when(row)[:2],
        seats=seats_words(row),
        sessions=plural(len(row.sessions), "session"),
        facilitators=listed([name for _, name in row.facilitators]) or "No facilitator yet",
        segments=segments(row.members),
        missing=waiting_sentence(row.without_plan) if row.without_plan else "",
    )


def policy_words(row: CohortRow) -> str:
    """Mixed, or the comparison that was declared."""
    if row.policy == CohortPolicy.SINGLE_ORGANISATION:
        return f"Only {row.organisation}, to compare"
    return "Mixed organisations"


def seats_words(row: CohortRow) -> str:
    """Members, people still deciding, and what is left."""
    said = [f"{n_of(len(row.members), row.seats)} seats taken"]
    if row.asked:
        said.append(f"{plural(row.asked, 'person', 'people')} deciding")
    if row.free and row.state == CohortState.PLANNED:
        said.append(f"{row.free} left")
    return " · ".join(said)


@dataclass(frozen=True)
class DateLine:
    """One session on the cohort's page."""

    id: int
    number: int
    when: str
    title: str
    state: str
    tone: str
    is_planned: bool
    register_is_due: bool


@dataclass(frozen=True)
class MemberLine:
    """One member: adjustments, and a mark a session where marks may be seen."""

    id: int
    name: str
    letter: str
    sector: str
    place: str
    adjustments: str
    marks: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class CohortShow:
    """Everything the cohort's own page prints."""

    id: int
    offer_id: int
    offer: str
    name: str
    state: str
    tone: str
    facts: tuple[tuple[str, str], ...]
    segments: list[Segment]
    dates: tuple[DateLine, ...]
    members: tuple[MemberLine, ...]
    former: tuple[str, ...]
    facilitators: tuple[tuple[int, str], ...]
    features: str
    missing: str
    sees_offer: bool
    may_edit: bool
    may_form: bool
    may_run: bool
    may_send: bool


def cohort_show(found: CohortPage, *, now: datetime) -> CohortShow:
    """One cohort, worded."""
    row = found.row
    state, tone = STATE_WORDS[row.state]
    is_open = row.state in (CohortState.PLANNED, CohortState.RUNNING)
    return CohortShow(
        id=row.id,
        offer_id=row.offer_id,
        offer=found.offer,
        name=row.name,
        state=state,
        tone=tone,
        facts=(
            ("Seats", seats_words(row)),
            ("Who", policy_words(row)),
            ("Where", where_and_when(row)[1]),
        ),
        segments=segments(row.members),
        dates=tuple(_date(s, now) for s in row.sessions),
        members=tuple(_member(card, found) for card in sorted(row.members, key=letter_order)),
        former=tuple(found.former),
        facilitators=row.facilitators,
        features=_said(row.features),
        missing=waiting_sentence(row.without_plan) if row.without_plan else "",
        sees_offer=found.sees_offer,
        may_edit=found.may_edit and is_open,
        may_form=found.may_form and is_open,
        may_run=found.may_run,
        may_send=bool(found.may_run and row.members and row.to_come and not row.without_plan),
    )


def _said(codes: Sequence[str]) -> str:
    """Adjustments as one sentence; empty when there are none."""
    words = listed([in_a_sentence(ADJUSTMENT_WORDS[code]) for code in codes])
    return as_a_sentence(words) if words else ""


def _date(row: SessionRow, now: datetime) -> DateLine:
    state, tone = SESSION_WORDS[row.state]
    is_planned = row.state == SessionState.PLANNED
    return DateLine(
        id=row.id,
        number=row.number,
        when=span(row.starts_at, row.ends_at),
        title=row.title,
        state=state if row.has_safety_plan or not is_planned else "Needs a safety plan",
        tone=tone if row.has_safety_plan or not is_planned else "settle",
        is_planned=is_planned,
        register_is_due=is_planned and row.starts_at <= now,
    )


def _member(card: PersonCard, found: CohortPage) -> MemberLine:
    return MemberLine(
        id=card.id,
        name=card.name,
        letter=card.sector_letter or "O",
        sector=card.sector_name,
        place=", ".join(part for part in (card.title or card.organisation, card.place) if part),
        adjustments=_said(card.adjustments),
        marks=_marks(card.id, found),
    )


def _marks(person_id: int, found: CohortPage) -> tuple[tuple[str, str, str], ...]:
    """(letter, class, words) for each session held, where marks may be seen."""
    if not found.sees_marks:
        return ()
    shown = []
    for session in found.row.sessions:
        if session.state != SessionState.HELD:
            continue
        mark = found.marks.get((session.id, person_id))
        letter, words = MARK_WORDS[mark] if mark else ("·", "not on this register")
        shown.append((letter, mark.value if mark else "none", f"Session {session.number}: {words}"))
    return tuple(shown)
