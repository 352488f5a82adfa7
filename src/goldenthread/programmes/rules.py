"""Rules of programmes."""

from datetime import date

from goldenthread.access.terms import Refused


def must_end_after_start(starts_on: date, ends_on: date | None) -> None:
    """A programme lasts at least a day."""
    if ends_on is not None and ends_on < starts_on:
        raise Refused("The last day is before the first day. Choose a later last day.")
