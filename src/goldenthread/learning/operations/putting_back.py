"""Putting a change of plans back, whatever kind it was."""

from datetime import datetime

from goldenthread.access.actor import Actor
from goldenthread.learning.operations.relocating import put_place_back
from goldenthread.learning.operations.shifting import put_dates_back
from goldenthread.learning.queries.changes import kind_of_change
from goldenthread.learning.terms import ChangeKind


def put_back(*, cohort_id: int, change_id: int, now: datetime, by: Actor) -> None:
    """A change of this cohort, of the last month; refused where something changed since."""
    kind = kind_of_change(by, cohort_id, change_id, now=now)
    if kind == ChangeKind.DATES:
        put_dates_back(change_id=change_id, now=now, by=by)
    else:
        put_place_back(change_id=change_id, now=now, by=by)
