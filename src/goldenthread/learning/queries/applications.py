"""Applications within reach, for those who run an offer. Never the note for the facilitator."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import (
    Case,
    F,
    IntegerField,
    Min,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.directory import queries as directory
from goldenthread.directory.queries.people import card as person_card
from goldenthread.directory.terms import PersonCard
from goldenthread.learning.models import Application
from goldenthread.learning.queries.answered import Said, proposal_of, said_of, with_clearness
from goldenthread.learning.queries.decisions import ScreeningRow, screenings_of
from goldenthread.learning.rules import criteria as rules
from goldenthread.learning.rules.applications import STATE_NAMES
from goldenthread.learning.terms import ApplicationSource, ApplicationState

PAGE_SIZE = 50


@dataclass(frozen=True)
class ApplicationRow:
    """An application in a list: who, from where, and where it stands."""

    id: int
    offer_id: int
    person_id: int
    name: str
    organisation: str
    is_organisation_known: bool
    is_manager_known: bool
    sector: str
    sector_letter: str
    place: str
    title: str
    submitted_at: datetime
    state: ApplicationState
    is_clear: bool
    source: ApplicationSource

    @property
    def state_name(self) -> str:
        return STATE_NAMES[self.state]


@dataclass(frozen=True)
class ApplicationsPage:
    """One page of applications in the order they came, those to be screened first."""

    rows: tuple[ApplicationRow, ...]
    page: "Page[Application]"
    total: int


@dataclass(frozen=True)
class DateChoice:
    """A cohort the person can come to, with its first date."""

    cohort_id: int
    name: str
    starts_at: datetime | None


@dataclass(frozen=True)
class ApplicationCard:
    """Everything a coordinator may see of one application."""

    row: ApplicationRow
    person: PersonCard | None
    offer_name: str
    criteria_number: int
    said: tuple[Said, ...]
    dates: tuple[DateChoice, ...]
    modes: tuple[str, ...]
    hopes: str
    learning_style: str
    prior_training: str
    line_manager: str
    may_contact_for_evaluation: bool | None
    may_be_compared: bool
    screenings: tuple[ScreeningRow, ...]

    @property
    def id(self) -> int:
        return self.row.id


def _sent(offer_id: int) -> QuerySet[Application]:
    return Application.objects.filter(
        offer_id=offer_id, submitted_at__isnull=False, person__isnull=False
    )


def _in_order(rows: QuerySet[Application]) -> QuerySet[Application]:
    """To be screened first, then as they came."""
    first = Case(
        When(state=ApplicationState.SUBMITTED, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return rows.order_by(first, "submitted_at", "id")


def _loaded(rows: QuerySet[Application]) -> QuerySet[Any]:
    return with_clearness(rows).select_related("person")


def _row(row: Application, card: PersonCard | None, *, is_clear: bool) -> ApplicationRow:
    person = row.person
    assert person is not None
    assert row.submitted_at is not None
    return ApplicationRow(
        id=row.pk,
        offer_id=row.offer_id,
        person_id=person.pk,
        name=person.name,
        organisation=row.organisation_typed or (card.organisation if card else ""),
        is_organisation_known=not row.organisation_typed,
        is_manager_known=not row.line_manager_typed,
        sector=card.sector_name if card else "",
        sector_letter=card.sector_letter if card else "",
        place=card.place if card else "",
        title=row.title_typed or (card.title if card else ""),
        submitted_at=row.submitted_at,
        state=ApplicationState(row.state),
        is_clear=is_clear,
        source=ApplicationSource(row.source),
    )


def _rows(actor: Actor, found: Iterable[Any]) -> tuple[ApplicationRow, ...]:
    listed = list(found)
    cards = directory.cards_for(actor, [row.person_id or 0 for row in listed])
    return tuple(
        _row(
            row,
            cards.get(row.person_id or 0),
            is_clear=row.state == ApplicationState.SUBMITTED and row.asked_count == row.met_count,
        )
        for row in listed
    )


def applications(
    actor: Actor, offer_id: int, state: ApplicationState | None = None, page: int | str = 1
) -> ApplicationsPage:
    """One page of what has been sent for this offer; drafts are nobody's business."""
    actor.must_reach(Permission.APPLICATION_VIEW, "offer", offer_id)
    rows = _sent(offer_id) if state is None else _sent(offer_id).filter(state=state)
    shown = Paginator(_loaded(_in_order(rows)), PAGE_SIZE).get_page(page)
    return ApplicationsPage(_rows(actor, shown.object_list), shown, shown.paginator.count)


