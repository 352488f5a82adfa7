"""Offering places, hearing the answer, passing the seat on."""

from datetime import time, timedelta
from typing import Any

import pytest

from goldenthread.access.actor import Actor
from goldenthread.access.models import Grant
from goldenthread.access.terms import OutOfReach, Refused, Role
from goldenthread.learning.models import (
    Application,
    Cohort,
    Membership,
    Offer,
    PlaceOffer,
)
from goldenthread.learning.operations import letters, withdraw_application
from goldenthread.learning.operations.leaving import give_up_place, withdraw_member
from goldenthread.learning.operations.places import (
    accept_place,
    decline_place,
    expire_places,
    offer_next,
    offer_place,
    take_back_place,
)
from goldenthread.learning.rules.places import at
from goldenthread.learning.terms import ApplicationState, LeaveReason, PlaceState
from goldenthread.messaging.links import MARK
from goldenthread.messaging.models import Message
from goldenthread.messaging.operations import send_due
from goldenthread.messaging.terms import MessageState
from tests.factories.access import UserFactory, actor_with
from tests.factories.directory import make_person, make_report
from tests.factories.learning_cohorts import (
    BY,
    FIRST,
    NOW,
    TODAY,
    make_application,
    make_cohort,
    make_offer,
    with_safety_plans,
)

pytestmark = pytest.mark.django_db
WAITING = ApplicationState.WAITING


@pytest.fixture
def offer() -> Offer:
    return make_offer(place_offer_days=7)


@pytest.fixture
def cohort(offer: Offer) -> Cohort:
    return make_cohort(offer, maximum=2)


def offered(cohort: Cohort, **rest: Any) -> PlaceOffer:
    row = make_application(cohort.offer, cohorts=[cohort], **rest)
    place_id = offer_place(application_id=row.pk, cohort_id=cohort.pk, now=NOW, by=BY)
    return PlaceOffer.objects.get(pk=place_id)


def link_of(place: PlaceOffer) -> Actor:
    return Actor.link(subject=f"application:{place.application_id}")


def waiting(cohort: Cohort, rank: int, **rest: Any) -> Application:
    return make_application(
        cohort.offer, cohorts=[cohort], state=WAITING, lottery_rank=rank, **rest
    )


def state_of(row: Application) -> str:
    row.refresh_from_db()
    return row.state


def test_a_place_is_kept_for_the_days_of_the_offer_and_said_in_a_letter(cohort: Cohort) -> None:
    place = offered(cohort)
    assert place.expires_at == at(TODAY + timedelta(days=7), time(21))
    assert state_of(place.application) == ApplicationState.OFFERED
    letter = Message.objects.get(kind="place_offer")
    assert letter.subject == "A place is kept for you until Tuesday 10 March 2026"
    assert f"[[link:application:{place.application_id}]]" in letter.body
    assert cohort.offer.name not in letter.subject


def test_a_place_offered_at_night_is_told_in_the_morning(cohort: Cohort) -> None:
    row = make_application(cohort.offer, cohorts=[cohort])
    night = at(TODAY, time(23, 30))
    offer_place(application_id=row.pk, cohort_id=cohort.pk, now=night, by=BY)
    assert Message.objects.get().due_at == at(TODAY + timedelta(days=1), time(9))
    assert PlaceOffer.objects.get().expires_at == at(TODAY + timedelta(days=8), time(21))


def test_someone_who_asked_for_quiet_hears_afterwards_and_keeps_their_days(cohort: Cohort) -> None:
    quiet_until = TODAY + timedelta(days=10)
    offered(cohort, person=make_person(paused_until=quiet_until))
    assert Message.objects.get().due_at == at(quiet_until, time(9))
    assert PlaceOffer.objects.get().expires_at == at(quiet_until + timedelta(days=7), time(21))


def test_someone_without_email_gets_no_email(cohort: Cohort) -> None:
    offered(cohort, person=make_person(contact_by="phone"))
    send_due(now=NOW, by=BY)
    assert Message.objects.get().state == MessageState.STOPPED


def test_no_more_places_are_kept_than_there_are_seats(cohort: Cohort) -> None:
    offered(cohort), offered(cohort)
    with pytest.raises(Refused, match="has no seat left"):
        offered(cohort)


