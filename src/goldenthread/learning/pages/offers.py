"""The pages of offers, in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.learning.queries.offers import CohortSummary, CriteriaCard, OfferCard, OfferRow
from goldenthread.learning.queries.thread import OfferThread
from goldenthread.learning.rules import applications as states
from goldenthread.learning.rules import offers as rules
from goldenthread.learning.terms import (
    ApplicationState,
    CriterionKind,
    Mode,
    OfferState,
    OfferStep,
)
from goldenthread.ui.words import day, listed, n_of, plural, short_day

STATE_TONES: Mapping[OfferState, str] = {
    OfferState.DRAFT: "quiet",
    OfferState.OPEN: "good",
    OfferState.CLOSED: "",
    OfferState.RUNNING: "accent",
    OfferState.FINISHED: "quiet",
    OfferState.CANCELLED: "quiet",
}
APPLICATION_TONES: Mapping[ApplicationState, str] = {
    ApplicationState.SUBMITTED: "settle",
    ApplicationState.ELIGIBLE: "good",
    ApplicationState.PLACED: "good",
    ApplicationState.OFFERED: "accent",
}


@dataclass(frozen=True)
class Act:
    """One thing to do next."""

    label: str
    href: str
    why: str = ""


@dataclass(frozen=True)
class OfferLine:
    """One offer in the list, with its thread."""

    name: str
    href: str
    kind: str
    programme: str
    state: str
    tone: str
    thread: OfferThread


@dataclass(frozen=True)
class OfferList:
    """The offers within reach."""

    lines: tuple[OfferLine, ...]
    heading: str
    add_href: str


@dataclass(frozen=True)
class StateLine:
    """How many applications are in one state."""

    name: str
    count: int
    href: str


@dataclass(frozen=True)
class CohortLine:
    """One cohort in a line."""

    name: str
    href: str
    words: str
    seats: str


@dataclass(frozen=True)
class CriterionLine:
    """One criterion, and how it is answered."""

    wording: str
    how: str


@dataclass(frozen=True)
class OfferPage:
    """An offer's own page."""

    card: OfferCard
    state: str
    tone: str
    facts: tuple[tuple[str, str], ...]
    thread: OfferThread
    first: Act | None
    others: tuple[Act, ...]
    states: tuple[StateLine, ...]
    applications_href: str
    cohorts: tuple[CohortLine, ...]
    cohorts_href: str
    programme_href: str
    criteria: tuple[CriterionLine, ...]
    criteria_words: str
    criteria_href: str
    public_path: str
    read_first: tuple[tuple[str, str], ...]


def _to(name: str, offer_id: int) -> str:
    return reverse(f"learning:{name}", args=(offer_id,))


def offer_list(actor: Actor, threads: Sequence[OfferThread]) -> OfferList:
    working = [
        t for t in threads if t.offer.state not in (OfferState.FINISHED, OfferState.CANCELLED)
    ]
    return OfferList(
        lines=tuple(
            OfferLine(
                name=found.offer.name,
                href=_to("offer_show", found.offer.id),
                kind=found.offer.kind_name,
                programme=found.offer.programme,
                state=found.offer.state_name,
                tone=STATE_TONES[found.offer.state],
                thread=found,
            )
            for found in threads
        ),
        heading=f"Offers: {len(working)} under way" if working else "Offers",
        add_href=reverse("learning:offer_add") if actor.may(Permission.OFFER_EDIT) else "",
    )


def _next(row: OfferRow, *, may_edit: bool, may_screen: bool) -> Act | None:
    """The one solid button: what moves this offer on."""
    if may_edit and row.state == OfferState.DRAFT:
        return Act("Open for applications", _to("offer_open", row.id))
    if row.state == OfferState.CANCELLED:
        return None
    if may_screen and row.to_screen:
        label = f"Screen {plural(row.to_screen, 'application')}"
        return Act(label, f"{_to('application_list', row.id)}?state=submitted")
    if may_edit and row.state == OfferState.CLOSED and row.applications:
        return Act("Form cohorts", _to("plan_list", row.id))
    return None


def _others(row: OfferRow, *, may_edit: bool) -> tuple[Act, ...]:
    if not may_edit:
        return ()
    acts = []
    if row.state not in (OfferState.FINISHED, OfferState.CANCELLED):
        acts.append(Act("Edit the offer", _to("offer_edit", row.id)))
    if rules.may(row.state, OfferStep.CLOSE):
        acts.append(Act("Close applications", _to("offer_close", row.id)))
    if row.state == OfferState.CLOSED:
        acts.append(Act("Open again", _to("offer_open", row.id)))
    if rules.may(row.state, OfferStep.CANCEL):
        acts.append(Act("Call it off", _to("offer_cancel", row.id)))
    acts.append(Act("What happened", _to("history_list", row.id)))
    return tuple(acts)


