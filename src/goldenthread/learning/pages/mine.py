"""Where my application stands: the words of each state."""

from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.learning.pages.apply import Group, group
from goldenthread.learning.pages.apply_links import Links
from goldenthread.learning.queries.applicants import PublishedOffer
from goldenthread.learning.queries.standing import Standing
from goldenthread.learning.rules import applications as rules
from goldenthread.learning.rules.offers import CALLED_OFF
from goldenthread.learning.rules.thread import Steps
from goldenthread.learning.terms import ApplicationState, ApplicationStep
from goldenthread.ui.words import day, when

S = ApplicationState
STOPS = ("Sent", "Looked at", "Place", "Sessions")
HERE: Mapping[ApplicationState, int] = {
    S.STARTED: 0,
    S.SUBMITTED: 1,
    S.ELIGIBLE: 2,
    S.NOT_ELIGIBLE: 1,
    S.WAITING: 2,
    S.OFFERED: 2,
    S.PLACED: 3,
    S.DECLINED: 2,
    S.WITHDRAWN: 0,
}
HEADINGS: Mapping[ApplicationState, str] = {
    S.STARTED: "Not sent yet",
    S.SUBMITTED: "We have your application",
    S.ELIGIBLE: "You meet the criteria",
    S.NOT_ELIGIBLE: "Not this time",
    S.WAITING: "You are on the waiting list",
    S.OFFERED: "There is a place for you",
    S.PLACED: "You have a place",
    S.DECLINED: "You do not have a place this time",
    S.WITHDRAWN: "You took your application back",
}
OVER = (S.WITHDRAWN, S.DECLINED)
# What somebody still counted on when the offer was called off.
COUNTED_ON = (S.SUBMITTED, S.ELIGIBLE, S.WAITING, S.OFFERED, S.PLACED)

CALLED_OFF_WORDS = (
    "We are sorry. We wrote to you about why, and you do not need to do anything.",
    "What you came to, if you did, stays on your record.",
)


@dataclass(frozen=True)
class ReasonLine:
    """One criterion, and what we found."""

    wording: str
    words: str
    tone: str
    reason: str


@dataclass(frozen=True)
class MinePage:
    """The page behind the personal link, after sending."""

    offer: PublishedOffer
    heading: str
    sentences: tuple[str, ...]
    thread: Steps
    shows_thread: bool
    sentence: str
    reasons: tuple[ReasonLine, ...]
    next_steps: tuple[str, ...]
    group: Group | None
    until: str
    place_id: int | None
    changes: tuple[tuple[str, str], ...]
    has_questions: bool
    may_withdraw: bool
    may_change_dates: bool
    links: Links


def _thread(state: ApplicationState) -> Steps:
    here = HERE[state]
    states = ["done" if n < here else "now" if n == here else "todo" for n in range(len(STOPS))]
    return tuple(zip(STOPS, states, strict=True))


def _sentences(standing: Standing, offer: PublishedOffer) -> tuple[str, ...]:
    sent = when(standing.submitted_at) if standing.submitted_at else ""
    closing = f" after applications close on {day(offer.closes_on)}" if offer.closes_on else ""
    said = {
        S.SUBMITTED: f"It reached us on {sent}. A person reads it next. {_tell_by(standing)}",
        S.ELIGIBLE: f"Places are given out{closing}. We write to you either way. "
        f"{_tell_by(standing)}",
        S.NOT_ELIGIBLE: "We have read what you sent, and this time we are not able to offer you a "
        "place. We know that this may be a disappointment.",
        S.WAITING: standing.waiting_reason
        or "There are more people than places this time. When a place comes free, it goes to the "
        "next person in the order that was drawn.",
        S.OFFERED: "It is kept for you until you answer, or until the time below.",
        S.PLACED: "These are the sessions of your group, booked together. We look forward to "
        "meeting you.",
        S.DECLINED: "The place we kept for you has gone to someone else. If that is not what you "
        "wanted, write to us: we will gladly look again.",
        S.WITHDRAWN: "Nobody will ask you why. If you change your mind while applications are "
        "open, you are welcome to start again.",
    }.get(standing.state, "")
    return (said,) if said else ()


def _tell_by(standing: Standing) -> str:
    if standing.email:
        return f"We will write to {standing.email}."
    return "We will ring you, because you gave us a phone number."


def _next_steps(standing: Standing, offer: PublishedOffer) -> tuple[str, ...]:
    """What a person who is told no could do."""
    if standing.state != S.NOT_ELIGIBLE:
        return ()
    contact = offer.programme.contact_email
    return (
        *(
            (f"If something here is not right, write to {contact}. We will read it again.",)
            if contact
            else ()
        ),
        "You can apply for another round, or pass this on to a colleague it may suit.",
        "If the criteria change while this round is open, we look at yours again by ourselves and "
        "tell you.",
    )


def _reasons(standing: Standing) -> tuple[ReasonLine, ...]:
    if standing.screening is None or standing.state != S.NOT_ELIGIBLE:
        return ()
    words = {True: ("Met", "good"), False: ("Not met", "settle"), None: ("Not known", "quiet")}
    return tuple(
        ReasonLine(one.wording, *words[one.is_met], one.reason)
        for one in standing.screening.reasons
    )


def _to_them(reason: str) -> str:
    """What the sheet notes about a person, said to that person."""
    return f"You said {reason.removeprefix('Said ')}" if reason.startswith("Said ") else reason


def _is_called_off(standing: Standing, offer: PublishedOffer) -> bool:
    return offer.why_not_taking == CALLED_OFF and standing.state in COUNTED_ON


def mine_page(standing: Standing, offer: PublishedOffer, links: Links) -> MinePage:
    """The page in the words of its state."""
    place = standing.place
    cohort = place.cohort if place else standing.cohort
    is_off = _is_called_off(standing, offer)
    return MinePage(
        offer=offer,
        heading="This is not going ahead" if is_off else HEADINGS[standing.state],
        sentences=CALLED_OFF_WORDS if is_off else _sentences(standing, offer),
        thread=_thread(standing.state),
        shows_thread=standing.state not in OVER and not is_off,
        sentence=standing.screening.sentence if standing.screening else "",
        reasons=_reasons(standing),
        next_steps=_next_steps(standing, offer),
        group=group(cohort) if cohort and not is_off else None,
        until=when(place.expires_at) if place else "",
        place_id=place.id if place else None,
        changes=tuple(
            (f"Changed on {day(change.decided_on)} by {change.decided_by}", change.why)
            for change in standing.changes
        ),
        has_questions=bool(standing.questions) and not is_off,
        may_change_dates=standing.state in rules.MAY_CHANGE_DATES and not is_off,
        may_withdraw=rules.may(standing.state, ApplicationStep.WITHDRAW),
        links=links,
    )


@dataclass(frozen=True)
class WithdrawPage:
    """What taking it back would do, before it is done."""

    offer: PublishedOffer
    title: str
    happens: tuple[str, ...]
    act: str
    links: Links


def withdraw_page(state: ApplicationState, offer: PublishedOffer, links: Links) -> WithdrawPage:
    is_draft = state == S.STARTED
    gives_up = state in (S.OFFERED, S.PLACED)
    return WithdrawPage(
        offer=offer,
        title="Delete what you typed?" if is_draft else "Take your application back?",
        happens=tuple(rules.consequences_of_withdrawing(state, is_paired=not is_draft)),
        act="Delete it now"
        if is_draft
        else "Give up my place and take it back"
        if gives_up
        else "Take it back now",
        links=links,
    )
