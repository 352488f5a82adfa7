"""Offers with cohorts, eligible people and members, for tests."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from goldenthread.access.actor import Actor
from goldenthread.directory.models import Organisation, Person
from goldenthread.learning.models import (
    Application,
    Availability,
    Cohort,
    Membership,
    Offer,
    Session,
    Venue,
)
from goldenthread.learning.operations import cohorts, forming
from goldenthread.learning.terms import (
    ApplicationState,
    CohortPolicy,
    Mode,
    OfferKind,
    OfferState,
)
from tests.factories.directory import make_organisation, make_person
from tests.factories.programmes import make_programme

_numbers = count(1)
BY = Actor.system(reason="tests")
NOW = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
TODAY = date(2026, 3, 3)
FIRST = datetime(2026, 4, 14, 8, 30, tzinfo=UTC)
SECTORS = ("primary_care", "emergency_services", "a_and_e", "mental_health", "third_sector")


def times(
    starts: datetime = FIRST, *, sessions: int = 2, hours: int = 3
) -> list[tuple[datetime, datetime]]:
    """Sessions a fortnight apart."""
    days = [starts + timedelta(days=14 * n) for n in range(sessions)]
    return [(start, start + timedelta(hours=hours)) for start in days]


def make_offer(name: str = "", **rest: Any) -> Offer:
    number = next(_numbers)
    defaults = {
        "kind": OfferKind.ACTION_LEARNING_SET,
        "state": OfferState.OPEN,
        "what_to_expect": "Six people, one facilitator, and time to think.",
        "content_note": "Some stories are about loss.",
        "words_used": "Presenter: whoever brings an issue today.",
    }
    return Offer.objects.create(
        programme=rest.pop("programme", None) or make_programme(),
        name=name or f"Offer {number}",
        slug=f"offer-{number}",
        **{**defaults, **rest},
    )


def make_venue(name: str = "", *, seats: int = 30, features: Sequence[str] = ()) -> Venue:
    return Venue.objects.create(
        name=name or f"Room {next(_numbers)}", seats=seats, features=list(features)
    )


def make_cohort(offer: Offer | None = None, name: str = "", **rest: Any) -> Cohort:
    """A mixed cohort of 2 to 6 in person, with two sessions from 14 April 2026."""
    given = {
        "policy": CohortPolicy.MIXED,
        "mode": Mode.IN_PERSON,
        "minimum": 2,
        "maximum": 6,
        "session_times": times(),
        **rest,
    }
    cohort_id = cohorts.add_cohort(
        offer_id=(offer or make_offer()).pk,
        name=name or f"Set {next(_numbers)}",
        by=BY,
        **given,
    )
    return Cohort.objects.get(pk=cohort_id)


def make_application(
    offer: Offer,
    *,
    cohorts: Sequence[Cohort] = (),
    person: Person | None = None,
    state: ApplicationState = ApplicationState.ELIGIBLE,
    **rest: Any,
) -> Application:
    """Someone eligible who can make every date of these cohorts."""
    row = Application.objects.create(
        offer=offer,
        person=person or make_person(),
        state=state,
        nonce=f"nonce{next(_numbers)}",
        started_at=NOW - timedelta(days=20),
        submitted_at=NOW - timedelta(days=19),
        modes=rest.pop("modes", [mode.value for mode in Mode]),
        **rest,
    )
    Availability.objects.bulk_create(Availability(application=row, cohort=c) for c in cohorts)
    return row


def make_applicants(
    offer: Offer, *, people: int, cohorts: Sequence[Cohort], sectors: Sequence[str] = SECTORS
) -> list[Application]:
    """Eligible people of each sector in turn, two organisations a sector, free on every date."""
    places: dict[str, list[Organisation]] = {
        code: [make_organisation(sector=code) for _ in range(2)] for code in sectors
    }
    return [
        make_application(
            offer,
            cohorts=cohorts,
            person=make_person(
                organisation=places[sectors[n % len(sectors)]][n // len(sectors) % 2]
            ),
        )
        for n in range(people)
    ]


def make_member(
    cohort: Cohort,
    *,
    person: Person | None = None,
    starts_on: date = TODAY,
    ends_on: date | None = None,
) -> Membership:
    """Someone who belongs, with the application that brought them."""
    who = person or make_person()
    Application.objects.get_or_create(
        offer=cohort.offer,
        person=who,
        defaults={
            "state": ApplicationState.PLACED,
            "nonce": f"nonce{next(_numbers)}",
            "started_at": NOW - timedelta(days=20),
        },
    )
    return Membership.objects.create(
        cohort=cohort, person=who, starts_on=starts_on, ends_on=ends_on
    )


def make_session_of(cohort: Cohort, number: int = 1, **changes: Any) -> Session:
    """One of the cohort's sessions, changed as the test needs."""
    row = cohort.sessions.get(number=number)
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    return row


def with_safety_plans(cohort: Cohort) -> Cohort:
    """Every session has what joining instructions wait for."""
    cohort.sessions.update(safety_plan="Two facilitators; a quiet room; someone on call.")
    return cohort


def make_plan(offer: Offer, *, seed: int = 4182) -> int:
    """A draft plan made by the method."""
    return forming.form_cohorts(offer_id=offer.pk, seed=seed, now=NOW, by=BY)
