"""The figures the demonstration must show, read through the same queries as the pages."""

from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.evaluation import exports as evaluation_exports
from goldenthread.evaluation.queries.findings import findings
from goldenthread.evaluation.queries.funnel import PlanFunnel
from goldenthread.learning.queries.attendance import offer_counts
from goldenthread.learning.queries.plan_list import plans
from goldenthread.learning.queries.plans import board
from goldenthread.methods.disclosure import Audience
from goldenthread.web.demo import finding, people
from goldenthread.web.demo.surrey_answers import TABLE_1_KEYS

TABLE_1 = (9, 8, 10, 8, 9)


@dataclass(frozen=True)
class Figures:
    """What the main job is judged by."""

    sets: int
    placed: int
    waiting: int
    sessions: int
    violations: int
    answered: int | None
    table_1: tuple[int | None, ...]
    interviews: tuple[int | None, ...]


def evaluator() -> Actor:
    return people.actor_of("evaluator", today=timezone.localdate())


def read() -> Figures:
    """Read every figure as the evaluator and the coordinator would see it."""
    today = timezone.localdate()
    actor = people.actor_of("coordinator", today=today)
    offer_id = finding.year_one_offer_id()
    sets, placed, sessions = offer_counts(actor, offer_id)
    plan = board(actor, plans(actor, offer_id)[0].id, on=today)
    found = findings(evaluator(), finding.year_one_plan_id(), Audience.EVALUATION_TEAM)
    rated = {one.item.key: one.k for wave in found.waves for one in wave.items}
    return Figures(
        sets=sets,
        placed=placed,
        waiting=len(plan.waiting),
        sessions=sessions,
        violations=sum(thing.is_hard for thing in plan.things),
        answered=found.funnel.questionnaires[0].answered.value,
        table_1=tuple(rated[key] for key in TABLE_1_KEYS),
        interviews=interviews(found.funnel),
    )


def interviews(steps: PlanFunnel) -> tuple[int | None, ...]:
    """Agreed, then how many spoke in each round."""
    agreed = steps.agreed.value if steps.agreed else None
    return (agreed, *(talk.spoke.value for talk in steps.talks))


def workbook() -> bytes:
    return evaluation_exports.findings_workbook(
        evaluator(), finding.year_one_plan_id(), Audience.EVALUATION_TEAM
    )


def wrong(found: Figures) -> tuple[str, ...]:
    """A sentence for each figure that is not what the published report says."""
    expected = Figures(4, 23, 0, 16, 0, 10, TABLE_1, (7, 7, 6))
    return tuple(
        f"{name.replace('_', ' ').capitalize()} should be {getattr(expected, name)}, "
        f"and is {getattr(found, name)}."
        for name in Figures.__dataclass_fields__
        if getattr(expected, name) != getattr(found, name)
    )


def lines(found: Figures, folder: Path) -> tuple[str, ...]:
    """At most twelve lines in all; the address is printed by the server."""
    table = ", ".join("–" if n is None else str(n) for n in found.table_1)
    agreed, month, three = found.interviews
    return (
        f"People placed: {found.placed}. Waiting: {found.waiting}. Violations: {found.violations}.",
        f"{found.placed} people in {found.sets} sets, {found.sessions} sessions held.",
        f"Table 1: {table} of {found.answered}.",
        f"Interviews: {agreed} agreed, {month} at one month, {three} at three months.",
        f"Workbook: {folder / 'findings.xlsx'}",
        f"A second programme waits for you; its sign-ups: {folder / 'sign-ups.xlsx'}",
        "Sign in with one click as: " + ", ".join(p.name for p in people.PEOPLE[:4]),
    )
