"""The dates someone chose when they applied, and those there are to choose now."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from goldenthread.access import vault
from goldenthread.directory import queries as directory
from goldenthread.learning.models import Application, PlaceOffer
from goldenthread.learning.queries.applicants import LINK, DatesRow, dates_to_choose
from goldenthread.learning.rules.applications import MAY_CHANGE_DATES
from goldenthread.learning.terms import ApplicationState, PlaceState
from goldenthread.ui.words import in_london


@dataclass(frozen=True)
class DatesNow:
    """The dates there are to choose, and those a person has chosen."""

    asked: tuple[DatesRow, ...]
    chosen: tuple[int, ...]
    modes: tuple[str, ...]
    can_change: bool


def dates_now(application_id: int, *, now: datetime) -> DatesNow:
    """For a change after applying; the caller holds the link or has reached the application."""
    row = Application.objects.get(pk=application_id)
    person_id = row.person_id or 0
    works_at = directory.organisation_of([person_id], in_london(now).date()).get(person_id)
    chosen = row.availability.order_by("cohort_id").values_list("cohort_id", flat=True)
    return DatesNow(
        asked=dates_to_choose(
            row.offer_id, now=now, organisation_id=works_at.id if works_at else None
        ),
        chosen=tuple(chosen),
        modes=tuple(row.modes),
        can_change=row.state in MAY_CHANGE_DATES,
    )


@dataclass(frozen=True)
class OwnApplication:
    """One line on a person's own page."""

    offer: str
    slug: str
    token: str
    state: ApplicationState
    group: str = ""
    kept_until: datetime | None = None


def own_applications(person_id: int) -> tuple[OwnApplication, ...]:
    """What this person applied for, newest first; for the page that is theirs alone."""
    rows = Application.objects.filter(person_id=person_id, submitted_at__isnull=False)
    offered = PlaceOffer.objects.filter(
        application=OuterRef("pk"), state=PlaceState.OFFERED
    ).order_by("-pk")
    rows = rows.annotate(
        group=Subquery(offered.values("cohort__name")[:1]),
        kept_until=Subquery(offered.values("expires_at")[:1]),
    )
    return tuple(
        OwnApplication(
            offer=row.offer.name,
            slug=row.offer.slug,
            token=vault.link_token(LINK, row.pk, nonce=row.nonce),
            state=ApplicationState(row.state),
            group=row.group or "",
            kept_until=row.kept_until,
        )
        for row in rows.select_related("offer").order_by("-submitted_at", "-id")
    )
