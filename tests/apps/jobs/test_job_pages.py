"""How far longer work is, on a page."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from goldenthread.access.models import User
from goldenthread.access.terms import Role
from goldenthread.jobs import pages
from goldenthread.jobs.models import Job
from goldenthread.jobs.terms import JobState
from tests.factories.access import UserFactory, client_of, user_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return UserFactory()


def job_of(user: User, **more: object) -> Job:
    given = {
        "kind": "form",
        "title": "Form cohorts for spring",
        "started_by_kind": "user",
        "started_by": str(user.pk),
        "state": JobState.RUNNING,
        "progress": 40,
        "doing": "Placing people",
    }
    return Job.objects.create(**{**given, **more})


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_what_is_happening_and_how_far(person: User) -> None:
    job = job_of(person)
    page = text(client_of(person), f"/jobs/{job.pk}/")
    assert "Placing people" in page
    assert 'value="40" max="100"' in page
    assert "See how far it is" in page
    assert f'hx-get="/jobs/{job.pk}/progress/"' in page


def test_the_fragment_is_part_of_the_page(person: User) -> None:
    job = job_of(person)
    part = text(client_of(person), f"/jobs/{job.pk}/progress/")
    assert part.lstrip().startswith("<div")
    assert "every 2s" in part


@pytest.mark.parametrize("state", [JobState.DONE, JobState.STOPPED, JobState.CANCELLED])
def test_at_the_end_the_page_stops_asking_and_says_how_it_ended(
    state: JobState, person: User
) -> None:
    job = job_of(person, state=state, sentence="Made 5 cohorts.")
    page = text(client_of(person), f"/jobs/{job.pk}/progress/")
    assert "hx-get" not in page
    assert "Made 5 cohorts." in page
    assert pages.STATE_WORDS[state] in page


def test_the_end_leads_to_the_result(person: User) -> None:
    job = job_of(person, state=JobState.DONE, result={"next_url": "/plans/3/"})
    assert 'href="/plans/3/"' in text(client_of(person), f"/jobs/{job.pk}/")


@pytest.mark.parametrize("address", ["https://example.com/", "//example.com", "/\\example.com", ""])
def test_the_end_never_leads_to_another_site(address: str) -> None:
    assert pages.own_address(address) == ""


def test_work_that_waits_says_so(person: User) -> None:
    job = job_of(person, state=JobState.WAITING, progress=0, doing="")
    assert "Waiting for its turn" in text(client_of(person), f"/jobs/{job.pk}/")


def test_stopping_is_asked_once(person: User) -> None:
    job, client = job_of(person), client_of(person)
    assert client.get(f"/jobs/{job.pk}/stop/").status_code == 405
    assert client.post(f"/jobs/{job.pk}/stop/").url == f"/jobs/{job.pk}/"
    page = text(client, f"/jobs/{job.pk}/")
    assert "Stopping at the next step" in page
    assert "Stop this" not in page


def test_stopping_what_has_ended_is_refused_calmly(person: User) -> None:
    job = job_of(person, state=JobState.DONE)
    answer = client_of(person).post(f"/jobs/{job.pk}/stop/")
    assert answer.status_code == 409
    assert "already ended" in answer.content.decode()


def test_nobody_else_finds_it(person: User) -> None:
    job, other = job_of(person), client_of(UserFactory())
    paths = [f"/jobs/{job.pk}/", f"/jobs/{job.pk}/progress/", "/jobs/999/"]
    assert {other.get(path).status_code for path in paths} == {404}
    assert other.post(f"/jobs/{job.pk}/stop/").status_code == 404
    assert "Nothing that takes long" in text(other, "/jobs/")


NAMING = {
    "title": "Bringing in maya-lowe.xlsx",
    "doing": "Placing Maya Lowe",
    "sentence": "Maya Lowe is in twice.",
    "result": {"next_url": "/people/7/"},
}


@pytest.mark.parametrize("state", list(JobState))
def test_whoever_sees_every_job_is_told_its_kind_and_no_names(
    state: JobState, person: User
) -> None:
    job = job_of(person, state=state, kind="imports.confirm", **NAMING)
    administrator = client_of(user_with(Role.ADMINISTRATOR))
    paths = ("/jobs/", f"/jobs/{job.pk}/", f"/jobs/{job.pk}/progress/")
    shown = [text(administrator, path) for path in paths]
    assert all("aya" not in page and "/people/7/" not in page for page in shown)
    assert all("Bringing in a file" in page for page in shown[:2])
    assert pages.STATE_WORDS[state] in shown[0]


def test_work_of_an_unknown_kind_is_called_longer_work(person: User) -> None:
    job = job_of(person, kind="gone")
    administrator = client_of(user_with(Role.ADMINISTRATOR))
    assert "Longer work</h1>" in " ".join(text(administrator, f"/jobs/{job.pk}/").split())


def test_whoever_started_it_keeps_its_words(person: User) -> None:
    job = job_of(person, state=JobState.DONE, **NAMING)
    page = text(client_of(person), f"/jobs/{job.pk}/")
    assert "maya-lowe.xlsx" in page and "Maya Lowe is in twice." in page


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    assert client.get("/jobs/1/").url.startswith("/sign-in/")


def test_the_list_of_a_hundred_asks_little(
    person: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(100):
        job_of(person)
    client = client_of(person)
    with django_assert_max_num_queries(12):
        text(client, "/jobs/?page=2")
