"""What forming cohorts needs to know: the offer's people and cohorts as one problem.

Sentences and assignments speak of people and cohorts by token (see `rules.plans`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.directory import queries as directory
from goldenthread.directory.terms import MUST_BE_OFFERED, Adjustment, PersonCard
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
from goldenthread.learning.rules import plans as rules
from goldenthread.learning.rules.cohorts import learner_seats
from goldenthread.learning.rules.plans import cohort_token, person_token
from goldenthread.learning.terms import (
    ApplicationState,
    CohortPolicy,
    CohortState,
    Mode,
    PlaceState,
    SessionState,
)
from goldenthread.methods import allocation
from goldenthread.ui.words import in_london

READER = Actor.system(reason="cards for forming cohorts")
IN_PLAY = (
    ApplicationState.ELIGIBLE,
    ApplicationState.WAITING,
    ApplicationState.OFFERED,
    ApplicationState.PLACED,
)
# Online, nobody needs a step-free building or a loop in the room.
ONLINE_OFFERS = frozenset({Adjustment.STEP_FREE.value, Adjustment.HEARING_LOOP.value})


@dataclass(frozen=True)
class Applicant:
    """One person in play."""

    application_id: int
    person_id: int
    state: ApplicationState
    priority: int
    rank: int | None
    card: PersonCard


@dataclass(frozen=True)
class Forming:
    """The problem, and what its tokens stand for.

    `settled` maps an application to the cohort it has been offered or given. `why_apart` maps a
    pair of person ids to "line", "team" or "named".
    """

    offer_id: int
    problem: allocation.Problem
    applicants: Mapping[int, Applicant]
    cohort_names: Mapping[int, str]
    settled: Mapping[int, int]
    why_apart: Mapping[frozenset[int], str]

    def with_decided(self, decided: Mapping[int, int]) -> allocation.Problem:
        """The problem with these people locked: the method takes a person's decision as given."""
        locks = {
            person_token(a): cohort_token(c)
            for a, c in decided.items()
            if a in self.applicants and c in self.cohort_names
        }
        people = tuple(
            replace(
                p,
                available=frozenset({locks[p.id]}),
                modes=frozenset(allocation_modes()),
                needs=frozenset(),
            )
            if p.id in locks
            else p
            for p in self.problem.people
        )
        pairs = tuple(
            (a, b) for a, b in self.problem.keep_apart if locks.get(a, a) != locks.get(b, b)
        )
        return replace(self.problem, people=people, keep_apart=pairs, locks=locks)


def allocation_modes() -> tuple[str, ...]:
    return tuple(mode.value for mode in Mode)


def settled_places(offer_id: int) -> dict[int, int]:
    """Application to cohort, for people who are members now or have time to answer."""
    asked = PlaceOffer.objects.filter(
        application__offer_id=offer_id, state=PlaceState.OFFERED
    ).values_list("application_id", "cohort_id")
    applied = dict(
        Application.objects.filter(offer_id=offer_id, state=ApplicationState.PLACED).values_list(
            "person_id", "pk"
        )
    )
    members = Membership.objects.filter(
        cohort__offer_id=offer_id, ends_on__isnull=True
    ).values_list("person_id", "cohort_id")
    placed = {applied[p]: cohort_id for p, cohort_id in members if p in applied}
    return placed | dict(asked)


def forming(actor: Actor, offer_id: int, *, on: date, with_begun: bool = False) -> Forming:
    """Everyone in play for the cohorts of this offer that have not begun.

    `with_begun` also takes cohorts that have met, to look back at a published plan.
    """
    actor.must_reach_any((Permission.COHORT_FORM, Permission.PLACE_OFFER), "offer", offer_id)
    cohorts = _cohorts(offer_id, with_begun=with_begun)
    settled = settled_places(offer_id)
    applicants = _applicants(offer_id, on, settled=settled, cohorts=cohorts)
    why_apart = _apart(offer_id, applicants, cohorts, on)
    token_of = {a.person_id: person_token(a.application_id) for a in applicants.values()}
    problem = allocation.Problem(
        people=_people(applicants, cohorts),
        cohorts=tuple(
            _cohort(row, days, required) for row, days, required in _with_facts(offer_id, cohorts)
        ),
        venues=tuple(
            allocation.Venue(id=_room(row), capacity=row.venue.seats, features=_features(row))
            for row in cohorts.values()
            if row.venue is not None
        ),
        keep_apart=tuple(sorted(_in_order(token_of, pair) for pair in why_apart)),
        weights=rules.WEIGHTS,
        never_alone=rules.NEVER_ALONE,
        strata=rules.STRATA,
    )
    names = {row.pk: row.name for row in cohorts.values()}
    kept = {a: c for a, c in settled.items() if a in applicants and c in names}
    return Forming(offer_id, problem, applicants, names, kept, why_apart)


def _in_order(token_of: Mapping[int, str], pair: frozenset[int]) -> tuple[str, str]:
    first, second = sorted(token_of[person_id] for person_id in pair)
    return first, second


def _cohorts(offer_id: int, *, with_begun: bool) -> dict[int, Cohort]:
    states, meetings = [CohortState.PLANNED], [SessionState.PLANNED]
    if with_begun:
        states += [CohortState.RUNNING, CohortState.FINISHED]
        meetings.append(SessionState.HELD)
    rows = (
        Cohort.objects.filter(offer_id=offer_id, state__in=states)
        .filter(sessions__state__in=meetings)
        .select_related("venue", "single_organisation")
        .distinct()
    )
    return {row.pk: row for row in rows}


