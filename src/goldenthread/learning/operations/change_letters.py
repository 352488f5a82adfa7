"""What people are told when plans change: dates, place, who runs it, and whom they learn with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.learning.operations.cohort_letters import (
    Letter,
    Offered,
    dates,
    paragraphs,
    questions,
)
from goldenthread.ui.words import counted, day, plural, span, when


@dataclass(frozen=True)
class Moved:
    """One session: when it was, and when it is now."""

    was: datetime
    starts_at: datetime
    ends_at: datetime


def sessions_moved(name: str, facts: Offered, *, moved: Sequence[Moved], why: str) -> Letter:
    """One letter for all of them."""
    lines = "\n".join(
        f"- {span(one.starts_at, one.ends_at)} (it was {when(one.was)})" for one in moved
    )
    return Letter(
        kind="sessions_moved",
        why="Sessions they belong to have new times.",
        subject="New times for your learning sessions",
        body=paragraphs(
            f"Hello {name},",
            f"{counted(len(moved), 'session')} of {facts.cohort} moved:",
            lines,
            f"Where: {facts.where}",
            why,
            "The calendar entries with this message take the place of the earlier ones. If a new"
            " time does not suit you, tell us; we would rather know.",
            questions(facts),
        ),
    )


def hand_over(name: str, facts: Offered, *, runs_it: str, why: str) -> Letter:
    """For every member alike: who wrote something for the facilitator is nobody else's business."""
    return Letter(
        kind="facilitator_changed",
        why="Somebody else runs their sessions from now on.",
        subject="News about your learning sessions",
        body=paragraphs(
            f"Hello {name},",
            f"From now on {runs_it} runs the sessions of {facts.cohort}. Days, times and place stay"
            " as they are.",
            why,
            f"If you wrote something for the facilitator only: from today {runs_it} can read it,"
            " and whoever ran the sessions before no longer can. If you would rather it were not"
            " read, tell us.",
            questions(facts),
        ),
    )


def asked_to_run(name: str, facts: Offered) -> Letter:
    """For whoever takes over."""
    return Letter(
        kind="facilitator_begins",
        why="They run this cohort from now on.",
        subject="You run learning sessions from now on",
        body=paragraphs(
            f"Hello {name},",
            f"You now run {facts.cohort} of {facts.offer}. Thank you for stepping in.",
            dates(facts),
            f"Where: {facts.where}",
            "The calendar entries with this message hold the dates. Safety plans, the register and"
            " what people wrote for you are under “Sessions” when you sign in.",
            questions(facts),
        ),
    )


def runs_no_longer(name: str, facts: Offered, *, sessions: int) -> Letter:
    """For whoever hands over. No reason is named: it is theirs to tell."""
    return Letter(
        kind="facilitator_ends",
        why="They no longer run this cohort.",
        subject="Your calendar is updated",
        body=paragraphs(
            f"Hello {name},",
            f"Somebody else runs {facts.cohort} from now on, so that you need not think about it."
            f" This removes {plural(sessions, 'calendar entry', 'calendar entries')} of it.",
            "Thank you for all you have done for this group.",
            questions(facts),
        ),
    )


def group_changes(
    name: str, facts: Offered, *, on: date, leaving: int, joining: int, why: str
) -> Letter:
    """For those who stay where they are: how many come or go, and no names."""
    go = f"{counted(leaving, 'person', 'people')} of your group will learn in another one."
    come = f"{counted(joining, 'more person joins', 'more people join')} your group."
    return Letter(
        kind="group_changes",
        why="The group they learn with changes.",
        subject="News about your learning sessions",
        body=paragraphs(
            f"Hello {name},",
            f"From {day(on)}: {come if joining else go} You stay in {facts.cohort}; days, times and"
            " place stay as they are.",
            why,
            questions(facts),
        ),
    )


def other_group(name: str, facts: Offered, *, to: Offered, why: str) -> Letter:
    """For whoever learns in another cohort from now on."""
    return Letter(
        kind="other_group",
        why="They learn in another cohort from now on.",
        subject="Your learning sessions change",
        body=paragraphs(
            f"Hello {name},",
            f"From now on you learn in {to.cohort}. These are your dates:",
            dates(to),
            f"Where: {to.where}",
            why,
            "What you came to so far stays on your record. This message takes the old dates out of"
            " your calendar; entries for the new ones come in a message of their own. If the new"
            " dates do not suit you, tell us; we would rather know.",
            questions(facts),
        ),
    )