def test_yes_makes_a_member_from_today(cohort: Cohort) -> None:
    user = UserFactory()
    place = offered(cohort, person=make_person(user=user))
    accept_place(place_offer_id=place.pk, now=NOW, by=link_of(place))
    member = Membership.objects.get()
    assert (member.cohort_id, member.starts_on, member.ends_on) == (cohort.pk, TODAY, None)
    assert state_of(place.application) == ApplicationState.PLACED
    grant = Grant.objects.get(user=user)
    assert (grant.role, grant.scope_kind) == ("learner", "self")


def test_a_second_yes_says_so_and_makes_no_second_member(cohort: Cohort) -> None:
    place = offered(cohort)
    accept_place(place_offer_id=place.pk, now=NOW, by=BY)
    with pytest.raises(Refused, match="You have said yes to this place already"):
        accept_place(place_offer_id=place.pk, now=NOW, by=BY)
    assert Membership.objects.count() == 1


def test_a_yes_after_the_time_is_over_is_not_taken(cohort: Cohort) -> None:
    place = offered(cohort)
    with pytest.raises(Refused, match="kept until Tuesday 10 March 2026, 9pm"):
        accept_place(place_offer_id=place.pk, now=place.expires_at + timedelta(minutes=1), by=BY)


def test_only_the_holder_of_the_link_or_a_coordinator_answers(cohort: Cohort) -> None:
    place = offered(cohort)
    stranger = Actor.link(subject=f"application:{place.application_id + 1}")
    for actor in (stranger, actor_with(Role.FACILITATOR), Actor.anonymous()):
        with pytest.raises(OutOfReach):
            accept_place(place_offer_id=place.pk, now=NOW, by=actor)
        with pytest.raises(OutOfReach):
            decline_place(place_offer_id=place.pk, now=NOW, by=actor)


def test_a_no_passes_the_seat_to_the_next_person_drawn_who_fits(offer: Offer) -> None:
    cohort = make_cohort(offer, maximum=2)
    staying, going = offered(cohort), offered(cohort)
    accept_place(place_offer_id=staying.pk, now=NOW, by=BY)
    other = make_cohort(offer, session_times=[(FIRST, FIRST + timedelta(hours=1))])
    manager = waiting(cohort, 3)
    make_report(staying.application.person, manager.person)  # type: ignore[arg-type]
    elsewhere = make_application(offer, cohorts=[other], state=WAITING, lottery_rank=4)
    later, fits = waiting(cohort, 6), waiting(cohort, 5)
    decline_place(place_offer_id=going.pk, now=NOW, by=BY)
    assert state_of(going.application) == ApplicationState.DECLINED
    assert state_of(fits) == ApplicationState.OFFERED
    assert {state_of(row) for row in (manager, elsewhere, later)} == {WAITING}


def test_the_greater_need_is_next_whatever_the_draw(cohort: Cohort) -> None:
    going = offered(cohort)
    waiting(cohort, 1)
    need = waiting(cohort, 9, priority=2)
    offered(cohort)
    decline_place(place_offer_id=going.pk, now=NOW, by=BY)
    assert state_of(need) == ApplicationState.OFFERED


def test_time_over_passes_the_seat_on_and_keeps_the_person_in_the_draw(cohort: Cohort) -> None:
    place, kept = offered(cohort), offered(cohort)
    accept_place(place_offer_id=kept.pk, now=NOW, by=BY)
    after = place.expires_at + timedelta(minutes=5)
    fits = waiting(cohort, 2)
    assert expire_places(after, BY) == 1
    assert expire_places(after, BY) == 0
    place.refresh_from_db()
    assert place.state == PlaceState.EXPIRED
    assert state_of(place.application) == WAITING
    assert state_of(fits) == ApplicationState.OFFERED
    assert Message.objects.filter(kind="place_expired").count() == 1


def test_whoever_did_not_answer_is_not_asked_again_by_the_machine(cohort: Cohort) -> None:
    place = offered(cohort)
    after = place.expires_at + timedelta(minutes=5)
    expire_places(after, BY)
    assert offer_next(cohort_id=cohort.pk, now=after, by=BY) is None
    again = offer_place(application_id=place.application_id, cohort_id=cohort.pk, now=after, by=BY)
    assert PlaceOffer.objects.get(pk=again).state == PlaceState.OFFERED


def test_seats_stop_moving_on_the_day_of_the_first_session(cohort: Cohort) -> None:
    waiting(cohort, 1)
    assert offer_next(cohort_id=cohort.pk, now=FIRST - timedelta(hours=2), by=BY) is None
    assert offer_next(cohort_id=cohort.pk, now=FIRST - timedelta(days=1), by=BY) is not None


