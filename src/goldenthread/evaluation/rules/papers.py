"""Who gets which paper, and what a paper gives away. Pure."""

import re
from collections.abc import Mapping

from goldenthread.access.terms import Refused
from goldenthread.evaluation.rules.answers import LINKED
from goldenthread.evaluation.terms import ConfidentialityMode, InvitationState, PlanState, WaveKind

MOST_BLANK = 60
MARK = re.compile(r"W(\d{1,9})-G(\d{1,9})", re.ASCII | re.IGNORECASE)
#: Whose paper is printed. Under made-up codes whoever has answered stays among them, so that a
#: pile of paper does not tell who has not.
PRINTED: Mapping[ConfidentialityMode, frozenset[InvitationState]] = {
    ConfidentialityMode.NAMED: frozenset({InvitationState.OPEN}),
    ConfidentialityMode.PSEUDONYM: frozenset({InvitationState.OPEN, InvitationState.ANSWERED}),
}
PROMISES: Mapping[ConfidentialityMode, str] = {
    ConfidentialityMode.NAMED: "Your name is kept with your answers.",
    ConfidentialityMode.PSEUDONYM: "A made-up code stands in for your name. Only the evaluation "
    "team can join the code, or the square on this paper, to you.",
    ConfidentialityMode.OWN_CODE: "This paper has no name on it and nothing that leads to you. "
    "Please do not write your name. The code you make yourself puts your answers over time side "
    "by side.",
    ConfidentialityMode.ANONYMOUS: "This paper has no name on it and nothing that leads to you. "
    "Please do not write your name. Its mark says only which questions these are and which group "
    "they were handed out in; the group is not kept with your answers.",
}
WRITTEN_DOWN = (
    "Two people of the evaluation team write down what is on this paper, one after the other, so "
    "that nothing is misread. Then the paper is destroyed."
)


def is_named(mode: ConfidentialityMode) -> bool:
    """A paper for each person, with their own link; else blank ones."""
    return mode in LINKED


def must_be_printable(kind: WaveKind, state: PlanState, *, questions: int) -> None:
    """There are questions to print, and somebody who may be asked them now."""
    if kind is WaveKind.INTERVIEW:
        raise Refused("This is a conversation, so there is no paper for it.")
    if state is not PlanState.LIVE:
        raise Refused("Paper is handed out while a plan is live. This one is not.")
    if not questions:
        raise Refused(
            "These questions belong to somebody else and are never printed here. Use the owner’s "
            "own form."
        )


def mark_of(wave_id: int, cohort_id: int) -> str:
    """What stands on a blank paper: the round of questions and the group, and no more."""
    return f"W{wave_id}-G{cohort_id}"
