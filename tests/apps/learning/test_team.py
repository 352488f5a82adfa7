"""A line manager's page: their own reports, places, dates, who was there; and nothing else."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.access.models import User
from goldenthread.access.terms import Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.directory.models import Organisation, Person, ReportingLine
from goldenthread.learning.models import Cohort
from goldenthread.learning.operations import close_register, mark_attendance
from goldenthread.learning.queries.team import team
from goldenthread.learning.terms import Mark
from tests.factories.access import TODAY, actor_of, client_of, user_with
from tests.factories.directory import make_organisation, make_person, make_report
from tests.factories.learning_cohorts import BY, FIRST, make_cohort, make_member, make_offer, times

pytestmark = pytest.mark.django_db
NEVER = ("Hearing loop", "I once lost someone", "hopes for more", "asked@example.org")


@pytest.fixture
def where() -> Organisation:
    return make_organisation("Alder Trust")


@pytest.fixture
def manager(where: Organisation) -> Person:
    user = user_with(Role.LINE_MANAGER, over=(ScopeKind.ORGANISATION, where.pk))
    return make_person(name="Mo Tarn", organisation=where, user=user)


def user_of(manager: Person) -> User:
    return User.objects.get(pk=manager.user_id)


def seen(manager: Person, *, on: date = TODAY) -> list[str]:
    return [one.report.name for one in team(actor_of(user_of(manager), today=on), on=on)]


def page(client: Client) -> str:
    return client.get("/my-team/").text


def report(manager: Person, name: str, where: Organisation) -> Person:
    person = make_person(name=name, organisation=where, adjustments=("hearing_loop",))
    make_report(person, manager)
    return person


def held(cohort: Cohort, person: Person, mark: Mark) -> None:
    session = cohort.sessions.get(number=1)
    marks = {person.pk: mark}
    mark_attendance(session_id=session.pk, marks=marks, now=session.ends_at, by=BY)
    close_register(session_id=session.pk, now=session.ends_at, by=BY)


def test_a_manager_sees_place_dates_and_attendance_and_nothing_else(
    manager: Person, where: Organisation
) -> None:
    person = report(manager, "Ada Wren", where)
    cohort = make_cohort(make_offer("Listening well"), "Set A", session_times=times(FIRST))
    row = make_member(cohort, person=person)
    cohort.offer.applications.filter(person=person).update(hopes="hopes for more")
    held(cohort, person, Mark.PART)
    text = page(client_of(user_of(manager)))
    for words in ("Ada Wren", "Listening well", "14 April 2026", "Came for part"):
        assert words in text
    assert row.cohort.name not in text
    assert not [words for words in (*NEVER, person.email) if words in text]


@pytest.mark.parametrize("mark, words", [("whole", "whole"), ("not_able", "not able to attend")])
def test_each_mark_is_said_without_blame(
    manager: Person, where: Organisation, mark: str, words: str
) -> None:
    person = report(manager, "Ada Wren", where)
    cohort = make_cohort(make_offer())
    make_member(cohort, person=person)
    held(cohort, person, Mark(mark))
    assert words in page(client_of(user_of(manager)))


def test_a_mark_shows_only_once_the_register_is_closed(
    manager: Person, where: Organisation
) -> None:
    person = report(manager, "Ada Wren", where)
    cohort = make_cohort(make_offer())
    make_member(cohort, person=person)
    session = cohort.sessions.get(number=1)
    marks = {person.pk: Mark.NOT_ABLE}
    mark_attendance(session_id=session.pk, marks=marks, now=session.ends_at, by=BY)
    found = team(actor_of(user_of(manager)), on=TODAY)
    assert {one.mark for one in found[0].places[0].sessions} == {None}


def test_a_manager_of_someone_else_sees_nothing_of_them(
    manager: Person, where: Organisation
) -> None:
    other = make_person(organisation=where)
    report(other, "Ada Wren", where)
    assert seen(manager) == []
    assert "Ada Wren" not in page(client_of(user_of(manager)))


def test_the_view_ends_with_the_line_and_begins_with_it(
    manager: Person, where: Organisation
) -> None:
    report(manager, "Ada Wren", where)
    lines = ReportingLine.objects.all()
    lines.update(ends_on=TODAY - timedelta(days=1))
    assert seen(manager) == []
    lines.update(starts_on=TODAY + timedelta(days=1), ends_on=None)
    assert seen(manager) == []
    lines.update(starts_on=TODAY)
    assert seen(manager) == ["Ada Wren"]


def test_a_role_over_an_organisation_reaches_only_those_who_work_there(
    manager: Person, where: Organisation
) -> None:
    report(manager, "Ada Wren", make_organisation("Elsewhere"))
    assert seen(manager) == []


def test_a_role_over_oneself_reaches_all_of_ones_reports(where: Organisation) -> None:
    user = user_with(Role.LINE_MANAGER, over=(ScopeKind.SELF, None))
    boss = make_person(organisation=where, user=user)
    report(boss, "Ada Wren", make_organisation("Elsewhere"))
    assert seen(boss) == ["Ada Wren"]


def test_without_the_role_the_page_is_not_there(where: Organisation) -> None:
    user = user_with(Role.LEARNER, over=(ScopeKind.SELF, None))
    boss = make_person(organisation=where, user=user)
    report(boss, "Ada Wren", where)
    assert client_of(user).get("/my-team/").status_code == 404


def test_sessions_before_somebody_joined_or_after_they_left_are_not_shown(
    manager: Person, where: Organisation
) -> None:
    person = report(manager, "Ada Wren", where)
    cohort = make_cohort(make_offer())
    make_member(cohort, person=person, ends_on=(FIRST + timedelta(days=3)).date())
    found = team(actor_of(user_of(manager)), on=TODAY)
    assert [one.starts_at for one in found[0].places[0].sessions] == [FIRST]


def test_the_look_is_written_down_and_the_person_sees_it(
    manager: Person, where: Organisation
) -> None:
    own = user_with(Role.LEARNER, over=(ScopeKind.SELF, None))
    person = report(manager, "Ada Wren", where)
    Person.objects.filter(pk=person.pk).update(user=own)
    page(client_of(user_of(manager)))
    look = Event.objects.get(action="team.attendance")
    assert (look.person_id, look.is_view) == (person.pk, True)
    mine = client_of(own).get("/my/").text
    assert "Looked at the sessions of the people who report to them" in mine


def test_the_page_says_what_a_manager_sees_and_never_sees(manager: Person) -> None:
    text = page(client_of(user_of(manager)))
    assert "What you never see" in text
    assert "Nobody is noted as reporting to you" in text


def test_the_menu_leads_a_line_manager_there_and_nobody_else(manager: Person) -> None:
    assert 'href="/my-team/"' in client_of(user_of(manager)).get("/").text
    coordinator = user_with(Role.COORDINATOR)
    assert 'href="/my-team/"' not in client_of(coordinator).get("/").text


def test_a_team_of_twenty_asks_no_more_than_a_team_of_one(
    manager: Person, where: Organisation, django_assert_max_num_queries: object
) -> None:
    cohort = make_cohort(make_offer(), maximum=30)
    for number in range(20):
        make_member(cohort, person=report(manager, f"Report {number}", where))
    actor = actor_of(user_of(manager), today=timezone.localdate())
    with django_assert_max_num_queries(8):  # type: ignore[operator]  # pytest-django's own
        assert len(team(actor, on=timezone.localdate())) == 20
