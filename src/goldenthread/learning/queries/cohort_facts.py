"""What a cohort is, in a line: name, when it begins, where, for how many and for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from goldenthread.learning.models import Cohort
from goldenthread.learning.rules.cohorts import learner_seats
from goldenthread.learning.terms import CohortPolicy, Mode, SessionState


@dataclass(frozen=True)
class CohortFacts:
    """One cohort. `first` is its first session to take place."""

    id: int
    name: str
    mode: Mode
    venue: str
    seats: int
    policy: CohortPolicy
    organisation: str
    first: datetime | None


def seats_for_learners(row: Cohort) -> int:
    """The venue is loaded already."""
    return learner_seats(
        row.maximum,
        venue_seats=row.venue.seats if row.venue else None,
        trainers=row.trainers_needed,
    )


def facts_of_cohort(row: Cohort, *, first: datetime | None) -> CohortFacts:
    """Venue and organisation are loaded already."""
    return CohortFacts(
        id=row.pk,
        name=row.name,
        mode=Mode(row.mode),
        venue=row.venue.name if row.venue else "",
        seats=seats_for_learners(row),
        policy=CohortPolicy(row.policy),
        organisation=row.single_organisation.name if row.single_organisation else "",
        first=first,
    )


def facts_by_id(cohort_ids: Iterable[int]) -> dict[int, CohortFacts]:
    """These cohorts, by name, whatever became of them."""
    rows = Cohort.objects.filter(pk__in=list(cohort_ids)).order_by("name")
    loaded = rows.select_related("venue", "single_organisation").prefetch_related("sessions")
    return {row.pk: facts_of_cohort(row, first=_first(row)) for row in loaded}


def _first(row: Cohort) -> datetime | None:
    starts = [s.starts_at for s in row.sessions.all() if s.state != SessionState.CANCELLED]
    return min(starts, default=None)
