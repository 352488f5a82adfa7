"""Rules for belonging to a cohort, which has dates."""

from datetime import date

from goldenthread.access.terms import Refused
from goldenthread.ui.words import day


def belongs_on(starts_on: date, ends_on: date | None, *, on: date) -> bool:
    """From the first day, up to but not including the day it ended."""
    return starts_on <= on and (ends_on is None or on < ends_on)


def must_end_later(starts_on: date, *, on: date) -> None:
    if on < starts_on:
        raise Refused(f"They joined on {day(starts_on)}. Choose that day or a later one.")


def must_be_another_cohort(from_cohort_id: int, to_cohort_id: int) -> None:
    if from_cohort_id == to_cohort_id:
        raise Refused("They are in this cohort already. Choose another one.")


def must_have_a_seat(free: int, *, cohort: str) -> None:
    if free < 1:
        raise Refused(f"{cohort} has no seat left.")


def must_give_a_reason(why: str) -> None:
    if not why.strip():
        raise Refused("Say why in a sentence. They will read it.")


# Names that keep their capital inside a sentence.
NAMES = ("British",)


def in_a_sentence(words: str) -> str:
    """“Large print” inside a sentence is “large print”; a name keeps its capital."""
    return words if words.startswith(NAMES) else words[:1].lower() + words[1:]


def as_a_sentence(words: str) -> str:
    """With a capital and a full stop, and nothing else changed."""
    return f"{words[:1].upper()}{words[1:]}."
