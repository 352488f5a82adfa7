"""One reminder while there is time to answer, and none once it is answered or over."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from goldenthread.access.terms import Role
from goldenthread.learning.models import Cohort, PlaceOffer
from goldenthread.learning.operations import cancel_offer, withdraw_application
from goldenthread.learning.operations.place_reminders import remind_places
from goldenthread.learning.operations.places import (
    accept_place,
    decline_place,
    expire_places,
    offer_place,
    take_back_place,
)
from goldenthread.learning.rules.places import at, reminder_at
from goldenthread.messaging.models import Message
from goldenthread.messaging.operations import send_due
from goldenthread.messaging.terms import MessageState
from goldenthread.ui.words import in_london
from tests.factories.access import client_of, user_with
from tests.factories.directory import make_person
from tests.factories.learning_cohorts import (
    BY,
    NOW,
    make_application,
    make_cohort,
    make_offer,
)

pytestmark = pytest.mark.django_db
TWO_DAYS_BEFORE = at((NOW + timedelta(days=5)).date(), in_london(NOW).time().replace(hour=11))


@pytest.fixture
def cohort() -> Cohort:
    return make_cohort(make_offer(place_offer_days=7))


def kept(cohort: Cohort, **rest: Any) -> PlaceOffer:
    row = make_application(cohort.offer, cohorts=[cohort], **rest)
    place_id = offer_place(application_id=row.pk, cohort_id=cohort.pk, now=NOW, by=BY)
    return PlaceOffer.objects.get(pk=place_id)


def remind(now: datetime = TWO_DAYS_BEFORE) -> int:
    return remind_places(now=now, by=BY)


def reminders(state: MessageState | None = None) -> int:
    rows = Message.objects.filter(kind="place_reminder")
    return rows.filter(state=state).count() if state else rows.count()


def test_a_reminder_comes_two_days_before_the_end_in_the_morning() -> None:
    told = NOW
    moment = reminder_at(told, at((NOW + timedelta(days=14)).date(), NOW.time().replace(hour=21)))
    assert moment is not None
    assert (in_london(moment).date(), in_london(moment).hour) == (
        (NOW + timedelta(days=12)).date(),
        9,
    )


@pytest.mark.parametrize("days", (1, 2, 3, 5))
def test_where_time_is_short_it_comes_with_a_third_of_it_left(days: int) -> None:
    ends = at((NOW + timedelta(days=days)).date(), NOW.time().replace(hour=21))
    moment = reminder_at(NOW, ends)
    assert moment is not None
    assert NOW + (ends - NOW) / 2 < moment < ends
    assert 9 <= in_london(moment).hour < 21


def test_nobody_is_reminded_of_what_ends_within_a_day() -> None:
    assert reminder_at(NOW, NOW + timedelta(hours=11)) is None


def test_everyone_who_has_not_answered_is_reminded_once(cohort: Cohort) -> None:
    kept(cohort, person=make_person(name="Ada Wren"))
    assert remind(NOW + timedelta(days=2)) == 0
    assert remind() == 1
    assert remind(TWO_DAYS_BEFORE + timedelta(hours=3)) == 0
    letter = Message.objects.get(kind="place_reminder")
    assert "until" in letter.subject
    assert cohort.offer.name not in letter.subject
    assert "only reminder" in letter.body


def test_a_yes_a_no_or_a_place_taken_back_stops_it_before_it_is_sent(cohort: Cohort) -> None:
    yes, no, back, gone = (kept(cohort) for _ in range(4))
    assert remind() == 4
    accept_place(place_offer_id=yes.pk, now=TWO_DAYS_BEFORE, by=BY)
    decline_place(place_offer_id=no.pk, now=TWO_DAYS_BEFORE, by=BY)
    take_back_place(place_offer_id=back.pk, why="No room.", now=TWO_DAYS_BEFORE, by=BY)
    withdraw_application(application_id=gone.application_id, now=TWO_DAYS_BEFORE, by=BY)
    send_due(now=TWO_DAYS_BEFORE, by=BY)
    assert reminders(MessageState.STOPPED) == 4


def test_nobody_is_reminded_of_a_place_that_is_over(cohort: Cohort) -> None:
    row = kept(cohort)
    later = row.expires_at + timedelta(minutes=5)
    expire_places(later, BY)
    assert remind(later) == 0


def test_a_reminder_that_could_not_go_in_time_does_not_go_late(cohort: Cohort) -> None:
    row = kept(cohort)
    remind()
    send_due(now=row.expires_at + timedelta(minutes=5), by=BY)
    assert reminders(MessageState.STOPPED) == 1


def test_calling_off_the_offer_stops_it(cohort: Cohort) -> None:
    kept(cohort)
    remind()
    cancel_offer(offer_id=cohort.offer_id, why="No trainers.", now=TWO_DAYS_BEFORE, by=BY)
    send_due(now=TWO_DAYS_BEFORE, by=BY)
    assert reminders(MessageState.STOPPED) == 1


@pytest.mark.parametrize("how", ({"email": ""}, {"contact_by": "phone"}))
def test_who_is_not_reached_by_email_is_rung_instead(cohort: Cohort, how: dict[str, str]) -> None:
    kept(cohort, person=make_person(**how))  # type: ignore[arg-type]  # one field or another
    assert remind() == 0


def test_the_page_of_places_says_what_is_about_to_run_out(cohort: Cohort) -> None:
    row = kept(cohort)
    PlaceOffer.objects.filter(pk=row.pk).update(expires_at=at(in_london(NOW).date(), NOW.time()))
    client = client_of(user_with(Role.COORDINATOR))
    assert "1 place runs out by tomorrow" in client.get(f"/offers/{cohort.offer_id}/places/").text
