"""Writing down what somebody else said: twice, by two people, and then settled. Pure."""

from collections.abc import Mapping, Sequence

from goldenthread.access.terms import Refused
from goldenthread.evaluation.rules.answers import LINKED, WHY_NOT, Standing
from goldenthread.evaluation.terms import ConfidentialityMode, KeyingState, PlanState, ReachedHow
from goldenthread.instruments.terms import Answer, ItemView


def must_be_for_a_person(mode: ConfidentialityMode) -> None:
    """Whoever writes answers down sees them; beside a name only where people were told so."""
    if mode not in LINKED:
        raise Refused(
            "People were told that nothing joins their answers to them. So answers are written "
            "down from blank papers, and never for somebody by name."
        )


def must_be_for_blank_paper(mode: ConfidentialityMode) -> None:
    if mode in LINKED:
        raise Refused("Here each person has a paper of their own. Open it from the list of papers.")


def must_have_said_yes(how: ReachedHow, *, said_yes: bool) -> None:
    """By phone nobody puts a pen to paper: the yes is said aloud and noted."""
    if how is ReachedHow.PHONE and not said_yes:
        raise Refused("Ask the person first, and note that they said yes aloud.")


def must_leave_room(*, asked: int, answered: int, in_hand: int) -> None:
    """Blank papers cannot outnumber the people who were asked."""
    if answered + in_hand >= asked:
        raise Refused(
            "There are as many answers as people who were asked. Look whether this paper was "
            "written down already, or its person also answered online."
        )


def must_be_live(state: PlanState) -> None:
    if state is not PlanState.LIVE:
        raise Refused("The plan is not live, so no answers are added.")


def must_still_count(found: Standing) -> None:
    """Paper comes late: what was handed out in time counts after the questions have closed."""
    if found not in (Standing.OPEN, Standing.CLOSED):
        raise Refused(WHY_NOT[found])


def place_of(state: KeyingState, keyers: Mapping[int, str], me: str) -> int:
    """Which time of writing down this is for me: 1 or 2. Refused where it is not my turn."""
    if state is KeyingState.FIRST:
        place = 1
    elif state is KeyingState.SECOND:
        place = 2
    else:
        raise Refused("Both have written this down. What differs is settled side by side.")
    holder = keyers.get(place)
    if holder is not None and holder != me:
        raise Refused("Somebody else has begun to write this down. They finish it, or start over.")
    if place == 2 and keyers.get(1) == me:
        raise Refused("You wrote this down the first time. Somebody else does it the second time.")
    return place


def differences(
    items: Sequence[ItemView], first: Mapping[str, Answer], second: Mapping[str, Answer]
) -> tuple[str, ...]:
    """Keys of questions on which the two differ. Spare spaces and capitals are no difference."""
    return tuple(
        item.key for item in items if _plain(first.get(item.key)) != _plain(second.get(item.key))
    )


def _plain(value: Answer) -> object:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return " ".join(value.split()).casefold() if isinstance(value, str) else value


def must_be_settled_whole(differ: Sequence[str], settled: Mapping[str, Answer]) -> None:
    left = [key for key in differ if key not in settled]
    if left:
        raise Refused("Choose what the paper says for every question on which the two differ.")
