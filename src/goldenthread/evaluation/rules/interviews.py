"""Rules for interviews: agreed to, invited, held."""

from goldenthread.access.terms import Refused
from goldenthread.evaluation.terms import InvitationState

POSSIBLE = (
    InvitationState.PLANNED,
    InvitationState.OPEN,
    InvitationState.CLOSED,
    InvitationState.ANSWERED,
)


def must_have_interviews(waves: int) -> None:
    if not waves:
        raise Refused("This plan has no interviews.")


def must_be_possible(state: InvitationState) -> None:
    """A conversation may be recorded after the round has closed; never against the person's no."""
    if state not in POSSIBLE:
        raise Refused("This person is not being asked for this conversation.")


def must_have_agreed(*, agreed: bool) -> None:
    if not agreed:
        raise Refused("This person has not agreed to interviews.")
