"""Changing how answers are kept: when it may be done, and what it does to people's protection."""

from collections.abc import Mapping, Sequence

from goldenthread.access.terms import Refused
from goldenthread.evaluation.terms import ConfidentialityMode, PlanState

#: From the least protection to the most.
PROTECTION = (
    ConfidentialityMode.NAMED,
    ConfidentialityMode.PSEUDONYM,
    ConfidentialityMode.OWN_CODE,
    ConfidentialityMode.ANONYMOUS,
)
SHORTEST_REASON = 10
WHEN = (
    "While the plan is a draft, or live with nobody asked yet, you may choose any way.",
    "Once one person has been told how answers are kept, it stays: people answer on that promise.",
    "Once an answer is in, it never goes to a way that protects people less, whoever asks for it.",
)
EFFECTS: Mapping[ConfidentialityMode, Sequence[str]] = {
    ConfidentialityMode.NAMED: (
        "Evaluators see who said what. People can read and delete what they sent.",
        "Reminders go only to people who have not answered.",
    ),
    ConfidentialityMode.PSEUDONYM: (
        "One person’s answers can be compared over time. Evaluators alone can join a code to a "
        "name.",
        "People can read and delete what they sent. Reminders go only to people who have not "
        "answered.",
    ),
    ConfidentialityMode.OWN_CODE: (
        "Nobody can find, show or delete what one person sent, and the page says so first.",
        "Answers cannot be told by cohort. They can be compared over time where people make the "
        "same code again.",
        "Reminders go only to people who have not answered.",
    ),
    ConfidentialityMode.ANONYMOUS: (
        "Nobody can find, show or delete what one person sent, and the page says so first.",
        "Answers cannot be compared over time or told by cohort.",
        "Every reminder goes to everyone who was asked, answered or not.",
    ),
}


def must_allow_mode_change(state: PlanState, *, has_answers: bool, has_asked: bool) -> None:
    """The promise about answers stands once somebody has been given it."""
    if has_answers:
        raise Refused("The first answer is in, so the way answers are kept can no longer change.")
    if has_asked:
        raise Refused("People have been told how answers are kept, so this can no longer change.")
    if state == PlanState.CLOSED:
        raise Refused("This plan is closed.")


def must_be_another(was: ConfidentialityMode, to: ConfidentialityMode) -> None:
    if was is to:
        raise Refused("Answers are kept this way already. Choose another way.")


def must_say_why(reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused("Write a sentence on why the way answers are kept should change.")


def protects(was: ConfidentialityMode, to: ConfidentialityMode) -> str:
    """Whether people are better protected by the change, in a sentence."""
    if PROTECTION.index(to) > PROTECTION.index(was):
        return "This protects people more than before."
    return "This protects people less than before. Make sure that the reason is worth it."
