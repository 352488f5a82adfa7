"""Who is next for a seat: the waiting list in the order drawn, as far as the hard rules allow."""

from collections.abc import Mapping

from goldenthread.learning.models import PlaceOffer
from goldenthread.learning.queries.forming import Forming
from goldenthread.learning.queries.in_play import Applicant
from goldenthread.learning.rules.plans import cohort_token, person_token
from goldenthread.learning.terms import ApplicationState, PlaceState
from goldenthread.methods import allocation

# Rules one more person cannot be the cause of: an under-filled cohort only gets better.
ABOUT_THE_WHOLE = frozenset({"minimum", "required"})


def in_line(known: Forming) -> list[Applicant]:
    """People waiting: greater need first, then as drawn, then as they applied."""
    waiting = [a for a in known.applicants.values() if a.state == ApplicationState.WAITING]
    return sorted(
        waiting, key=lambda a: (-a.priority, a.rank is None, a.rank or 0, a.application_id)
    )


def assignment_of(places: Mapping[int, int]) -> dict[str, str]:
    """Application to cohort, in the method's tokens."""
    return {person_token(a): cohort_token(c) for a, c in places.items()}


def stands_in_the_way(
    known: Forming, application_id: int, cohort_id: int, *, seated: Mapping[str, str]
) -> tuple[allocation.Violation, ...]:
    """Hard rules this person's joining would newly break."""
    found = allocation.check_move(
        known.problem,
        seated,
        person_id=person_token(application_id),
        to_cohort=cohort_token(cohort_id),
        facts=known.facts,
    )
    return tuple(v for v in found if v.rule not in ABOUT_THE_WHOLE)


def next_in_line(known: Forming, cohort_id: int) -> int | None:
    """The first person waiting who fits this cohort as it is now.

    Someone whose place ran out unanswered is not asked again by the machine; a person may.
    """
    if cohort_id not in known.cohort_names:
        return None
    seated = assignment_of(known.settled)
    asked_before = set(
        PlaceOffer.objects.filter(
            application__offer_id=known.offer_id, state=PlaceState.EXPIRED
        ).values_list("application_id", flat=True)
    )
    for applicant in in_line(known):
        if applicant.application_id in asked_before:
            continue
        if not stands_in_the_way(known, applicant.application_id, cohort_id, seated=seated):
            return applicant.application_id
    return None
