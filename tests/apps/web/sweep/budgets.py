"""How many times a page may ask the database, at the size of one programme."""

import re

COUNTED = ("coordinator", "evaluator", "facilitator", "learner")
LIST, PAGE = 30, 12
IS_LIST = re.compile(r"_list$|_export$|outbox$|plan_show$|register_show$|cohort_show$")
#: Pages that are over today: (most queries, why). A number here may fall and never grow.
KNOWN: dict[str, tuple[int, str]] = {
    "learning:plan_publish": (23, "reads the whole plan with everyone's posts to check it again"),
    "learning:member_move": (21, "loads the cohort and its people twice, here and for the form"),
    "learning:member_leave": (21, "loads the cohort and its people twice, here and for the form"),
    "learning:plan_move": (20, "reads the whole plan to say what each move would break"),
    "learning:session_move": (18, "loads the session twice, for the form and for the page"),
    "learning:cohort_cancel": (14, "loads the cohort with its people to say who is told"),
    "learning:session_cancel": (18, "loads the session twice, for the form and for the page"),
    "home": (20, "asks every app what needs this person today, and draws each thread"),
    "learning:cohort_add": (16, "shows the page of cohorts again around the form"),
    "learning:cohort_edit": (16, "loads the cohort with all its people to change its facts"),
    "learning:venue_add": (14, "shows the page of cohorts again around the form"),
    "learning:session_add": (13, "loads the cohort with all its people to add a day"),
    "learning:facilitator_add": (13, "loads the cohort with all its people to add one"),
}
SHOWN = 15


def plain(name: str) -> int:
    """The budget by the kind of page: a list, or any other page."""
    return LIST if IS_LIST.search(name) else PAGE


def of(name: str) -> int:
    """The budget of this page: a known excess is held where it is."""
    return KNOWN[name][0] if name in KNOWN else plain(name)
