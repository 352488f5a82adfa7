"""How many times a page may ask the database, at the size of one programme."""

import re

COUNTED = ("coordinator", "evaluator", "facilitator", "learner")
LIST, PAGE = 30, 12
IS_LIST = re.compile(r"_list$|_export$|outbox$|plan_show$|register_show$|cohort_show$")
#: Pages that are over today: (most queries, why). A number here may fall and never grow.
KNOWN: dict[str, tuple[int, str]] = {}
SHOWN = 15


def plain(name: str) -> int:
    """The budget by the kind of page: a list, or any other page."""
    return LIST if IS_LIST.search(name) else PAGE


def of(name: str) -> int:
    """The budget of this page: a known excess is held where it is."""
    return KNOWN[name][0] if name in KNOWN else plain(name)
