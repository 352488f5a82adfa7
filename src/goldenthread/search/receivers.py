"""What the worker does for search: once a day, and when it begins, the index is put right.

So the names of a database that was there before the index are found within a minute.
"""

from datetime import datetime

from goldenthread.jobs import ticks
from goldenthread.search import operations


def put_right(now: datetime) -> int:
    """Whatever the index lacks, or has too much."""
    return operations.refresh()


ticks.register("search.put_right", put_right, every_minutes=24 * 60)
