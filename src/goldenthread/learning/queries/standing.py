"""Where a person's own application stands, for the page behind their link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch

from goldenthread.access.actor import Actor
from goldenthread.learning.models import (
    Application,
    Cohort,
    CriteriaVersion,
    CriterionAnswer,
    Membership,
    PlaceOffer,
    PlannedPlace,
)
from goldenthread.learning.queries.applicants import DatesRow, dates_row, must_be_theirs
from goldenthread.learning.queries.decisions import ScreeningRow, screenings_of
from goldenthread.learning.queries.offers import CriterionRow, criteria_now
from goldenthread.learning.terms import ApplicationState, PlaceState, PlanState


@dataclass(frozen=True)
class PlaceRow:
    """A place offered, until it is answered."""

    id: int
    cohort: DatesRow
    expires_at: datetime


@dataclass(frozen=True)
class CriteriaChange:
    """A version decided after the person applied."""

    number: int
    decided_by: str
    decided_on: date
    why: str


@dataclass(frozen=True)
class Standing:
    """Everything the person may know about their application."""

    application_id: int
    state: ApplicationState
    name: str
    email: str
    submitted_at: datetime | None
    withdrawn_at: datetime | None
    screening: ScreeningRow | None
    place: PlaceRow | None
    cohort: DatesRow | None
    waiting_reason: str
    changes: tuple[CriteriaChange, ...]
    questions: tuple[CriterionRow, ...]
    may_be_compared: bool


def standing(
    actor: Actor, application_id: int, criteria: tuple[CriterionRow, ...] | None = None
) -> Standing:
    """Where it stands, and what the person can do next. `criteria` in force, if known already."""
    must_be_theirs(actor, application_id)
    answers = CriterionAnswer.objects.select_related("criterion__version")
    row = (
        Application.objects.select_related("person", "offer", "criteria_version")
        .prefetch_related(Prefetch("answers", queryset=answers))
        .get(pk=application_id)
    )
    screenings = screenings_of(row.pk)
    number = row.criteria_version.number if row.criteria_version else 0
    decided = row.state != ApplicationState.SUBMITTED
    return Standing(
        application_id=row.pk,
        state=ApplicationState(row.state),
        name=row.person.name if row.person else "",
        email=row.person.email if row.person else "",
        submitted_at=row.submitted_at,
        withdrawn_at=row.withdrawn_at,
        screening=next((s for s in screenings if decided and s.number == number), None),
        place=_place(row),
        cohort=_cohort(row),
        waiting_reason=_waiting_reason(row),
        changes=_changes(row, screenings),
        questions=_open_questions(row, criteria),
        may_be_compared=row.is_waiting_comparison,
    )


def _place(row: Application) -> PlaceRow | None:
    if row.state != ApplicationState.OFFERED:
        return None
    found = (
        PlaceOffer.objects.filter(application=row, state=PlaceState.OFFERED)
        .select_related("cohort__venue")
        .prefetch_related("cohort__sessions")
        .first()
    )
    return PlaceRow(found.pk, dates_row(found.cohort), found.expires_at) if found else None


def _cohort(row: Application) -> DatesRow | None:
    """The group they belong to, with its sessions."""
    if row.state != ApplicationState.PLACED:
        return None
    mine = Membership.objects.filter(
        person_id=row.person_id or 0, cohort__offer_id=row.offer_id, ends_on__isnull=True
    )
    found = (
        Cohort.objects.filter(pk__in=mine.values("cohort_id"))
        .select_related("venue")
        .prefetch_related("sessions")
        .first()
    )
    return dates_row(found) if found else None


def _waiting_reason(row: Application) -> str:
    """The sentence of the published plan: why not a place this time."""
    if row.state != ApplicationState.WAITING:
        return ""
    found = PlannedPlace.objects.filter(
        application=row, plan__state=PlanState.PUBLISHED, cohort__isnull=True
    )
    return found.order_by("-plan_id").values_list("told", flat=True).first() or ""


def _changes(row: Application, made: Sequence[ScreeningRow]) -> tuple[CriteriaChange, ...]:
    """Versions decided after they applied, newest first."""
    known = [answer.criterion.version.number for answer in row.answers.all()]
    known += [screening.number for screening in made]
    known += [row.criteria_version.number] if row.criteria_version else []
    rows = CriteriaVersion.objects.filter(offer_id=row.offer_id, number__gt=min(known, default=0))
    return tuple(
        CriteriaChange(v.number, v.decided_by, v.decided_on, v.why)
        for v in rows.order_by("-number")
        if known
    )


def _open_questions(
    row: Application, criteria: tuple[CriterionRow, ...] | None
) -> tuple[CriterionRow, ...]:
    """What is asked now and has no answer yet, while someone still has to decide."""
    if row.state != ApplicationState.SUBMITTED:
        return ()
    if criteria is None:
        card = criteria_now(row.offer_id)
        criteria = card.criteria if card else ()
    answered = {given.criterion_id for given in row.answers.all()}
    return tuple(criterion for criterion in criteria if criterion.id not in answered)
