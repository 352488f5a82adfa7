"""What is wrong with a plan as it stands, and what a move by hand would break."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from goldenthread.learning.models import CohortPlan
from goldenthread.learning.queries.forming import Forming
from goldenthread.learning.queries.next_in_line import assignment_of
from goldenthread.learning.rules import plans as rules
from goldenthread.learning.rules.plans import cohort_token, person_token, tokens_in
from goldenthread.methods import allocation

Seated = Mapping[str, str]


@dataclass(frozen=True)
class Broken:
    """Hard rules broken; sentences speak in tokens until they are shown."""

    violations: tuple[allocation.Violation, ...]

    @property
    def is_full(self) -> bool:
        return any(v.rule == "capacity" for v in self.violations)

    @property
    def sentences(self) -> tuple[str, ...]:
        return tuple(v.sentence for v in self.violations)

    def shown(self, known: Forming) -> tuple[str, ...]:
        return tuple(named(sentence, known) for sentence in self.sentences)

    def __bool__(self) -> bool:
        return bool(self.violations)


def named(text: str, known: Forming) -> str:
    """For the coordinator, who may see who is who."""
    return rules.said(
        text,
        person=lambda pk: known.applicants[pk].card.name if pk in known.applicants else "someone",
        cohort=lambda pk: known.cohort_names.get(pk, "another cohort"),
    )


def seated_of(plan: CohortPlan) -> dict[str, str]:
    """Who the plan puts where."""
    return assignment_of({p.application_id: p.cohort_id for p in plan.places.all() if p.cohort_id})


def in_play(known: Forming, seated: Seated) -> dict[str, str]:
    """Without people who have left since the plan was made."""
    here = {person_token(pk) for pk in known.applicants}
    cohorts = {cohort_token(pk) for pk in known.cohort_names}
    return {p: c for p, c in seated.items() if p in here and c in cohorts}


def broken_now(known: Forming, seated: Seated) -> Broken:
    """Every hard rule the seating breaks, by the independent verifier."""
    plan = allocation.Plan(
        method="as it stands",
        status="ok",
        placements=tuple(
            allocation.Placement(person_id=p.id, cohort_id=seated.get(p.id), reason="")
            for p in known.problem.people
        ),
    )
    return Broken(_worded(known, allocation.verify(known.problem, plan)))


def breaks_of_move(
    known: Forming, seated: Seated, application_id: int, to_cohort_id: int | None
) -> Broken:
    """What moving one person would newly break."""
    found = allocation.check_move(
        known.problem,
        in_play(known, seated),
        person_id=person_token(application_id),
        to_cohort=cohort_token(to_cohort_id) if to_cohort_id is not None else None,
        facts=known.facts,
    )
    return Broken(_worded(known, found))


def breaks_of_swap(
    known: Forming, seated: Seated, application_id: int, with_application_id: int
) -> Broken:
    """What two people changing places would newly break."""
    before = in_play(known, seated)
    one, other = person_token(application_id), person_token(with_application_id)
    after = {**before}
    for person, cohort in ((one, before.get(other)), (other, before.get(one))):
        after.pop(person, None)
        if cohort is not None:
            after[person] = cohort
    was = set(broken_now(known, before).violations)
    return Broken(tuple(v for v in broken_now(known, after).violations if v not in was))


def _worded(
    known: Forming, found: Iterable[allocation.Violation]
) -> tuple[allocation.Violation, ...]:
    return tuple(
        replace(v, sentence=_apart(known, v.sentence)) if v.rule == "keep_apart" else v
        for v in found
    )


def _apart(known: Forming, sentence: str) -> str:
    """Why these two are kept apart, as we know it and the method does not."""
    people = [number for kind, number in tokens_in(sentence) if kind == "P"]
    ids = frozenset(known.applicants[pk].person_id for pk in people if pk in known.applicants)
    first, second = (person_token(pk) for pk in people[:2])
    return rules.APART_WORDS[known.why_apart.get(ids, "named")].format(first=first, second=second)
