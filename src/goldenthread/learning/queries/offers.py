"""Offers within reach, and who each is for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.learning.models import Application, Cohort, CriteriaVersion, Criterion, Offer
from goldenthread.learning.queries.counting import counted_by
from goldenthread.learning.queries.offer_facts import OfferFacts, facts_of, with_facts
from goldenthread.learning.rules.offers import KIND_NAMES, STATE_NAMES
from goldenthread.learning.terms import (
    ApplicationState,
    CohortState,
    CriterionKind,
    Mode,
    OfferKind,
    OfferState,
    SessionState,
)

IN_ORDER = (
    OfferState.OPEN,
    OfferState.CLOSED,
    OfferState.RUNNING,
    OfferState.DRAFT,
    OfferState.FINISHED,
    OfferState.CANCELLED,
)


@dataclass(frozen=True)
class OfferRow:
    """An offer in a list."""

    id: int
    name: str
    slug: str
    kind: OfferKind
    state: OfferState
    programme_id: int
    programme: str
    opens_on: date | None
    closes_on: date | None
    applications: int
    to_screen: int
    facts: OfferFacts

    @property
    def kind_name(self) -> str:
        return KIND_NAMES[self.kind]

    @property
    def state_name(self) -> str:
        return STATE_NAMES[self.state]


@dataclass(frozen=True)
class CriterionRow:
    """One criterion, as published and as asked."""

    id: int
    key: str
    kind: CriterionKind
    wording: str
    question: str
    why: str


@dataclass(frozen=True)
class CriteriaCard:
    """Who an offer is for, as decided by someone, on a day, for a reason."""

    id: int
    number: int
    decided_by: str
    decided_on: date
    why: str
    criteria: tuple[CriterionRow, ...]


@dataclass(frozen=True)
class OfferCard:
    """Everything on an offer's own page."""

    row: OfferRow
    counts: Counter[ApplicationState]
    summary: str
    what_to_expect: str
    words_used: str
    what_to_bring: str
    content_note: str
    required_sectors: tuple[str, ...]
    required_sector_ids: tuple[int, ...]
    place_offer_days: int
    is_paired_with_comparison: bool
    criteria: CriteriaCard | None

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def name(self) -> str:
        return self.row.name


@dataclass(frozen=True)
class CohortSummary:
    """One cohort in a line: when it begins and how full it is."""

    id: int
    name: str
    mode: Mode
    starts_at: datetime | None
    sessions: int
    registered: int
    members: int
    maximum: int


def within_reach(actor: Actor, permission: Permission) -> QuerySet[Offer]:
    """The offers this permission reaches for the actor."""
    reach = actor.reach(permission)
    rows = Offer.objects.all()
    return rows if reach.everything else rows.filter(pk__in=reach.ids("offer"))


def _counted(rows: QuerySet[Offer]) -> QuerySet[Any]:
    sent = Application.objects.filter(offer=OuterRef("pk"), submitted_at__isnull=False)
    to_screen = Application.objects.filter(offer=OuterRef("pk"), state=ApplicationState.SUBMITTED)
    counted = rows.select_related("programme").annotate(
        sent_count=counted_by("offer", sent), to_screen_count=counted_by("offer", to_screen)
    )
    return with_facts(counted)


def _counted_by_state(rows: QuerySet[Offer]) -> QuerySet[Any]:
    """How many applications are in each state, in the same query."""
    sent = Application.objects.filter(offer=OuterRef("pk"), submitted_at__isnull=False)
    return rows.annotate(
        **{
            f"in_{state.value}": counted_by("offer", sent.filter(state=state))
            for state in ApplicationState
        }
    )


def _row(offer: Any) -> OfferRow:
    return OfferRow(
        id=offer.pk,
        name=offer.name,
        slug=offer.slug,
        kind=OfferKind(offer.kind),
        state=OfferState(offer.state),
        programme_id=offer.programme_id,
        programme=offer.programme.name,
        opens_on=offer.opens_on,
        closes_on=offer.closes_on,
        applications=offer.sent_count,
        to_screen=offer.to_screen_count,
        facts=facts_of(offer),
    )


def offers(actor: Actor) -> tuple[OfferRow, ...]:
    """Every offer within reach: those that need work first, then by name."""
    rows = [_row(offer) for offer in _counted(within_reach(actor, Permission.OFFER_VIEW))]
    return tuple(sorted(rows, key=lambda row: (IN_ORDER.index(row.state), row.name)))