def all_applications(
    actor: Actor, offer_id: int, state: ApplicationState | None = None
) -> tuple[ApplicationRow, ...]:
    """The same list whole, for a download."""
    actor.must_reach(Permission.APPLICATION_VIEW, "offer", offer_id)
    rows = _sent(offer_id) if state is None else _sent(offer_id).filter(state=state)
    return _rows(actor, _loaded(_in_order(rows)))


def clear_count(actor: Actor, offer_id: int) -> int:
    """How many applications clearly meet the criteria and wait for someone to confirm it."""
    actor.must_reach(Permission.APPLICATION_VIEW, "offer", offer_id)
    rows = with_clearness(_sent(offer_id).filter(state=ApplicationState.SUBMITTED))
    return rows.filter(asked_count=F("met_count")).count()


def to_screen(offer_id: int) -> QuerySet[Application]:
    """Applications to be screened, in the order they came, with what screening needs."""
    rows = _sent(offer_id).filter(state=ApplicationState.SUBMITTED)
    return (
        rows.select_related("offer__programme__host")
        .prefetch_related("criteria_version__criteria", "answers")
        .order_by("submitted_at", "id")
    )


def next_to_screen(actor: Actor, offer_id: int, *, after: int | None = None) -> int | None:
    """The next application to be screened that needs a person; clear ones come last."""
    actor.must_reach(Permission.APPLICATION_SCREEN, "offer", offer_id)
    waiting = _sent(offer_id).filter(state=ApplicationState.SUBMITTED).exclude(pk=after or 0)
    clear_last = Case(When(asked_count=F("met_count"), then=Value(1)), default=Value(0))
    rows = with_clearness(waiting).order_by(clear_last, "submitted_at", "id")
    found = rows.first()
    return int(found.pk) if found else None


def row_within_reach(actor: Actor, application_id: int, permission: Permission) -> Application:
    """One application that was sent, with its person's posts and needs, or OutOfReach."""
    row = (
        directory.with_cards(Application.objects.select_related("offer", "criteria_version"))
        .filter(pk=application_id, submitted_at__isnull=False, person__isnull=False)
        .first()
    )
    if row is None:
        raise OutOfReach(f"application {application_id}")
    actor.must_reach(permission, "offer", row.offer_id)
    return row


def application(actor: Actor, application_id: int) -> ApplicationCard:
    """One application with everything said and every decision."""
    row = row_within_reach(actor, application_id, Permission.APPLICATION_VIEW)
    return card_of(actor, row, dates=_dates(row))


def card_of(actor: Actor, row: Application, dates: tuple[DateChoice, ...] = ()) -> ApplicationCard:
    """The same for a row that the caller has reached."""
    person = person_card(row.person, timezone.localdate()) if row.person else None
    said = said_of(row)
    is_clear = row.state == ApplicationState.SUBMITTED and rules.is_clear(
        [proposal_of(one) for one in said]
    )
    return ApplicationCard(
        row=_row(row, person, is_clear=is_clear),
        person=person,
        offer_name=row.offer.name,
        criteria_number=row.criteria_version.number if row.criteria_version else 0,
        said=said,
        dates=dates,
        modes=tuple(row.modes),
        hopes=row.hopes,
        learning_style=row.learning_style,
        prior_training=row.prior_training,
        line_manager=row.line_manager_typed,
        may_contact_for_evaluation=row.may_contact_for_evaluation,
        may_be_compared=row.is_waiting_comparison,
        screenings=screenings_of(row.pk, actor),
    )


def _dates(row: Application) -> tuple[DateChoice, ...]:
    rows = row.availability.annotate(begins=Min("cohort__sessions__starts_at"))
    found = rows.order_by("begins", "cohort__name").values_list(
        "cohort_id", "cohort__name", "begins"
    )
    return tuple(DateChoice(*one) for one in found)
