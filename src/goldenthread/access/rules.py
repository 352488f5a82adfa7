"""What a grant must be, whoever gives it."""

from datetime import date

from goldenthread.access.terms import Refused


def must_run_forwards(first: date, last: date | None) -> None:
    """A role ends on or after the day it begins."""
    if last is not None and last < first:
        raise Refused("The last day cannot be before the first day.")
