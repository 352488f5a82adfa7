"""Pages of changes of plans: typed, tried, shown, and only then done; nothing done twice."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from goldenthread.access.terms import Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.learning.models import ChangeOfPlans, Cohort, Offer, Venue
from goldenthread.learning.operations.facilitators import assign_facilitator
from goldenthread.messaging.models import Message
from tests.factories.access import client_of, user_with
from tests.factories.directory import make_person
from tests.factories.learning_cohorts import (
    BY,
    make_cohort,
    make_member,
    make_offer,
    make_venue,
    times,
    with_safety_plans,
)

pytestmark = pytest.mark.django_db
WHY = "The room is being painted."


def next_year() -> datetime:
    moment = timezone.now() + timedelta(days=365)
    return moment.replace(month=2, day=10, hour=9, minute=30, second=0, microsecond=0)


@pytest.fixture
def offer() -> Offer:
    return make_offer("Listening well")


@pytest.fixture
def cohort(offer: Offer) -> Cohort:
    made = make_cohort(offer, "Set B", session_times=times(next_year(), sessions=4))
    for name in ("Amal Reed", "Bo Lind", "Kit Moss", "Wren Hale"):
        make_member(made, person=make_person(name=name))
    return with_safety_plans(made)


@pytest.fixture
def client(offer: Offer) -> Client:
    made = client_of(user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, offer.programme_id)))
    made.get("/offers/")
    return made


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def seen_on(client: Client, path: str) -> str:
    return text(client, path).partition('name="seen" value="')[2].partition('"')[0]


def two_weeks(cohort: Cohort) -> dict[str, object]:
    last = cohort.sessions.filter(number__in=(3, 4)).values_list("pk", flat=True)
    typed = {"count": "2", "unit": "weeks", "direction": "later", "at": "", "why": WHY}
    return {**typed, "sessions": [str(pk) for pk in last]}


def test_the_list_leads_to_every_change_and_back(client: Client, cohort: Cohort) -> None:
    assert f"/cohorts/{cohort.pk}/changes/" in text(client, f"/cohorts/{cohort.pk}/")
    shown = text(client, f"/cohorts/{cohort.pk}/changes/")
    for part in ("dates", "split", "merge"):
        assert f"/cohorts/{cohort.pk}/changes/{part}/" in shown


def test_dates_are_previewed_done_and_put_back(client: Client, cohort: Cohort) -> None:
    path = f"/cohorts/{cohort.pk}/changes/dates/"
    typed = {**two_weeks(cohort), "seen": seen_on(client, path)}
    before = list(cohort.sessions.values_list("starts_at", flat=True))
    shown = client.post(path, typed).content.decode()
    assert "Nothing has changed yet. Four people are told" in shown
    assert "Amal Reed, Bo Lind, Kit Moss and Wren Hale" in shown and WHY in shown
    assert "Move 2 sessions and tell 4 people" in shown
    assert list(cohort.sessions.values_list("starts_at", flat=True)) == before
    assert Event.objects.filter(action="change.page", is_view=True).count() == 4
    response = client.post(path, {**typed, "confirmed": "yes"})
    assert response.status_code == 302
    assert Message.objects.filter(kind="sessions_moved").count() == 4
    listed = text(client, f"/cohorts/{cohort.pk}/changes/")
    assert "Two sessions moved" in listed and "Put it back" in listed
    change = ChangeOfPlans.objects.get()
    client.post(f"/cohorts/{cohort.pk}/changes/{change.pk}/put-back/")
    assert list(cohort.sessions.values_list("starts_at", flat=True)) == before
    assert "put back since" in text(client, f"/cohorts/{cohort.pk}/changes/")


def test_sending_it_twice_or_going_back_moves_it_once(client: Client, cohort: Cohort) -> None:
    path = f"/cohorts/{cohort.pk}/changes/dates/"
    sent = {**two_weeks(cohort), "seen": seen_on(client, path), "confirmed": "yes"}
    client.post(path, sent)
    after = list(cohort.sessions.values_list("starts_at", flat=True))
    again = client.post(path, sent)
    assert again.status_code == 200
    shown = again.content.decode()
    assert "Something here changed after you opened this page" in shown
    assert WHY in shown  # nothing typed is lost
    assert list(cohort.sessions.values_list("starts_at", flat=True)) == after
    assert Message.objects.filter(kind="sessions_moved").count() == 4


def test_a_colleagues_change_stops_an_older_form_and_the_next_try_goes_through(
    client: Client, cohort: Cohort
) -> None:
    path = f"/cohorts/{cohort.pk}/edit/"
    typed = {
        "name": "Set Blue",
        "policy": "mixed",
        "mode": "in_person",
        "minimum": "2",
        "maximum": "6",
        "trainers": "1",
        "seen": seen_on(client, path),
    }
    Cohort.objects.filter(pk=cohort.pk).update(maximum=7)
    shown = client.post(path, typed).content.decode()
    assert "Something here changed" in shown and 'value="Set Blue"' in shown
    seen = shown.partition('name="seen" value="')[2].partition('"')[0]
    assert client.post(path, {**typed, "seen": seen}).status_code == 302


def test_a_session_moved_by_a_colleague_is_not_moved_over_their_head(
    client: Client, cohort: Cohort
) -> None:
    session = cohort.sessions.get(number=4)
    path = f"/sessions/{session.pk}/move/"
    seen = seen_on(client, path)
    later = session.starts_at + timedelta(days=2)
    length = session.ends_at - session.starts_at
    cohort.sessions.filter(number=4).update(starts_at=later, ends_at=later + length)
    typed = {"starts_at_0": "3", "starts_at_1": "3", "starts_at_2": str(later.year + 1)}
    typed |= {"starts_at_3": "9:30am", "minutes": "180", "why": WHY, "seen": seen}
    shown = client.post(path, typed).content.decode()
    assert "Something here changed" in shown or "Enter" in shown
    session.refresh_from_db()
    assert session.starts_at == later


def test_a_lost_room_lists_its_sessions_to_come_and_moves_the_chosen(
    client: Client, offer: Offer, cohort: Cohort
) -> None:
    room = Venue.objects.create(name="Library", seats=30, programme=offer.programme)
    Cohort.objects.filter(pk=cohort.pk).update(venue=room)
    path = f"/rooms/{room.pk}/lost/"
    assert "Set B, Listening well" in text(client, path)
    typed = {"cohorts": [str(cohort.pk)], "mode": "online", "venue": "", "why": WHY}
    shown = client.post(path, typed).content.decode()
    assert "Move 1 cohort online?" in shown
    client.post(path, {**typed, "confirmed": "yes"})
    cohort.refresh_from_db()
    assert cohort.venue_id is None
    assert "No session to come" in text(client, path)


def test_a_room_of_another_programme_is_not_there(client: Client) -> None:
    other = make_venue()
    Venue.objects.filter(pk=other.pk).update(programme=make_offer().programme)
    assert client.get(f"/rooms/{other.pk}/lost/").status_code == 404


def test_whoever_is_free_can_take_over(client: Client, offer: Offer, cohort: Cohort) -> None:
    ola, ida, jo = (make_person(name=name) for name in ("Ola Brandt", "Ida Holt", "Jo Reeve"))
    assign_facilitator(cohort_id=cohort.pk, person_id=ola.pk, by=BY)
    same = make_cohort(offer, "Set C", session_times=times(next_year()))
    assign_facilitator(cohort_id=same.pk, person_id=ida.pk, by=BY)
    other = make_cohort(offer, "Set X", session_times=times(next_year() + timedelta(days=1)))
    assign_facilitator(cohort_id=other.pk, person_id=jo.pk, by=BY)
    path = f"/cohorts/{cohort.pk}/changes/facilitators/{ola.pk}/"
    shown = text(client, path)
    assert "Ida Holt is not free: Set C" in shown and "Jo Reeve" in shown
    typed = {"person": str(jo.pk), "why": "", "seen": seen_on(client, path)}
    shown = client.post(path, typed).content.decode()
    assert "Hand Set B over to Jo Reeve?" in shown
    client.post(path, {**typed, "confirmed": "yes"})
    assert list(cohort.facilitators.values_list("person_id", flat=True)) == [jo.pk]


def test_a_split_shows_the_rules_it_breaks_and_asks_why(client: Client, cohort: Cohort) -> None:
    path = f"/cohorts/{cohort.pk}/changes/split/"
    person = cohort.memberships.first()
    assert person is not None
    typed = {"people": [str(person.person_id)], "name": "Set D", "mode": "online", "venue": ""}
    typed |= {"count": "1", "unit": "days", "direction": "later", "at": "", "why": ""}
    typed["seen"] = seen_on(client, path)
    shown = client.post(path, typed).content.decode()
    assert "Rules this would break" in shown and "Set D has 1 learners" in shown
    assert client.post(path, {**typed, "confirmed": "yes"}).status_code == 200
    done = client.post(path, {**typed, "why": WHY, "confirmed": "yes"})
    assert done.status_code == 302
    made = Cohort.objects.get(name="Set D")
    assert done["Location"] == f"/cohorts/{made.pk}/"
    merged = f"/cohorts/{made.pk}/changes/merge/"
    back = {"cohort": str(cohort.pk), "why": WHY, "seen": seen_on(client, merged)}
    assert "Move everyone of Set D into Set B?" in client.post(merged, back).content.decode()
    assert client.post(merged, {**back, "confirmed": "yes"}).status_code == 302
    assert cohort.memberships.filter(ends_on__isnull=True).count() == 4


@pytest.mark.parametrize("part", ["", "dates/", "split/", "merge/"])
def test_pages_of_changes_keep_their_budget_and_their_walls(
    client: Client,
    cohort: Cohort,
    part: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    path = f"/cohorts/{cohort.pk}/changes/{part}"
    with django_assert_max_num_queries(12):
        text(client, path)
    other = make_offer().programme_id
    stranger = client_of(user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, other)))
    assert stranger.get(path).status_code == 404
