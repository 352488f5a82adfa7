"""Calling off an offer: preview, one step, and nobody left waiting for something that is over."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Refused, Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.learning.models import Cohort, HardNote, Membership, Offer, PlaceOffer, Session
from goldenthread.learning.operations import (
    accept_place,
    add_cohort,
    cancel_offer,
    close_register,
    mark_attendance,
    offer_place,
)
from goldenthread.learning.operations.facilitators import assign_facilitator
from goldenthread.learning.terms import (
    ApplicationState,
    CohortPolicy,
    CohortState,
    LeaveReason,
    Mark,
    Mode,
    OfferState,
    PlaceState,
    SessionState,
)
from goldenthread.messaging.models import Message
from goldenthread.messaging.operations import send_due
from tests.factories.access import actor_with, client_of, user_with
from tests.factories.directory import make_person
from tests.factories.learning_cohorts import (
    BY,
    FIRST,
    NOW,
    make_application,
    make_cohort,
    make_member,
    make_offer,
    times,
)

pytestmark = pytest.mark.django_db
WHY = "The trainers are not well, and we could not find others in time."
FAR_OFF = FIRST.replace(year=2040)
OVER = {"why": WHY, "by": BY}


@pytest.fixture
def offer() -> Offer:
    return make_offer("Listening well", place_offer_days=7)


def call_off(offer: Offer, *, now: datetime = NOW, **rest: Any) -> int:
    return cancel_offer(offer_id=offer.pk, now=now, **{**OVER, **rest})


def letters() -> dict[str, Message]:
    rows = Message.objects.filter(kind="offer_called_off")
    return {row.to_name: row for row in rows}


def coordinator(offer: Offer) -> Actor:
    return actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, offer.programme_id))


def test_nobody_belongs_and_nothing_meets_after_an_offer_is_called_off(offer: Offer) -> None:
    cohort = make_cohort(offer)
    row = make_member(cohort)
    assert call_off(offer) == 1
    offer.refresh_from_db()
    cohort.refresh_from_db()
    row.refresh_from_db()
    assert (offer.state, cohort.state) == (OfferState.CANCELLED, CohortState.CANCELLED)
    assert row.leave_reason == LeaveReason.COHORT_ENDED
    assert set(cohort.sessions.values_list("state", flat=True)) == {SessionState.CANCELLED}


def test_members_are_told_why_and_their_calendar_is_tidied(offer: Offer) -> None:
    make_member(make_cohort(offer), person=make_person(name="Amal Reed"))
    sequences = dict(Session.objects.values_list("calendar_uid", "calendar_sequence"))
    call_off(offer)
    letter = letters()["Amal Reed"]
    assert WHY in letter.body
    assert letter.calendar_method == "CANCEL"
    assert letter.calendar.count("METHOD:CANCEL") == 2
    for row in Session.objects.all():
        assert row.calendar_uid in letter.calendar
        assert row.calendar_sequence > sequences[row.calendar_uid]
    assert "Listening" not in letter.subject


def test_one_letter_each_however_many_cohorts_somebody_runs(offer: Offer) -> None:
    leader = make_person(name="Kit Moss")
    for _ in range(2):
        cohort = make_cohort(offer)
        assign_facilitator(cohort_id=cohort.pk, person_id=leader.pk, by=BY)
    call_off(offer)
    assert letters()["Kit Moss"].calendar.count("METHOD:CANCEL") == 4
    assert Message.objects.filter(kind="offer_called_off").count() == 1


def test_a_place_kept_is_kept_no_longer_and_cannot_be_taken(offer: Offer) -> None:
    cohort = make_cohort(offer)
    row = make_application(offer, cohorts=[cohort])
    place_id = offer_place(application_id=row.pk, cohort_id=cohort.pk, now=NOW, by=BY)
    call_off(offer)
    assert PlaceOffer.objects.get().state == PlaceState.TAKEN_BACK
    with pytest.raises(Refused):
        accept_place(place_offer_id=place_id, now=NOW, by=BY)
    send_due(now=NOW, by=BY)
    assert not Message.objects.filter(kind="place_offer", state="sent").exists()
    assert "do not need to answer" in Message.objects.get(kind="offer_called_off").body


def test_people_still_hoping_are_told_and_people_who_left_are_not(offer: Offer) -> None:
    told = (ApplicationState.SUBMITTED, ApplicationState.ELIGIBLE, ApplicationState.WAITING)
    for state in ApplicationState:
        if state != ApplicationState.OFFERED:
            make_application(offer, state=state, person=make_person(name=state.value))
    assert call_off(offer) == 3
    assert set(letters()) == {state.value for state in told}


def test_what_only_the_facilitator_would_read_is_deleted_at_once(offer: Offer) -> None:
    row = make_application(offer)
    HardNote.objects.create(application=row, text=b"sealed")
    call_off(offer)
    assert not HardNote.objects.exists()
    assert Event.objects.filter(action="note.deleted", person_id=row.person_id).exists()


def held_once(offer: Offer) -> tuple[Cohort, Membership, datetime]:
    """A cohort of two sessions that has met once, and the day after it met."""
    cohort = make_cohort(offer)
    row = make_member(cohort)
    first = cohort.sessions.get(number=1)
    marks = {row.person_id: Mark.WHOLE}
    mark_attendance(session_id=first.pk, marks=marks, now=first.ends_at, by=BY)
    close_register(session_id=first.pk, now=first.ends_at, by=BY)
    return cohort, row, first.ends_at + timedelta(hours=2)


def test_what_was_held_is_kept_and_only_what_is_to_come_is_called_off(offer: Offer) -> None:
    cohort, row, later = held_once(offer)
    call_off(offer, now=later)
    cohort.refresh_from_db()
    row.refresh_from_db()
    assert cohort.state == CohortState.FINISHED
    states = dict(cohort.sessions.values_list("number", "state"))
    assert states == {1: SessionState.HELD, 2: SessionState.CANCELLED}
    assert row.ends_on == (FIRST + timedelta(days=1)).date()
    assert Message.objects.get(kind="offer_called_off").calendar.count("METHOD:CANCEL") == 1


def test_the_register_of_a_session_that_was_held_can_still_be_taken(offer: Offer) -> None:
    cohort = make_cohort(offer)
    row = make_member(cohort)
    first = cohort.sessions.get(number=1)
    call_off(offer, now=first.ends_at)
    mark_attendance(session_id=first.pk, marks={row.person_id: Mark.PART}, now=first.ends_at, by=BY)
    close_register(session_id=first.pk, now=first.ends_at, by=BY)
    cohort.refresh_from_db()
    assert cohort.state == CohortState.FINISHED


def test_a_cohort_that_has_met_for_the_last_time_is_left_as_it_is(offer: Offer) -> None:
    cohort = make_cohort(offer, session_times=times(sessions=1))
    row = make_member(cohort)
    assert call_off(offer, now=FIRST + timedelta(days=2)) == 0
    row.refresh_from_db()
    assert row.ends_on is None


@pytest.mark.parametrize("state", (OfferState.FINISHED, OfferState.CANCELLED))
def test_an_offer_that_is_over_is_not_called_off(offer: Offer, state: OfferState) -> None:
    Offer.objects.filter(pk=offer.pk).update(state=state)
    with pytest.raises(Refused, match="This offer"):
        call_off(offer)


def test_calling_off_needs_a_reason_and_says_so_before_anything_happens(offer: Offer) -> None:
    make_member(make_cohort(offer))
    with pytest.raises(Refused, match="Say why"):
        call_off(offer, why="  ")
    assert not Message.objects.exists()


def test_nothing_new_begins_in_an_offer_that_was_called_off(offer: Offer) -> None:
    row = make_application(offer, state=ApplicationState.WAITING)
    cohort = make_cohort(offer)
    call_off(offer)
    with pytest.raises(Refused, match="cancelled"):
        offer_place(application_id=row.pk, cohort_id=cohort.pk, now=NOW, by=BY)
    with pytest.raises(Refused, match="cancelled"):
        add_cohort(
            offer_id=offer.pk,
            name="One more",
            policy=CohortPolicy.MIXED,
            mode=Mode.ONLINE,
            minimum=2,
            maximum=6,
            session_times=times(),
            by=BY,
        )


def test_a_coordinator_of_another_programme_finds_nothing_there(offer: Offer) -> None:
    elsewhere = coordinator(make_offer())
    with pytest.raises(OutOfReach):
        call_off(offer, by=elsewhere)


def page_of(offer: Offer, programme_of: Offer | None = None) -> tuple[Client, str]:
    over = (ScopeKind.PROGRAMME, (programme_of or offer).programme_id)
    return client_of(user_with(Role.COORDINATOR, over=over)), f"/offers/{offer.pk}/cancel/"


def test_the_page_says_who_is_told_what_is_off_and_what_is_kept_and_changes_nothing(
    offer: Offer,
) -> None:
    make_member(make_cohort(offer, "Set A", session_times=times(FAR_OFF)))
    make_application(offer, state=ApplicationState.WAITING, person=make_person(email=""))
    client, path = page_of(offer)
    page = client.get(path).text
    for words in ("1 person with a place", "1 person waiting to hear", "Set A", "1 person does"):
        assert words in page
    assert "Call it off and tell 2 people" in page
    offer.refresh_from_db()
    assert offer.state == OfferState.OPEN


def test_one_press_calls_it_off_and_the_offer_page_offers_it_no_more(offer: Offer) -> None:
    make_application(offer, state=ApplicationState.WAITING)
    client, path = page_of(offer)
    assert "Say why" in client.post(path, {"why": ""}).text
    answer = client.post(path, {"why": WHY}, follow=True)
    assert "1 person is told" in answer.text
    assert "Call it off" not in answer.text
    assert "There is nothing to call off" in client.get(path).text


def test_the_page_is_not_there_for_another_programme(offer: Offer) -> None:
    client, path = page_of(offer, programme_of=make_offer())
    assert client.get(path).status_code == 404
    assert client.post(path, {"why": WHY}).status_code == 404
    offer.refresh_from_db()
    assert offer.state == OfferState.OPEN
