"""Rows behind forming cohorts: people in play, cohorts that have not begun, who is kept apart."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.access.actor import Actor
from goldenthread.directory import queries as directory
from goldenthread.directory.models import Sector
from goldenthread.directory.terms import PersonCard
from goldenthread.learning.models import (
    Application,
    Availability,
    Cohort,
    KeepApart,
    Membership,
    Offer,
    PlaceOffer,
    Session,
)
from goldenthread.learning.queries.cohort_facts import CohortFacts, facts_of_cohort
from goldenthread.learning.rules import plans as rules
from goldenthread.learning.terms import (
    ApplicationState,
    CohortState,
    PlaceState,
    SessionState,
)

READER = Actor.system(reason="cards for forming cohorts")
IN_PLAY = (
    ApplicationState.ELIGIBLE,
    ApplicationState.WAITING,
    ApplicationState.OFFERED,
    ApplicationState.PLACED,
)
TOLD = (ApplicationState.PLACED, ApplicationState.OFFERED)


@dataclass(frozen=True)
class CohortInPlay:
    """A cohort that has not begun, with the starts of its sessions."""

    row: Cohort
    starts: tuple[datetime, ...]
    facts: CohortFacts


@dataclass(frozen=True)
class Applicant:
    """One person in play."""

    application_id: int
    person_id: int
    state: ApplicationState
    priority: int
    rank: int | None
    modes: tuple[str, ...]
    card: PersonCard


def cohorts_in_play(offer_id: int) -> dict[int, CohortInPlay]:
    """Planned cohorts with at least one session to come, by name."""
    rows = Cohort.objects.filter(offer_id=offer_id, state=CohortState.PLANNED)
    starts: dict[int, list[datetime]] = {}
    sessions = Session.objects.filter(cohort__in=rows, state=SessionState.PLANNED)
    for cohort_id, start in sessions.order_by("starts_at").values_list("cohort_id", "starts_at"):
        starts.setdefault(cohort_id, []).append(start)
    return {
        row.pk: CohortInPlay(
            row, tuple(starts[row.pk]), facts_of_cohort(row, first=starts[row.pk][0])
        )
        for row in rows.select_related("venue", "single_organisation").order_by("name")
        if row.pk in starts
    }


def required_sectors(offer_id: int) -> tuple[str, ...]:
    """Names of the sectors that every mixed cohort of this offer must have."""
    links = Offer.required_sectors.through.objects.filter(offer_id=offer_id)
    rows = Sector.objects.filter(pk__in=links.values("sector_id"))
    return tuple(rows.values_list("name", flat=True))


def applications_in_play(offer_id: int) -> list[Application]:
    rows = Application.objects.filter(offer_id=offer_id, state__in=IN_PLAY, person__isnull=False)
    return list(rows.defer("draft", "hopes").order_by("pk"))


def settled_places(offer_id: int, rows: Collection[Application]) -> dict[int, int]:
    """Application to cohort, for people who are members now or have time to answer."""
    asked = PlaceOffer.objects.filter(
        application__offer_id=offer_id, state=PlaceState.OFFERED
    ).values_list("application_id", "cohort_id")
    members = Membership.objects.filter(
        cohort__offer_id=offer_id, ends_on__isnull=True
    ).values_list("person_id", "cohort_id")
    applied = {r.person_id: r.pk for r in rows if r.state == ApplicationState.PLACED}
    placed = {applied[p]: cohort_id for p, cohort_id in members if p in applied}
    return placed | dict(asked)


def applicants(
    rows: Collection[Application],
    *,
    settled: Mapping[int, int],
    cohorts: Collection[int],
    on: date,
) -> dict[int, Applicant]:
    """Everyone who waits to be placed, and those told of a place in one of these cohorts."""
    here = [row for row in rows if row.person_id and _is_here(row, settled, cohorts)]
    cards = directory.cards_for(READER, [row.person_id or 0 for row in here], on=on)
    return {
        row.pk: Applicant(
            application_id=row.pk,
            person_id=row.person_id,
            state=ApplicationState(row.state),
            priority=row.priority,
            rank=row.lottery_rank,
            modes=tuple(row.modes),
            card=cards[row.person_id],
        )
        for row in here
        if row.person_id is not None
    }


def _is_here(row: Application, settled: Mapping[int, int], cohorts: Collection[int]) -> bool:
    """Someone told of a place is in play only while that seat is in a cohort not begun."""
    if ApplicationState(row.state) in TOLD:
        return settled.get(row.pk) in cohorts
    return True


def availability(applicant_ids: Collection[int], cohorts: Collection[int]) -> dict[int, list[int]]:
    """Application to the cohorts whose every date suits."""
    found: dict[int, list[int]] = {pk: [] for pk in applicant_ids}
    rows = Availability.objects.filter(cohort__in=cohorts)
    for application_id, cohort_id in rows.values_list("application_id", "cohort_id"):
        if application_id in found:
            found[application_id].append(cohort_id)
    return found


def pairs_apart(
    offer_id: int,
    people: Mapping[int, Applicant],
    cohorts: Mapping[int, CohortInPlay],
    on: date,
) -> dict[frozenset[int], str]:
    """Pairs of person ids, and whether a line, a team or a name keeps them apart."""
    cards = {a.person_id: a.card for a in people.values()}
    own = {found.row.single_organisation_id for found in cohorts.values()} - {None}
    lines = directory.line_pairs(on, list(cards))
    named = {
        frozenset(pair)
        for pair in KeepApart.objects.filter(offer_id=offer_id).values_list(
            "person_a_id", "person_b_id"
        )
        if cards.keys() >= set(pair)
    }
    pairs = rules.apart(
        lines=lines,
        teams=directory.team_of(list(cards), on),
        named=named,
        one_organisation=lambda person_id: cards[person_id].organisation_id in own,
    )
    return {
        pair: "line" if pair in lines else "named" if pair in named else "team" for pair in pairs
    }
