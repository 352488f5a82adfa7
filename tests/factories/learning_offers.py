"""Programmes, offers, criteria and applications for tests, made the way the product makes them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from goldenthread.access.actor import Actor
from goldenthread.learning import operations
from goldenthread.learning.models import Application, Cohort, Offer, Session
from goldenthread.learning.operations import CriterionDraft
from goldenthread.learning.terms import CriterionKind, Mode, OfferKind, OfferState
from goldenthread.programmes.models import Programme
from goldenthread.ui.words import LONDON
from tests.factories.access import SYSTEM
from tests.factories.directory import make_organisation, make_person

_numbers = count(1)
OPENED = date(2026, 2, 1)
NOW = datetime(2026, 3, 3, 10, 0, tzinfo=LONDON)
TODAY = NOW.date()
LEADS = CriterionDraft("Leads a team", question="Do you lead a team?", key="leads-a-team")
HAS_TIME = CriterionDraft(
    "Can come to every session", question="Can you come to every session?", key="has-time"
)
CAN_CHANGE = CriterionDraft(
    "Can bring about change",
    question="What could you change where you work?",
    key="can-change",
    kind=CriterionKind.JUDGEMENT,
)


def make_programme(name: str = "", **rest: Any) -> Programme:
    number = next(_numbers)
    given = name or f"Programme {number}"
    return Programme.objects.create(
        name=given,
        slug=f"programme-{number}",
        host=rest.pop("host", None) or make_organisation(),
        starts_on=date(2026, 1, 5),
        contact_email="training@example.org",
        **rest,
    )


def make_offer(
    name: str = "",
    *,
    state: OfferState = OfferState.OPEN,
    programme: Programme | None = None,
    criteria: Sequence[CriterionDraft] | None = (LEADS,),
    **rest: Any,
) -> Offer:
    """An offer that is open, with one yes-or-no criterion, unless the test says otherwise."""
    offer_id = operations.create_offer(
        programme_id=(programme or make_programme()).pk,
        name=name or f"Offer {next(_numbers)}",
        kind=rest.pop("kind", OfferKind.COURSE),
        summary=rest.pop("summary", "Three mornings about listening well."),
        opens_on=rest.pop("opens_on", OPENED),
        closes_on=rest.pop("closes_on", date(2026, 3, 31)),
        by=SYSTEM,
        **rest,
    )
    if criteria is not None:
        decide(offer_id, *criteria)
    Offer.objects.filter(pk=offer_id).update(state=state)
    return Offer.objects.get(pk=offer_id)


def decide(
    offer_id: int, *criteria: CriterionDraft, why: str = "Agreed.", now: datetime = NOW
) -> int:
    return operations.decide_criteria(
        offer_id=offer_id,
        criteria=criteria,
        why=why,
        decided_on=OPENED,
        decided_by="Steering group",
        now=now,
        by=SYSTEM,
    )


def make_dates(
    offer: Offer,
    name: str = "",
    *,
    starts_at: datetime | None = None,
    sessions: int = 2,
    **rest: Any,
) -> Cohort:
    """A cohort of the offer with weekly sessions of three hours."""
    cohort = Cohort.objects.create(
        offer=offer,
        name=name or f"Cohort {next(_numbers)}",
        **{"mode": Mode.ONLINE, "minimum": 4, "maximum": 12, **rest},
    )
    first = starts_at or datetime(2026, 4, 14, 9, 30, tzinfo=LONDON)
    for number in range(sessions):
        start = first + timedelta(weeks=number)
        Session.objects.create(
            cohort=cohort,
            number=number + 1,
            starts_at=start,
            ends_at=start + timedelta(hours=3),
            calendar_uid=f"session-{cohort.pk}-{number}@example.org",
        )
    return cohort


def make_application(
    offer: Offer,
    *,
    answers: Mapping[str, bool | str | None] | None = None,
    name: str = "",
    person: Any = None,
    sent_at: datetime = NOW - timedelta(days=3),
    **rest: Any,
) -> Application:
    """An application that was sent; its answers are by the key of each criterion."""
    if person is None:
        person = make_person(name=name, organisation=make_organisation())
    pk = operations.add_application(
        offer_id=offer.pk,
        person_id=person.pk,
        answers=answers,
        submitted_at=sent_at,
        by=SYSTEM,
        **rest,
    )
    return Application.objects.get(pk=pk)


def link_of(application: Application | int) -> Actor:
    """The holder of this application's personal link."""
    pk = application if isinstance(application, int) else application.pk
    return Actor.link(subject=f"application:{pk}")
