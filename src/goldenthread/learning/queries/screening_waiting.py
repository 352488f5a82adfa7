"""What waits for a coordinator or a facilitator: for the home page."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Min, Q

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.learning.models import Application, Cohort, HardNote
from goldenthread.learning.queries.answered import with_clearness
from goldenthread.learning.rules.applications import MAY_CHANGE_DATES
from goldenthread.learning.terms import (
    ApplicationState,
    CohortState,
    OfferState,
    SessionState,
)
from goldenthread.ui.words import in_london

SOON = timedelta(days=14)
#: Of hundreds of applications at a time.
READ = (
    *("offer_id", "offer__name", "state", "submitted_at", "started_at"),
    *("organisation_typed", "line_manager_typed", "asked_count", "met_count"),
)


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
    """Applications of one offer whose organisation or line manager is not matched yet."""

    offer_id: int
    offer: str
    organisations: int = 0
    managers: int = 0


@dataclass(frozen=True)
class NotesToRead:
    """A cohort that begins soon, in which people told its facilitator something."""

    cohort_id: int
    cohort: str
    count: int
    begins: datetime


def waiting(actor: Actor) -> tuple[tuple[WaitingToScreen, ...], tuple[WaitingToMatch, ...]]:
    """By offer, in one query: what is to be screened, the longest wait first; and what is to be
    matched before groups are formed."""
    reach = actor.reach(Permission.APPLICATION_SCREEN)
    to_match = Q(state__in=MAY_CHANGE_DATES) & ~Q(organisation_typed="", line_manager_typed="")
    rows = Application.objects.filter(
        Q(state=ApplicationState.SUBMITTED) | to_match, submitted_at__isnull=False
    ).exclude(offer__state=OfferState.CANCELLED)
    if not reach.everything:
        rows = rows.filter(offer_id__in=reach.ids("offer"))
    screen: dict[int, WaitingToScreen] = {}
    match: dict[int, WaitingToMatch] = {}
    found = with_clearness(rows).order_by("submitted_at", "id").values_list(*READ, named=True)
    for row in found:
        pk, name = row.offer_id, row.offer__name
        if row.state == ApplicationState.SUBMITTED:
            since = row.submitted_at or row.started_at
            known = screen.get(pk, WaitingToScreen(pk, name, 0, 0, since))
            is_clear = row.asked_count == row.met_count
            screen[pk] = replace(known, count=known.count + 1, clear=known.clear + is_clear)
        so_far = match.get(pk, WaitingToMatch(pk, name))
        match[pk] = replace(
            so_far,
            organisations=so_far.organisations + bool(row.organisation_typed),
            managers=so_far.managers + bool(row.line_manager_typed),
        )
    to_do = tuple(one for one in match.values() if one.organisations or one.managers)
    return tuple(screen.values()), to_do


def notes_to_read(actor: Actor, *, today: date) -> tuple[NotesToRead, ...]:
    """Only the cohorts the actor runs, in the two weeks before they begin; counts, no words."""
    ids = actor.reach(Permission.FLAG_VIEW).ids("cohort")
    if not ids:
        return ()
    cohorts = Cohort.objects.filter(pk__in=ids, state=CohortState.PLANNED).annotate(
        begins=Min("sessions__starts_at", filter=Q(sessions__state=SessionState.PLANNED))
    )
    soon = {
        row.pk: row
        for row in cohorts
        if row.begins is not None and today <= in_london(row.begins).date() <= today + SOON
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