def _facts(card: OfferCard, cohorts: Sequence[CohortSummary]) -> tuple[tuple[str, str], ...]:
    row = card.row
    facts = [("Applications", str(row.applications)), ("To be screened", str(row.to_screen))]
    if cohorts:
        placed, seats = sum(c.members for c in cohorts), sum(c.maximum for c in cohorts)
        facts.append(("Seats placed", n_of(placed, seats)))
    if row.closes_on:
        over = row.state not in (OfferState.DRAFT, OfferState.OPEN)
        facts.append(("Closed on" if over else "Open until", day(row.closes_on)))
    return tuple(facts)


def _state_lines(
    offer_id: int, counts: Counter[ApplicationState], *, may_see: bool
) -> tuple[StateLine, ...]:
    href = _to("application_list", offer_id) if may_see else ""
    return tuple(
        StateLine(
            states.STATE_NAMES[state],
            counts[state],
            f"{href}?state={state.value}" if href else "",
        )
        for state in ApplicationState
        if counts[state]
    )


def cohort_line(row: CohortSummary) -> CohortLine:
    where = "Online" if row.mode == Mode.ONLINE else "In person"
    begins = (
        f"begins {short_day(row.starts_at)} {row.starts_at.year}"
        if row.starts_at
        else "no dates yet"
    )
    return CohortLine(
        row.name,
        reverse("learning:cohort_show", args=(row.id,)),
        f"{where}, {plural(row.sessions, 'session')}, {begins}",
        n_of(row.members, row.maximum),
    )


def _criterion_lines(card: CriteriaCard | None) -> tuple[CriterionLine, ...]:
    how = {
        CriterionKind.YES_NO: "Yes or no",
        CriterionKind.JUDGEMENT: "In words; a person reads it",
    }
    return tuple(CriterionLine(c.wording, how[c.kind]) for c in (card.criteria if card else ()))


def criteria_words(card: CriteriaCard | None) -> str:
    if card is None:
        return "Nobody has decided yet who this is for."
    for_all = "" if card.criteria else "For everyone. "
    return (
        f"{for_all}Version {card.number}, decided by {card.decided_by} on {day(card.decided_on)}."
    )


def _read_first(card: OfferCard) -> tuple[tuple[str, str], ...]:
    rows = (
        ("What it is", card.summary),
        ("Content note", card.content_note),
        ("What to expect", card.what_to_expect),
        ("What to bring", card.what_to_bring),
        ("Words we use", card.words_used),
        ("Every cohort includes", listed(card.required_sectors)),
        ("Days to answer when a place is offered", str(card.place_offer_days)),
    )
    return tuple((key, value) for key, value in rows if value)


def offer_page(
    actor: Actor,
    card: OfferCard,
    thread: OfferThread,
    cohorts: Sequence[CohortSummary],
) -> OfferPage:
    """Everything on the page, for what this actor may do."""
    pk = card.id
    may_edit = actor.may_reach(Permission.OFFER_EDIT, "offer", pk)
    may_screen = actor.may_reach(Permission.APPLICATION_SCREEN, "offer", pk)
    may_see = actor.may_reach(Permission.APPLICATION_VIEW, "offer", pk)
    return OfferPage(
        card=card,
        state=card.row.state_name,
        tone=STATE_TONES[card.row.state],
        facts=_facts(card, cohorts),
        thread=thread,
        first=_next(card.row, may_edit=may_edit, may_screen=may_screen),
        others=_others(card.row, may_edit=may_edit),
        states=_state_lines(pk, card.counts, may_see=may_see),
        applications_href=_to("application_list", pk) if may_see else "",
        cohorts=tuple(cohort_line(row) for row in cohorts),
        cohorts_href=_to("cohort_list", pk),
        programme_href=reverse("programmes:programme_show", args=(card.row.programme_id,))
        if actor.may_reach(Permission.PROGRAMME_VIEW, "programme", card.row.programme_id)
        else "",
        criteria=_criterion_lines(card.criteria),
        criteria_words=criteria_words(card.criteria),
        criteria_href=_to("criteria_list", pk),
        public_path=reverse("learning:apply_show", args=(card.row.slug,)),
        read_first=_read_first(card),
    )
