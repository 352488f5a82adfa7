"""How many times a page may ask the database, at the size of one programme."""

import re

COUNTED = ("coordinator", "evaluator", "facilitator", "learner")
LIST, PAGE = 30, 12
IS_LIST = re.compile(r"_list$|_export$|outbox$|plan_show$|register_show$")
SHOWN = 15


def of(name: str) -> int:
    """The budget by the kind of page: a list, or any other page."""
    return LIST if IS_LIST.search(name) else PAGE
