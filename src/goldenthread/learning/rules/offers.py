"""When an offer may be opened, closed, started, finished or cancelled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.access.terms import Refused
from goldenthread.learning.terms import OfferKind, OfferState, OfferStep
from goldenthread.ui.words import day, listed

S = OfferState
_STATES = (S.DRAFT, S.OPEN, S.CLOSED, S.RUNNING, S.FINISHED, S.CANCELLED)
_NEXT: tuple[tuple[OfferStep, tuple[OfferState | None, ...]], ...] = (
    (OfferStep.OPEN, (S.OPEN, None, S.OPEN, None, None, None)),
    (OfferStep.CLOSE, (None, S.CLOSED, None, None, None, None)),
    (OfferStep.START, (None, S.RUNNING, S.RUNNING, None, None, None)),
    (OfferStep.FINISH, (None, None, None, S.FINISHED, None, None)),
    (OfferStep.CANCEL, (S.CANCELLED, S.CANCELLED, S.CANCELLED, S.CANCELLED, None, None)),
)
TABLE: Mapping[OfferStep, Mapping[OfferState, OfferState | None]] = {
    step: dict(zip(_STATES, row, strict=True)) for step, row in _NEXT
}
WHERE_IT_STANDS: Mapping[OfferState, str] = {
    S.DRAFT: "This offer has not opened yet.",
    S.OPEN: "This offer is open already.",
    S.CLOSED: "This offer is closed for applications.",
    S.RUNNING: "This offer has started, so people are in its sessions.",
    S.FINISHED: "This offer has finished.",
    S.CANCELLED: "This offer was cancelled.",
}
CALLED_OFF = "This is no longer going ahead. We are sorry."
KIND_NAMES: Mapping[OfferKind, str] = {
    OfferKind.COURSE: "Course",
    OfferKind.ACTION_LEARNING_SET: "Action learning sets",
    OfferKind.LEARNING_EVENT: "Learning event",
}
STATE_NAMES: Mapping[OfferState, str] = {
    S.DRAFT: "Being prepared",
    S.OPEN: "Open for applications",
    S.CLOSED: "Closed for applications",
    S.RUNNING: "Running",
    S.FINISHED: "Finished",
    S.CANCELLED: "Cancelled",
}


def next_state(state: OfferState, step: OfferStep) -> OfferState:
    """Where the step leads, or a refusal that says where the offer stands."""
    found = TABLE[step][state]
    if found is None:
        raise Refused(WHERE_IT_STANDS[state])
    return found


def may(state: OfferState, step: OfferStep) -> bool:
    """The same table, for the page that shows the button."""
    return TABLE[step][state] is not None


@dataclass(frozen=True)
class OfferDetails:
    """What a coordinator writes about an offer."""

    name: str
    kind: OfferKind
    summary: str = ""
    what_to_expect: str = ""
    words_used: str = ""
    what_to_bring: str = ""
    content_note: str = ""
    opens_on: date | None = None
    closes_on: date | None = None
    required_sector_ids: tuple[int, ...] = ()
    place_offer_days: int = 7
    is_paired_with_comparison: bool = False


def must_be_in_order(details: OfferDetails) -> None:
    """The dates of an offer run forwards, and its name says something."""
    if not details.name.strip():
        raise Refused("Give the offer a name.")
    if details.opens_on and details.closes_on and details.closes_on < details.opens_on:
        raise Refused(
            f"Applications would close on {day(details.closes_on)}, before they open on "
            f"{day(details.opens_on)}. Change one of the two dates."
        )
    if not 1 <= details.place_offer_days <= 60:
        raise Refused("Give people between 1 and 60 days to answer when a place is offered.")


def must_be_ready_to_open(*, has_summary: bool, has_criteria: bool) -> None:
    """Nobody is asked to apply for something that does not say what it is and who it is for."""
    missing = [
        words
        for there, words in (
            (has_summary, "what it is, in a few sentences"),
            (has_criteria, "who it is for, and who decided that"),
        )
        if not there
    ]
    if missing:
        raise Refused(f"Before the offer can open, write {listed(missing)}.")


def is_taking_applications(
    state: OfferState, *, opens_on: date | None, closes_on: date | None, today: date
) -> bool:
    """Open, and today is within its dates."""
    return why_not_taking(state, opens_on=opens_on, closes_on=closes_on, today=today) == ""


def why_not_taking(
    state: OfferState, *, opens_on: date | None, closes_on: date | None, today: date
) -> str:
    """The sentence for someone who would like to apply; empty while applications are taken."""
    if state == S.DRAFT:
        return "Applications have not opened yet."
    if state == S.CANCELLED:
        return CALLED_OFF
    if state == S.OPEN and opens_on and today < opens_on:
        return f"Applications open on {day(opens_on)}."
    if state == S.OPEN and closes_on and today > closes_on:
        return f"Applications closed on {day(closes_on)}."
    return "" if state == S.OPEN else "Applications have closed."


def must_take_applications(
    state: OfferState, *, opens_on: date | None, closes_on: date | None, today: date
) -> None:
    """The same rule, for the operation."""
    if sentence := why_not_taking(state, opens_on=opens_on, closes_on=closes_on, today=today):
        raise Refused(sentence)


def must_say_why_called_off(why: str) -> None:
    """People who counted on it are owed a reason."""
    if not why.strip():
        raise Refused("Say why in a sentence or two. Everyone who counted on it will read it.")


def must_go_ahead(state: OfferState) -> None:
    """Nothing new is begun in an offer that is over."""
    if state in (S.FINISHED, S.CANCELLED):
        raise Refused(WHERE_IT_STANDS[state])


def must_not_be_called_off(state: OfferState) -> None:
    """Nobody is told about places that will not be given."""
    if state == S.CANCELLED:
        raise Refused(WHERE_IT_STANDS[state])


def must_not_be_over(closes_on: date | None, *, today: date) -> None:
    """An offer whose closing day has passed would open to nobody."""
    if closes_on is not None and closes_on < today:
        raise Refused(
            f"The closing day, {day(closes_on)}, has passed. Choose a later one, then open it."
        )


def step_due(
    state: OfferState,
    *,
    closes_on: date | None,
    first: datetime | None,
    last: datetime | None,
    today: date,
    now: datetime,
) -> OfferStep | None:
    """What the calendar asks for next, if anything.

    A first session starts the round, unless applications are promised for longer: cohorts of one
    offer may begin at different times, and people may still apply for those to come.
    """
    if state == S.RUNNING:
        return OfferStep.FINISH if last is not None and last < now else None
    is_promised = state == S.OPEN and closes_on is not None and closes_on >= today
    if first is not None and first <= now and not is_promised:
        return OfferStep.START
    if state == S.OPEN and closes_on is not None and closes_on < today:
        return OfferStep.CLOSE
    return None
