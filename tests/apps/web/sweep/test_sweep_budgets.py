"""How many times each page asks the database, at the size of one programme."""

import re
import sys

import pytest

from tests.apps.web.sweep.sweep import Sweep

pytestmark = pytest.mark.django_db

LIST, PAGE = 30, 12
IS_LIST = re.compile(r"_list$|_export$|outbox$|plan_show$|register_show$|cohort_show$")
#: Pages that are over today: (most queries, why). A number here may fall and never grow.
KNOWN: dict[str, tuple[int, str]] = {}
SHOWN = 15


def budget(name: str) -> int:
    if name in KNOWN:
        return KNOWN[name][0]
    return LIST if IS_LIST.search(name) else PAGE


@pytest.mark.parametrize("actor", ("coordinator", "evaluator", "facilitator", "learner"))
def test_every_page_stays_within_its_budget_of_queries(sweep: Sweep, actor: str) -> None:
    counted = {
        (visit.name, visit.path): len(answer.asked.statements)
        for visit, answer in sweep.shown(actor)
    }
    worst = sorted(counted.items(), key=lambda row: -row[1])
    table = "\n".join(f"{n:4} of {budget(name):3}  {name}  {path}" for (name, path), n in worst)
    sys.stdout.write(f"\nQueries as {actor}:\n" + "\n".join(table.splitlines()[:SHOWN]))
    over = [
        f"{path} asks {n} times; {budget(name)} are enough ({name})"
        for (name, path), n in worst
        if n > budget(name)
    ]
    assert not over, "\n".join(over)


def test_no_known_excess_is_kept_after_it_is_gone(sweep: Sweep) -> None:
    most: dict[str, int] = {}
    for actor in ("coordinator", "evaluator", "facilitator", "learner"):
        for visit, answer in sweep.shown(actor):
            most[visit.name] = max(most.get(visit.name, 0), len(answer.asked.statements))
    allowed = {name: (LIST if IS_LIST.search(name) else PAGE) for name in KNOWN}
    gone = [name for name in KNOWN if most.get(name, 0) <= allowed[name]]
    assert gone == []
