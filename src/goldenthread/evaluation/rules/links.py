"""Whose links an evaluator may see one by one, and what may be done with a link. Pure."""

from datetime import datetime

from goldenthread.access.terms import Refused
from goldenthread.evaluation.rules.answers import LINKED, Standing, must_be_open
from goldenthread.evaluation.terms import ConfidentialityMode

WHY_NO_LIST = {
    ConfidentialityMode.PSEUDONYM: "Answers are kept under made-up codes. A list by name of who "
    "has answered, beside answers that come in one by one, would join names to codes for whoever "
    "looks on. So there is none: the join is looked up on purpose, by evaluators, one at a time.",
    ConfidentialityMode.OWN_CODE: "People were told that nobody can join their answers to a name. "
    "A list of who has answered, and when, would begin to. So there is none.",
    ConfidentialityMode.ANONYMOUS: "People were told that nothing joins their answers to them. A "
    "list of who has answered, and when, would begin to. So there is none.",
}


def may_list(mode: ConfidentialityMode) -> bool:
    """A list by name, with what became of each link: where answers carry names anyway."""
    return mode is ConfidentialityMode.NAMED


def must_be_listed(mode: ConfidentialityMode) -> None:
    if not may_list(mode):
        raise Refused(WHY_NO_LIST[mode])


def may_name_unreached(mode: ConfidentialityMode, *, is_reminder: bool) -> bool:
    """Who did not get a first message tells only that they were asked, and where everyone is
    reminded, so does a reminder. Elsewhere a reminder tells that its reader has not answered."""
    return mode in LINKED or not is_reminder or mode is ConfidentialityMode.ANONYMOUS


def must_be_reachable(
    mode: ConfidentialityMode, found: Standing, *, closes_at: datetime, now: datetime
) -> None:
    """Reached by phone or on paper, while the questions are open. In the modes that keep no
    answer with a name, whether the person has answered is not asked."""
    if mode in LINKED:
        must_be_open(found)
    elif closes_at <= now:
        must_be_open(Standing.CLOSED)


def must_be_writable(*, has_address: bool, is_paused: bool) -> None:
    """A message would reach them, and they have not asked us not to write."""
    if is_paused:
        raise Refused("This person has asked for no messages now.")
    if not has_address:
        raise Refused("We do not write to this person by email. Phone them, or hand out paper.")
