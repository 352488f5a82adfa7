"""Rows behind forming cohorts: people in play, cohorts that have not begun, who is kept apart."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

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

Pairs = frozenset[frozenset[int]]
IN_PLAY = (
    ApplicationState.ELIGIBLE,
    ApplicationState.WAITING,
    ApplicationState.OFFERED,
    ApplicationState.PLACED,
)
#: What an applicant in play is read from, of hundreds at a time.
READ = (
    *("offer_id", "state", "priority", "lottery_rank", "modes"),
    *("person__name", "person__pronouns", "person__email", "person__phone", "person__contact_by"),
)
TOLD = (ApplicationState.PLACED, ApplicationState.OFFERED)


@dataclass(frozen=True)
class CohortInPlay:
    """A cohort that has not begun, with the starts of its sessions."""

    row: Cohort
    starts: tuple[datetime, ...]
    without_safety_plan: int
    facts: CohortFacts


@dataclass(frozen=True)
class Applicant:
    """One person in play. `settled` is the cohort they have been offered or given."""

    application_id: int
    person_id: int
    state: ApplicationState
    priority: int
    rank: int | None
    modes: tuple[str, ...]
    settled: int | None
    card: PersonCard


def cohorts_in_play(offer_id: int, *, begun: bool = False) -> dict[int, CohortInPlay]:
    """Planned cohorts with at least one session to come, by name; those that have begun, too, for
    looking at how people are seated now."""
    states = (CohortState.PLANNED, CohortState.RUNNING) if begun else (CohortState.PLANNED,)
    rows = Session.objects.filter(
        cohort__offer=offer_id, cohort__state__in=states, state=SessionState.PLANNED
    ).select_related("cohort__venue", "cohort__single_organisation")
    found: dict[int, list[Session]] = {}
    for row in rows.order_by("cohort__name", "starts_at"):
        found.setdefault(row.cohort_id, []).append(row)
    return {pk: _in_play(own) for pk, own in found.items()}


def _in_play(own: Sequence[Session]) -> CohortInPlay:
    return CohortInPlay(
        row=own[0].cohort,
        starts=tuple(row.starts_at for row in own),
        without_safety_plan=sum(1 for row in own if not row.safety_plan),
        facts=facts_of_cohort(own[0].cohort, first=own[0].starts_at),
    )


def required_sectors(offer_id: int) -> tuple[str, ...]:
    """Names of the sectors that every mixed cohort of this offer must have."""
    links = Offer.required_sectors.through.objects.filter(offer_id=offer_id)
    rows = Sector.objects.filter(pk__in=links.values("sector_id"))
    return tuple(rows.values_list("name", flat=True))


def applications_in_play(offer_id: int) -> list[Any]:
    """With the people, and as `settled` the cohort of those who are members now or have time to
    answer."""
    asked = PlaceOffer.objects.filter(application=OuterRef("pk"), state=PlaceState.OFFERED)
    belongs = Membership.objects.filter(
        person=OuterRef("person"), cohort__offer=offer_id, ends_on__isnull=True
    ).order_by("-pk")
    placed = When(state=ApplicationState.PLACED, then=Subquery(belongs.values("cohort")[:1]))
    rows = Application.objects.filter(offer=offer_id, state__in=IN_PLAY, person__isnull=False)
    settled = rows.annotate(settled=Coalesce(Subquery(asked.values("cohort")[:1]), Case(placed)))
    return list(directory.with_cards(settled).only(*READ).order_by("pk"))


def applicants(rows: Iterable[Any], cohorts: Collection[int], *, on: date) -> dict[int, Applicant]:
    """Everyone who waits to be placed, and those told of a place in one of these cohorts."""
    return {
        row.pk: Applicant(
            application_id=row.pk,
            person_id=row.person_id,
            state=ApplicationState(row.state),
            priority=row.priority,
            rank=row.lottery_rank,
            modes=tuple(row.modes),
            settled=row.settled,
            card=directory.card(row.person, on),
        )
        for row in rows
        if ApplicationState(row.state) not in TOLD or row.settled in cohorts
    }


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
    lines, named = _known_pairs(offer_id, cards, on)
    pairs = rules.apart(
        lines=lines,
        teams={pk: card.team_id for pk, card in cards.items() if card.team_id is not None},
        named=named,
        one_organisation=lambda person_id: cards[person_id].organisation_id in own,
    )
    return {
        pair: "line" if pair in lines else "named" if pair in named else "team" for pair in pairs
    }


def _known_pairs(offer_id: int, people: Collection[int], on: date) -> tuple[Pairs, Pairs]:
    """Pairs of these people in one reporting line, and pairs someone named, in one query."""
    lines = directory.lines_between(on, people).order_by()
    named = KeepApart.objects.filter(offer=offer_id).values_list(
        "person_a", "person_b", Value("named")
    )
    found: dict[str, set[frozenset[int]]] = {"line": set(), "named": set()}
    for one, other, why in named.union(lines.values_list("person", "manager", Value("line"))):
        if one in people and other in people:
            found[why].add(frozenset((one, other)))
    return frozenset(found["line"]), frozenset(found["named"])
