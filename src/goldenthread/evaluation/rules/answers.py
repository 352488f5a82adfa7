"""May this be answered, changed, shown, deleted? What of a page is worth keeping? Pure."""

from collections.abc import Container, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from goldenthread.access.terms import Refused
from goldenthread.evaluation.terms import (
    ConfidentialityMode,
    InvitationState,
    PlanState,
    Variant,
)
from goldenthread.instruments.terms import Answer, ItemKind, ItemView, ParsedAnswers
from goldenthread.ui.words import day, in_london

#: Answers that can be found again for the person who gave them.
LINKED = frozenset({ConfidentialityMode.NAMED, ConfidentialityMode.PSEUDONYM})
#: Seconds that a question takes, kindly counted.
SECONDS = {ItemKind.LONG_TEXT: 45, ItemKind.SHORT_TEXT: 20, ItemKind.THREE_WORDS: 30}
USUAL_SECONDS = 10


class Standing(StrEnum):
    """What a personal link leads to now."""

    OPEN = "open"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    NOT_NEEDED = "not_needed"


ENDS = {
    InvitationState.ANSWERED: Standing.ANSWERED,
    InvitationState.WITHDRAWN: Standing.WITHDRAWN,
    InvitationState.CANCELLED: Standing.NOT_NEEDED,
    InvitationState.DECLINED: Standing.DECLINED,
    InvitationState.CLOSED: Standing.CLOSED,
}
WHY_NOT = {
    Standing.NOT_YET: "These questions are not open yet.",
    Standing.CLOSED: "These questions have closed.",
    Standing.ANSWERED: "Your answers have been sent already.",
    Standing.DECLINED: "You told us that you do not want to answer.",
    Standing.WITHDRAWN: "You have withdrawn from this evaluation.",
    Standing.NOT_NEEDED: "These questions are no longer needed.",
}


def standing(
    state: InvitationState,
    *,
    plan_state: PlanState,
    closes_at: datetime,
    now: datetime,
) -> Standing:
    """Time outweighs a state that nobody has ended yet."""
    if state in ENDS:
        return ENDS[state]
    if plan_state is PlanState.CLOSED or closes_at <= now:
        return Standing.CLOSED
    is_open = state is InvitationState.OPEN and plan_state is PlanState.LIVE
    return Standing.OPEN if is_open else Standing.NOT_YET


def must_be_open(found: Standing) -> None:
    if found is not Standing.OPEN:
        raise Refused(WHY_NOT[found])


def must_be_declined(found: Standing, *, closes_at: datetime, now: datetime) -> None:
    """A no can become a yes while the questions are open."""
    if found is not Standing.DECLINED:
        raise Refused(WHY_NOT.get(found, "You can answer now: these questions are open."))
    if closes_at <= now:
        raise Refused(WHY_NOT[Standing.CLOSED])


def must_be_linked(mode: ConfidentialityMode) -> None:
    """Only answers that are joined to a person can be shown to that person."""
    if mode not in LINKED:
        raise Refused("Nothing joins your answers to you, so nobody can find, show or delete them.")


def must_still_be_deletable(mode: ConfidentialityMode, plan_state: PlanState) -> None:
    must_be_linked(mode)
    if plan_state is PlanState.CLOSED:
        raise Refused(
            "The evaluation has closed and its report is written, so your answers stay in it."
        )


def must_be_readable(
    found: Standing,
    mode: ConfidentialityMode,
    *,
    plan_state: PlanState,
    closes_at: datetime,
    now: datetime,
) -> None:
    """Sent answers are read back by the link while the questions are open, and never after.

    A link lies about in mail for years; what it shows must not.
    """
    must_be_linked(mode)
    if found is not Standing.ANSWERED:
        raise Refused(WHY_NOT.get(found, "Your answers have not been sent yet."))
    if plan_state is PlanState.CLOSED or closes_at <= now:
        raise Refused("These questions have closed, so this link does not show answers.")


def items_for(
    items: Sequence[ItemView], *, variant: Variant, mode: ConfidentialityMode
) -> tuple[ItemView, ...]:
    """What this person is asked.

    Whoever came to the first session only gets the short variant, but not where answers are
    anonymous: there the shape of the answers alone would tell whose they are.
    """
    if variant is Variant.SHORT and mode in LINKED:
        return tuple(item for item in items if item.in_short_variant)
    return tuple(items)


def merged(
    before: Mapping[str, Answer], parsed: ParsedAnswers, *, skipped: Sequence[str]
) -> dict[str, Answer]:
    """The draft after a save: what is skipped is None, what is not reached yet is absent."""
    found = {key: value for key, value in before.items() if key not in parsed.values}
    for key, value in parsed.values.items():
        if value is not None or key in skipped:
            found[key] = value
    return found


def place(keys: Sequence[str], answers: Mapping[str, Answer], *, look_again: Container[str]) -> int:
    """Where to go on: a question to look at again, else the first not reached, else the last."""
    unclear = [n for n, key in enumerate(keys) if key in look_again]
    ahead = [n for n, key in enumerate(keys) if key not in answers]
    return (unclear or ahead or [len(keys) - 1])[0]


def seconds(item: ItemView) -> int:
    """About how long this question takes."""
    return SECONDS.get(item.kind, USUAL_SECONDS)


def minutes(items: Sequence[ItemView]) -> int:
    """About how long they take together."""
    return max(1, round(sum(seconds(item) for item in items) / 60))


def until(closes_at: datetime) -> str:
    return day(in_london(closes_at).date())