def test_a_letter_about_a_place_answered_meanwhile_is_not_sent(cohort: Cohort) -> None:
    place = offered(cohort)
    decline_place(place_offer_id=place.pk, now=NOW, by=BY)
    send_due(now=NOW, by=BY)
    assert Message.objects.get(kind="place_offer").state == MessageState.STOPPED


def test_a_place_taken_back_is_explained_and_the_draw_kept(cohort: Cohort) -> None:
    place = offered(cohort)
    with pytest.raises(Refused, match="Say why"):
        take_back_place(place_offer_id=place.pk, why=" ", now=NOW, by=BY)
    take_back_place(place_offer_id=place.pk, why="The room is smaller now.", now=NOW, by=BY)
    assert state_of(place.application) == WAITING
    assert "The room is smaller now." in Message.objects.get(kind="place_taken_back").body


def test_a_link_typed_as_a_name_or_in_a_reason_opens_nobodys_page(cohort: Cohort) -> None:
    other = make_application(cohort.offer)
    typed = f"[[link:application:{other.pk}]] [[link:evaluation.invitation:1]]"
    place = offered(cohort, person=make_person(name=f"Robin {typed}"))
    take_back_place(place_offer_id=place.pk, why=f"Look: {typed}", now=NOW, by=BY)
    assert Message.objects.count() == 2
    for letter in Message.objects.all():
        assert MARK.findall(letter.body) == [("application", str(place.application_id))]


def test_a_link_typed_in_a_sentence_of_screening_opens_nobodys_page(cohort: Cohort) -> None:
    other, mine = (make_application(cohort.offer) for _ in range(2))
    typed = f"See [[link:application:{other.pk}]] [[link:sign_in:1]]"
    for letter in (letters.eligible(typed), letters.not_eligible(typed)):
        letters.send(mine, letter, key="screened", due_at=NOW, by=BY)
        body = Message.objects.get(kind=letter.kind).body
        assert MARK.findall(body) == [("application", str(mine.pk))]


def member_of(cohort: Cohort) -> Application:
    place = offered(cohort)
    accept_place(place_offer_id=place.pk, now=NOW, by=BY)
    return Application.objects.get(pk=place.application_id)


def test_leaving_ends_the_membership_on_a_day_and_frees_the_seat(cohort: Cohort) -> None:
    row, _ = member_of(with_safety_plans(cohort)), member_of(cohort)
    fits = waiting(cohort, 1)
    later = NOW + timedelta(days=3)
    withdraw_member(
        person_id=row.person_id or 0, cohort_id=cohort.pk, on=later.date(), by=BY, now=later
    )
    ended = Membership.objects.get(person=row.person)
    assert (ended.ends_on, ended.leave_reason) == (later.date(), LeaveReason.WITHDREW)
    assert state_of(row) == ApplicationState.WITHDRAWN
    assert state_of(fits) == ApplicationState.OFFERED
    assert Message.objects.get(kind="left_cohort").calendar_method == "CANCEL"


def test_the_person_gives_a_place_back_themselves_at_any_time(cohort: Cohort) -> None:
    row, open_place = member_of(cohort), offered(cohort)
    for application in (row, open_place.application):
        link = Actor.link(subject=f"application:{application.pk}")
        give_up_place(application_id=application.pk, now=NOW, by=link)
    assert Membership.objects.get().ends_on == TODAY
    open_place.refresh_from_db()
    assert open_place.state == PlaceState.DECLINED


def test_taking_an_application_back_gives_up_the_place_too(cohort: Cohort) -> None:
    row = member_of(cohort)
    link = Actor.link(subject=f"application:{row.pk}")
    withdraw_application(application_id=row.pk, now=NOW, by=link)
    assert state_of(row) == ApplicationState.WITHDRAWN
    assert Membership.objects.get().ends_on == TODAY


def test_nobody_with_a_place_or_an_answer_is_offered_another(cohort: Cohort) -> None:
    place = offered(cohort)
    with pytest.raises(Refused, match="is offered a place already"):
        offer_place(application_id=place.application_id, cohort_id=cohort.pk, now=NOW, by=BY)


def test_an_application_of_another_offer_is_out_of_reach(cohort: Cohort) -> None:
    stranger = make_application(make_offer())
    with pytest.raises(OutOfReach):
        offer_place(application_id=stranger.pk, cohort_id=cohort.pk, now=NOW, by=BY)