def _applicants(
    offer_id: int, on: date, *, settled: Mapping[int, int], cohorts: Mapping[int, Cohort]
) -> dict[int, Applicant]:
    rows = [
        row
        for row in Application.objects.filter(
            offer_id=offer_id, state__in=IN_PLAY, person__isnull=False
        ).order_by("pk")
        if settled.get(row.pk, None) in (None, *cohorts) and _is_here(row, settled)
    ]
    cards = directory.cards_for(READER, [r.person_id for r in rows if r.person_id], on=on)
    return {
        row.pk: Applicant(
            application_id=row.pk,
            person_id=row.person_id,
            state=ApplicationState(row.state),
            priority=row.priority,
            rank=row.lottery_rank,
            card=cards[row.person_id],
        )
        for row in rows
        if row.person_id is not None
    }


def _is_here(row: Application, settled: Mapping[int, int]) -> bool:
    """Someone placed is in play only while they hold a seat in a cohort of this offer."""
    told = (ApplicationState.PLACED, ApplicationState.OFFERED)
    return ApplicationState(row.state) not in told or row.pk in settled


def _people(
    applicants: Mapping[int, Applicant], cohorts: Mapping[int, Cohort]
) -> tuple[allocation.Person, ...]:
    available: dict[int, set[str]] = {pk: set() for pk in applicants}
    rows = Availability.objects.filter(application__in=applicants, cohort__in=cohorts)
    for application_id, cohort_id in rows.values_list("application_id", "cohort_id"):
        available[application_id].add(cohort_token(cohort_id))
    modes = dict(Application.objects.filter(pk__in=applicants).values_list("pk", "modes"))
    highest = max((a.priority for a in applicants.values()), default=0)
    return tuple(
        allocation.Person(
            id=person_token(pk),
            attributes=_attributes(a.card) | {"dates": " ".join(sorted(available[pk]))},
            available=frozenset(available[pk]),
            modes=frozenset(modes[pk] or allocation_modes()),
            needs=frozenset(a.card.adjustments) & {need.value for need in MUST_BE_OFFERED},
            tier=rules.tier(a.priority, highest=highest),
            lottery_rank=a.rank,
        )
        for pk, a in applicants.items()
    )


def _attributes(card: PersonCard) -> dict[str, str]:
    return {
        "sector": card.sector_name,
        "organisation": card.organisation,
        "seniority": card.seniority,
        "place": card.place,
    }


def _with_facts(
    offer_id: int, cohorts: Mapping[int, Cohort]
) -> list[tuple[Cohort, tuple[date, ...], tuple[str, ...]]]:
    days: dict[int, list[date]] = {pk: [] for pk in cohorts}
    rows = Session.objects.filter(cohort__in=cohorts).exclude(state=SessionState.CANCELLED)
    for cohort_id, starts_at in rows.order_by("starts_at").values_list("cohort_id", "starts_at"):
        days[cohort_id].append(in_london(starts_at).date())
    required = tuple(Offer.objects.get(pk=offer_id).required_sectors.values_list("name", flat=True))
    return [(row, tuple(days[pk]), required) for pk, row in cohorts.items()]


def _cohort(row: Cohort, days: tuple[date, ...], required: tuple[str, ...]) -> allocation.Cohort:
    is_mixed = CohortPolicy(row.policy) == CohortPolicy.MIXED
    single = row.single_organisation
    return allocation.Cohort(
        id=cohort_token(row.pk),
        date=days[0],
        session_dates=days,
        mode=row.mode,
        venue=_room(row) if row.venue else None,
        minimum=row.minimum,
        maximum=learner_seats(
            row.maximum,
            venue_seats=row.venue.seats if row.venue else None,
            trainers=row.trainers_needed,
        ),
        features=_features(row),
        required={"sector": required} if required and is_mixed else {},
        single_organisation=single.name if single else None,
    )


def _features(row: Cohort) -> frozenset[str]:
    """What the cohort offers: its own list, and its room's."""
    own = frozenset(row.features) | frozenset(row.venue.features if row.venue else ())
    return own | ONLINE_OFFERS if row.mode == Mode.ONLINE else own


def _room(row: Cohort) -> str:
    """A room of its own for each cohort: clashes in one room are settled by the clock, not the
    day, when a cohort is added."""
    return f"{row.venue.name if row.venue else ''} ({row.name})"


def _apart(
    offer_id: int, applicants: Mapping[int, Applicant], cohorts: Mapping[int, Cohort], on: date
) -> dict[frozenset[int], str]:
    ids = [a.person_id for a in applicants.values()]
    cards = {a.person_id: a.card for a in applicants.values()}
    own = {row.single_organisation_id for row in cohorts.values()} - {None}
    lines = directory.line_pairs(on, ids)
    named = {
        frozenset(pair)
        for pair in KeepApart.objects.filter(
            offer_id=offer_id, person_a__in=ids, person_b__in=ids
        ).values_list("person_a_id", "person_b_id")
    }
    pairs = rules.apart(
        lines=lines,
        teams=directory.team_of(ids, on),
        named=named,
        one_organisation=lambda person_id: cards[person_id].organisation_id in own,
    )
    return {
        pair: "line" if pair in lines else "named" if pair in named else "team" for pair in pairs
    }