def offer(actor: Actor, offer_id: int) -> OfferCard:
    """One offer within reach, or OutOfReach."""
    rows = _counted(within_reach(actor, Permission.OFFER_VIEW)).filter(pk=offer_id)
    found = _counted_by_state(rows).prefetch_related("required_sectors").first()
    if found is None:
        raise OutOfReach(f"offer {offer_id}")
    return OfferCard(
        row=_row(found),
        counts=Counter({state: getattr(found, f"in_{state.value}") for state in ApplicationState}),
        summary=found.summary,
        what_to_expect=found.what_to_expect,
        words_used=found.words_used,
        what_to_bring=found.what_to_bring,
        content_note=found.content_note,
        required_sectors=tuple(sector.name for sector in found.required_sectors.all()),
        required_sector_ids=tuple(sector.pk for sector in found.required_sectors.all()),
        place_offer_days=found.place_offer_days,
        is_paired_with_comparison=found.is_paired_with_comparison,
        criteria=criteria_now(offer_id),
    )


def cohort_summaries(actor: Actor, offer_id: int) -> tuple[CohortSummary, ...]:
    """The cohorts of an offer, earliest first, in one query."""
    actor.must_reach(Permission.OFFER_VIEW, "offer", offer_id)
    held = ~Q(sessions__state=SessionState.CANCELLED)
    rows = (
        Cohort.objects.filter(offer_id=offer_id)
        .exclude(state=CohortState.CANCELLED)
        .annotate(
            starts_at=Min("sessions__starts_at", filter=held),
            session_count=Count("sessions", filter=held, distinct=True),
            closed_count=Count(
                "sessions",
                filter=held & Q(sessions__register_closed_at__isnull=False),
                distinct=True,
            ),
            member_count=Count(
                "memberships", filter=Q(memberships__ends_on__isnull=True), distinct=True
            ),
        )
        .order_by("starts_at", "name")
    )
    return tuple(
        CohortSummary(
            id=row.pk,
            name=row.name,
            mode=Mode(row.mode),
            starts_at=row.starts_at,
            sessions=row.session_count,
            registered=row.closed_count,
            members=row.member_count,
            maximum=row.maximum,
        )
        for row in rows
    )


def criteria_card(version: CriteriaVersion) -> CriteriaCard:
    """A version with its criteria in order, loaded already."""
    return _card(version, version.criteria.all())


def _card(version: CriteriaVersion, criteria: Iterable[Criterion]) -> CriteriaCard:
    return CriteriaCard(
        id=version.pk,
        number=version.number,
        decided_by=version.decided_by,
        decided_on=version.decided_on,
        why=version.why,
        criteria=tuple(
            CriterionRow(c.pk, c.key, CriterionKind(c.kind), c.wording, c.question, c.why)
            for c in criteria
        ),
    )


def criteria_now(offer_id: int) -> CriteriaCard | None:
    """The version in force; published, so anyone may read it."""
    newest = CriteriaVersion.objects.filter(offer_id=offer_id).order_by("-number")
    rows = Criterion.objects.filter(version=Subquery(newest.values("pk")[:1]))
    criteria = list(rows.select_related("version").order_by("position"))
    version = criteria[0].version if criteria else newest.first()
    return _card(version, criteria) if version else None


def criteria_history(actor: Actor, offer_id: int) -> tuple[CriteriaCard, ...]:
    """Every version, newest first."""
    actor.must_reach(Permission.OFFER_VIEW, "offer", offer_id)
    rows = CriteriaVersion.objects.filter(offer_id=offer_id).prefetch_related("criteria")
    return tuple(criteria_card(version) for version in rows.order_by("-number"))


def counts_by_state(actor: Actor, offer_id: int) -> Counter[ApplicationState]:
    """How many applications are in each state; drafts nobody has sent are not counted."""
    actor.must_reach(Permission.OFFER_VIEW, "offer", offer_id)
    return state_counts((offer_id,))[offer_id]


def state_counts(offer_ids: Iterable[int]) -> dict[int, Counter[ApplicationState]]:
    """The same for several offers at once, which the caller reaches."""
    found: dict[int, Counter[ApplicationState]] = {pk: Counter() for pk in offer_ids}
    rows = Application.objects.filter(offer_id__in=found, submitted_at__isnull=False)
    for offer_id, state, count in (
        rows.order_by().values_list("offer_id", "state").annotate(Count("id"))
    ):
        found[offer_id][ApplicationState(state)] = count
    return found


def cohort_name(cohort_id: int) -> str:
    """The name of a cohort the caller has reached."""
    return Cohort.objects.filter(pk=cohort_id).values_list("name", flat=True).first() or ""
