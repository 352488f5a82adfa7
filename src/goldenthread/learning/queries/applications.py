"""Applications within reach, for those who run an offer. Never the note for the facilitator."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, QuerySet, Value, When

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.directory import queries as directory
from goldenthread.directory.terms import PersonCard
from goldenthread.learning.models import Application, Criterion
from goldenthread.learning.queries.decisions import ScreeningRow, screenings_of
from goldenthread.learning.rules import criteria as rules
from goldenthread.learning.rules.applications import STATE_NAMES
from goldenthread.learning.terms import ApplicationSource, ApplicationState, CriterionKind

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
class Said:
    """What the applicant said to one criterion."""

    criterion_id: int
    wording: str
    question: str
    kind: CriterionKind
    value: bool | None
    text: str


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


def _loaded(rows: QuerySet[Application]) -> QuerySet[Application]:
    return rows.select_related("person").prefetch_related("answers", "criteria_version__criteria")


def proposals_for(row: Application) -> list[rules.Proposal]:
    """What the answers suggest, criterion by criterion, under the version the row is held to."""
    answers = {given.criterion_id: given for given in row.answers.all()}
    version = row.criteria_version
    return [
        rules.propose(
            criterion.pk,
            CriterionKind(criterion.kind),
            value=answers[criterion.pk].value if criterion.pk in answers else None,
            text=answers[criterion.pk].text if criterion.pk in answers else "",
        )
        for criterion in (version.criteria.all() if version else ())
    ]


def _row(row: Application, card: PersonCard | None) -> ApplicationRow:
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
        sector=card.sector_name if card else "",
        sector_letter=card.sector_letter if card else "",
        place=card.place if card else "",
        title=row.title_typed or (card.title if card else ""),
        submitted_at=row.submitted_at,
        state=ApplicationState(row.state),
        is_clear=row.state == ApplicationState.SUBMITTED and rules.is_clear(proposals_for(row)),
        source=ApplicationSource(row.source),
    )


def _rows(actor: Actor, found: Iterable[Application]) -> tuple[ApplicationRow, ...]:
    listed = list(found)
    cards = directory.cards_for(actor, [row.person_id or 0 for row in listed])
    return tuple(_row(row, cards.get(row.person_id or 0)) for row in listed)


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
    return sum(rules.is_clear(proposals_for(row)) for row in to_screen(offer_id))


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
    waiting = [row for row in to_screen(offer_id) if row.pk != after]
    by_hand_first = sorted(waiting, key=lambda row: rules.is_clear(proposals_for(row)))
    return by_hand_first[0].pk if by_hand_first else None


def row_within_reach(actor: Actor, application_id: int, permission: Permission) -> Application:
    """One application that was sent, or OutOfReach."""
    row = (
        Application.objects.select_related("person", "offer", "criteria_version")
        .prefetch_related("answers", "criteria_version__criteria")
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
    card = directory.cards_for(actor, [row.person_id or 0]).get(row.person_id or 0)
    return ApplicationCard(
        row=_row(row, card),
        person=card,
        offer_name=row.offer.name,
        criteria_number=row.criteria_version.number if row.criteria_version else 0,
        said=_said(row),
        dates=_dates(row),
        modes=tuple(row.modes),
        hopes=row.hopes,
        learning_style=row.learning_style,
        prior_training=row.prior_training,
        line_manager=row.line_manager_typed,
        may_contact_for_evaluation=row.may_contact_for_evaluation,
        may_be_compared=row.is_waiting_comparison,
        screenings=screenings_of(row.pk),
    )


def _said(row: Application) -> tuple[Said, ...]:
    answers = {given.criterion_id: given for given in row.answers.all()}
    criteria: Iterable[Criterion] = (
        row.criteria_version.criteria.all() if row.criteria_version else ()
    )
    return tuple(
        Said(
            criterion_id=c.pk,
            wording=c.wording,
            question=c.question,
            kind=CriterionKind(c.kind),
            value=answers[c.pk].value if c.pk in answers else None,
            text=answers[c.pk].text if c.pk in answers else "",
        )
        for c in criteria
    )


def _dates(row: Application) -> tuple[DateChoice, ...]:
    rows = row.availability.select_related("cohort").prefetch_related("cohort__sessions")
    return tuple(
        DateChoice(
            one.cohort_id,
            one.cohort.name,
            min((s.starts_at for s in one.cohort.sessions.all()), default=None),
        )
        for one in rows.order_by("cohort__name")
    )
