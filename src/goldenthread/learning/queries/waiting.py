"""Why someone is on the waiting list, in words for them: true, and about nobody else."""

from collections import Counter

from goldenthread.learning.queries.forming import Forming
from goldenthread.learning.queries.plan_checks import Seated, in_play
from goldenthread.learning.rules import plans as rules
from goldenthread.learning.rules.plans import cohort_token, person_token
from goldenthread.methods import allocation

# Rules about the person and the cohort alone.
OWN = frozenset({"available", "mode", "adjustment", "single_organisation", "eligible"})


def why_waiting(known: Forming, seated: Seated, application_id: int) -> str:
    """The sentence for one person."""
    sizes = Counter(in_play(known, seated).values())
    seats = {cohort.id: cohort.maximum for cohort in known.problem.cohorts}
    suiting = [c for c in seats if suits(known, application_id, c)]
    applicant = known.applicants[application_id]
    return rules.waiting_sentence(
        dates=len(suiting),
        full=sum(1 for c in suiting if sizes[c] >= seats[c]),
        not_running=sum(1 for c in suiting if not sizes[c]),
        rank=applicant.rank,
        of=sum(1 for a in known.applicants.values() if a.rank is not None),
    )


def suits(known: Forming, application_id: int, token: str) -> bool:
    """Dates, mode, adjustments and organisation of this cohort fit the person."""
    who = person_token(application_id)
    if token not in known.facts.people[who].available:
        return False
    found = allocation.check_move(
        known.problem,
        {},
        person_id=who,
        to_cohort=token,
        facts=known.facts,
    )
    return not any(v.rule in OWN for v in found)


def suiting_cohorts(known: Forming, application_id: int) -> list[int]:
    return [pk for pk in known.cohort_names if suits(known, application_id, cohort_token(pk))]
