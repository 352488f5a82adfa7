"""Pages of sessions and the register: for those who run them, with and without JavaScript."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from goldenthread.access.terms import Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.learning.models import Application, Attendance, Cohort, Session
from goldenthread.learning.operations.facilitators import assign_facilitator
from goldenthread.learning.operations.notes import keep_note
from goldenthread.learning.rules.sessions import CONTROLS, plan_parts, plan_text
from goldenthread.learning.terms import Mark
from goldenthread.messaging.models import Message
from tests.factories.access import UserFactory, client_of, user_with
from tests.factories.directory import make_person
from tests.factories.learning_cohorts import (
    BY,
    TODAY,
    make_cohort,
    make_member,
    make_offer,
    make_session_of,
    times,
)

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def this_morning() -> datetime:
    return timezone.now().replace(hour=9, minute=30, second=0, microsecond=0)


@pytest.fixture
def cohort() -> Cohort:
    """A cohort whose first session is today."""
    return make_cohort(make_offer(), "Set B", session_times=times(this_morning()))


@pytest.fixture
def session(cohort: Cohort) -> Session:
    return make_session_of(
        cohort,
        1,
        content_note="Talks about loss.",
        on_call_name="Ola Brandt",
        on_call_phone="01632 960 145",
    )


@pytest.fixture
def client(cohort: Cohort) -> Client:
    user = UserFactory()
    person = make_person(name="Marit Solheim", user=user)
    assign_facilitator(cohort_id=cohort.pk, person_id=person.pk, by=BY, on=TODAY)
    made = client_of(user)
    made.get("/sessions/")
    return made


def coordinator_of(cohort: Cohort) -> Client:
    over = (ScopeKind.PROGRAMME, cohort.offer.programme_id)
    return client_of(user_with(Role.COORDINATOR, over=over))


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_begins_with_the_register_to_take(
    cohort: Cohort, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_member(cohort)
    make_cohort(make_offer(), "Set X")
    with django_assert_max_num_queries(12):
        shown = text(client, "/sessions/")
    assert "<h1>One register to take</h1>" in shown
    assert "Take the register" in shown and "Set X" not in shown
    assert shown.index("session 1 of 2") < shown.index("session 2 of 2")


def test_the_register_shows_what_is_needed_on_the_day(
    cohort: Cohort, session: Session, client: Client
) -> None:
    make_member(
        cohort, person=make_person(name="Noor Eccles", adjustments=("step_free", "quiet_space"))
    )
    shown = text(client, f"/sessions/{session.pk}/register/")
    for words in (
        "0 of 1 marked",
        "Noor Eccles",
        "Step-free way in",
        "Not able to attend",
        "Talks about loss.",
        "Put both feet on the floor.",
        'href="tel:01632960145"',
        "116 123",
    ):
        assert words in shown


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("", "Say before you start: anyone may step out, with no reason given."),
        ("Talks about loss.", "Talks about loss. Anyone may step out, with no reason given."),
        ("Step out when you like.", "Read this out before you start: Step out when you like."),
    ],
)
def test_that_anyone_may_step_out_is_said_once(
    session: Session, client: Client, note: str, said: str
) -> None:
    session.content_note = note
    session.save()
    shown = text(client, f"/sessions/{session.pk}/register/")
    assert said in shown
    assert shown.lower().count("step out") == 1


def test_a_support_line_that_is_on_call_stands_there_once(session: Session, client: Client) -> None:
    session.on_call_phone = "116 123"
    session.save()
    shown = text(client, f"/sessions/{session.pk}/register/")
    assert shown.count('href="tel:116123"') == 1
    assert "Ola Brandt" in shown and 'href="tel:999"' in shown


def test_a_register_takes_few_queries_however_many_people(
    cohort: Cohort,
    session: Session,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(30):
        make_member(cohort)
    with django_assert_max_num_queries(24):
        text(client, f"/sessions/{session.pk}/register/")


def test_the_note_is_for_the_facilitator_alone(
    cohort: Cohort, session: Session, client: Client
) -> None:
    member = make_member(cohort, person=make_person(name="Leila Penn"))
    keep_note(
        Application.objects.get(person=member.person),
        text="A quiet word before we start.",
        wants_a_call=False,
    )
    page = f"/sessions/{session.pk}/register/"
    assert "A quiet word before we start." in text(client, page)
    assert "A quiet word before we start." in text(client, f"/sessions/{session.pk}/")
    coordinator = coordinator_of(cohort)
    for path in (page, f"/sessions/{session.pk}/", f"/cohorts/{cohort.pk}/"):
        assert "quiet word" not in text(coordinator, path)
    assert Event.objects.filter(action="cohort.notes", person_id=member.person_id).exists()


def test_one_tap_saves_one_mark(cohort: Cohort, session: Session, client: Client) -> None:
    member = make_member(cohort)
    page = f"/sessions/{session.pk}/register/"
    response = client.post(page, {f"mark-{member.person_id}": "part"}, headers=HTMX)
    assert response.content.decode().startswith("Saved at ")
    assert Attendance.objects.get().mark == Mark.PART


def test_without_javascript_the_whole_form_saves_and_finishes(
    cohort: Cohort, session: Session, client: Client
) -> None:
    one, other = make_member(cohort), make_member(cohort)
    page = f"/sessions/{session.pk}/register/"
    unfinished = client.post(page, {f"mark-{one.person_id}": "whole", "finish": "yes"})
    assert "One person is not marked yet" in unfinished.content.decode()
    assert Attendance.objects.count() == 1
    client.post(page, {"rest": "whole"})
    assert Attendance.objects.get(person=other.person).mark == Mark.WHOLE
    done = client.post(page, {"finish": "yes"}, follow=True).content.decode()
    assert "The register is closed. Thank you." in done
    session.refresh_from_db()
    assert session.register_closed_at is not None


def test_a_closed_register_says_so_and_takes_a_correction(
    cohort: Cohort, session: Session, client: Client
) -> None:
    member = make_member(cohort)
    page = f"/sessions/{session.pk}/register/"
    client.post(page, {f"mark-{member.person_id}": "whole", "finish": "yes"})
    shown = text(client, page)
    assert "You can still correct a mark." in shown and "Finish</button>" not in shown
    client.post(page, {f"mark-{member.person_id}": "not_able"}, headers=HTMX)
    assert Attendance.objects.get().mark == Mark.NOT_ABLE
    assert Event.objects.filter(action="attendance.corrected").count() == 1


def test_a_tap_that_cannot_be_saved_says_why(cohort: Cohort, client: Client) -> None:
    later = make_session_of(cohort, 2)
    member = make_member(cohort)
    response = client.post(
        f"/sessions/{later.pk}/register/", {f"mark-{member.person_id}": "whole"}, headers=HTMX
    )
    assert response.status_code == 422
    assert "The register opens on the day" in response.content.decode()


def test_what_is_typed_around_marks_is_left_alone(
    cohort: Cohort, session: Session, client: Client
) -> None:
    make_member(cohort)
    page = f"/sessions/{session.pk}/register/"
    client.post(page, {"mark-x": "whole", "mark-1": "late", "mark-": "whole"})
    assert Attendance.objects.count() == 0


def test_a_safety_plan_is_ticked_and_shared_with_the_other_sessions(
    cohort: Cohort, session: Session, client: Client
) -> None:
    make_member(cohort)
    page = f"/sessions/{session.pk}/prepare/"
    assert CONTROLS["breaks"] in text(client, page)
    data = {"plan": ["breaks", "leave"], "plan_more": "Two of us.", "same": "yes"}
    shown = client.post(page, data, follow=True).content.decode()
    assert "Joining instructions go to 1 person." in shown
    plans = set(cohort.sessions.values_list("safety_plan", flat=True))
    assert plans == {plan_text({"breaks", "leave"}, "Two of us.")}
    assert Message.objects.get().kind == "joining"


def test_a_safety_plan_reads_back_into_its_boxes() -> None:
    text_kept = plan_text({"breaks", "after"}, " Call Ola.\nThen me. ")
    assert plan_parts(text_kept) == (("breaks", "after"), "Call Ola.\nThen me.")
    assert plan_text(set(), "  ") == ""


def test_a_link_to_join_is_a_whole_address(session: Session, client: Client) -> None:
    page = f"/sessions/{session.pk}/prepare/"
    shown = client.post(page, {"plan": ["breaks"], "online_link": "meet me"}).content.decode()
    assert "copy the whole address, starting with https://" in shown


def test_a_session_is_moved_after_saying_who_is_told(cohort: Cohort, client: Client) -> None:
    make_member(cohort)
    later = make_session_of(cohort, 2)
    page = f"/sessions/{later.pk}/move/"
    assert "1 member and 1 facilitator get a message" in text(client, page)
    start = later.starts_at + timedelta(days=1)
    data = {"starts_at": f"{start:%Y-%m-%dT14:00}", "minutes": "120", "why": "Snow."}
    shown = client.post(page, data, follow=True).content.decode()
    assert "Two people get a message and a calendar entry." in shown
    same = client.post(page, data).content.decode()
    assert "This is the time the session has now." in same


def test_a_session_is_called_off_after_saying_who_is_told(cohort: Cohort, client: Client) -> None:
    make_member(cohort)
    later = make_session_of(cohort, 2)
    page = f"/sessions/{later.pk}/cancel/"
    assert "The other sessions stay as they are." in text(client, page)
    client.post(page, {"why": "Snow."})
    later.refresh_from_db()
    assert later.state == "cancelled"
    assert "cancelled" in client.post(page).content.decode()


@pytest.mark.parametrize("path", ["", "prepare/", "move/", "cancel/", "register/"])
def test_sessions_of_others_are_not_there(path: str, client: Client) -> None:
    other = make_session_of(make_cohort(make_offer()), 1)
    assert client.get(f"/sessions/{other.pk}/{path}").status_code == 404
    assert client.get(f"/sessions/999999/{path}").status_code == 404


def test_an_evaluator_reads_a_session_but_takes_no_register(session: Session) -> None:
    client = client_of(user_with(Role.EVALUATOR))
    assert "Prepare this session" not in text(client, f"/sessions/{session.pk}/")
    assert client.get(f"/sessions/{session.pk}/register/").status_code == 404
