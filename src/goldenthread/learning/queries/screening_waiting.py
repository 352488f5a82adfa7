"""What waits for a coordinator or a facilitator: for the home page."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Min

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.learning.models import Application, Cohort, HardNote
from goldenthread.learning.queries.applications import proposals_for
from goldenthread.learning.rules import criteria as rules
from goldenthread.learning.terms import ApplicationState, CohortState

SOON = timedelta(days=14)


@dataclass(frozen=True)
class WaitingToScreen:
    """Applications of one offer that wait to be screened."""

    offer_id: int
    offer: str
    count: int
    clear: int
    oldest: datetime


@dataclass(frozen=True)
class WaitingToMatch:
    """Applications of one offer whose organisation is not in our list yet."""

    offer_id: int
    offer: str
    count: int


@dataclass(frozen=True)
class NotesToRead:
    """A cohort that begins soon, in which people told its facilitator something."""

    cohort_id: int
    cohort: str
    count: int
    begins: datetime


def waiting_to_screen(actor: Actor) -> tuple[WaitingToScreen, ...]:
    """By offer, the longest wait first."""
    reach = actor.reach(Permission.APPLICATION_SCREEN)
    rows = Application.objects.filter(state=ApplicationState.SUBMITTED, person__isnull=False)
    if not reach.everything:
        rows = rows.filter(offer_id__in=reach.ids("offer"))
    found: dict[int, list[Application]] = {}
    loaded = rows.select_related("offer").prefetch_related("criteria_version__criteria", "answers")
    for row in loaded.order_by("submitted_at", "id"):
        found.setdefault(row.offer_id, []).append(row)
    return tuple(
        WaitingToScreen(
            offer_id=offer_id,
            offer=waiting[0].offer.name,
            count=len(waiting),
            clear=sum(rules.is_clear(proposals_for(row)) for row in waiting),
            oldest=waiting[0].submitted_at or waiting[0].started_at,
        )
        for offer_id, waiting in found.items()
    )


def waiting_to_match(actor: Actor) -> tuple[WaitingToMatch, ...]:
    """By offer; withdrawn applications need no match."""
    reach = actor.reach(Permission.APPLICATION_SCREEN)
    rows = Application.objects.exclude(organisation_typed="").exclude(
        state__in=(ApplicationState.STARTED, ApplicationState.WITHDRAWN)
    )
    if not reach.everything:
        rows = rows.filter(offer_id__in=reach.ids("offer"))
    counted = rows.order_by().values_list("offer_id", "offer__name").annotate(Count("id"))
    return tuple(WaitingToMatch(*row) for row in counted)


def notes_to_read(actor: Actor, *, today: date) -> tuple[NotesToRead, ...]:
    """Only the cohorts the actor runs, in the two weeks before they begin; counts, no words."""
    ids = actor.reach(Permission.FLAG_VIEW).ids("cohort")
    if not ids:
        return ()
    cohorts = Cohort.objects.filter(pk__in=ids, state=CohortState.PLANNED).annotate(
        begins=Min("sessions__starts_at")
    )
    soon = {
        row.pk: row
        for row in cohorts
        if row.begins is not None and today <= row.begins.date() <= today + SOON
    }
    found = []
    for row in soon.values():
        count = HardNote.objects.filter(
            application__offer_id=row.offer_id,
            application__person__in=row.memberships.filter(ends_on__isnull=True).values(
                "person_id"
            ),
        ).count()
        if count:
            found.append(NotesToRead(row.pk, row.name, count, row.begins))
    return tuple(found)
