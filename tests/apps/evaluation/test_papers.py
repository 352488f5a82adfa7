"""Questionnaires on paper: a link where a paper may lead to a person, and blank where not."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from goldenthread.access.terms import Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.evaluation.models import Invitation, PlannedWave
from goldenthread.evaluation.queries import answers as queries
from goldenthread.evaluation.terms import (
    ConfidentialityMode,
    InvitationState,
    PlanState,
    WaveKind,
)
from goldenthread.ui.qr import qr_svg
from tests.factories import answering as make
from tests.factories import instruments
from tests.factories.access import client_of, user_with

pytestmark = pytest.mark.django_db
NAMED, PSEUDONYM = ConfidentialityMode.NAMED, ConfidentialityMode.PSEUDONYM
OWN_CODE, ANONYMOUS = ConfidentialityMode.OWN_CODE, ConfidentialityMode.ANONYMOUS


def asked(mode: ConfidentialityMode, *, people: int = 2) -> PlannedWave:
    """A wave open for a group of people."""
    wave = make.make_wave(make.make_plan(mode), instruments.one_of_each())
    cohort = make.make_cohort(wave.plan.offer)
    for _ in range(people):
        make.invite(wave, cohort=cohort, closes_at=timezone.now() + timedelta(days=3))
    return wave


def browser(wave: PlannedWave, role: Role = Role.EVALUATOR) -> Client:
    return client_of(user_with(role, over=(ScopeKind.PROGRAMME, wave.plan.offer.programme_id)))


def path(wave: PlannedWave, **query: object) -> str:
    cohort = Invitation.objects.filter(wave=wave).values_list("cohort_id", flat=True)[0]
    found = {"cohort": cohort, "size": "usual", **query}
    return f"/evaluation/waves/{wave.pk}/paper/print/?" + "&".join(
        f"{name}={value}" for name, value in found.items()
    )


def printed(wave: PlannedWave, **query: object) -> str:
    response = browser(wave).get(path(wave, **query))
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store, private"
    return response.content.decode()


def test_each_person_has_a_paper_with_their_own_link() -> None:
    wave = asked(NAMED)
    page = printed(wave)
    assert page.count('<article class="paper"') == 2
    for row in Invitation.objects.all():
        assert f"For {row.person.name}" in page
        code = qr_svg(f"http://testserver{queries.path_of(row.pk)}")
        assert str(code) in page
    assert "Your name is kept with your answers." in page
    assert "http://testserver/a/" not in page


def test_opening_papers_that_lead_to_people_is_on_record() -> None:
    wave = asked(PSEUDONYM)
    printed(wave)
    looks = Event.objects.filter(is_view=True, action="papers.printed")
    assert {e.person_id for e in looks} == {r.person_id for r in Invitation.objects.all()}


def test_under_a_made_up_code_the_name_comes_off_and_the_pile_tells_nothing() -> None:
    wave = asked(PSEUDONYM, people=3)
    answered, declined, _ = Invitation.objects.order_by("pk")
    Invitation.objects.filter(pk=answered.pk).update(state=InvitationState.ANSWERED)
    Invitation.objects.filter(pk=declined.pk).update(state=InvitationState.DECLINED)
    page = printed(wave)
    assert "Take this slip off before you hand the paper back." in page
    assert answered.person.name in page and declined.person.name not in page


def test_named_papers_are_for_those_who_have_not_answered() -> None:
    wave = asked(NAMED)
    row = Invitation.objects.order_by("pk")[0]
    Invitation.objects.filter(pk=row.pk).update(state=InvitationState.ANSWERED)
    assert row.person.name not in printed(wave)


@pytest.mark.parametrize("mode", [OWN_CODE, ANONYMOUS])
def test_where_nothing_joins_answers_to_people_papers_are_blank_and_alike(
    mode: ConfidentialityMode,
) -> None:
    wave = asked(mode)
    page = printed(wave, copies=3)
    papers = re.findall(r'<article class="paper".*?</article>', page, re.DOTALL)
    alike = {re.sub(r"paper-\d+|copy \d+", "", paper) for paper in papers}
    assert len(papers) == 3 and len(alike) == 1
    for row in Invitation.objects.all():
        assert row.person.name not in page
        assert str(qr_svg(f"http://testserver{queries.path_of(row.pk)}")) not in page
    assert f"W{wave.pk}-G{row.cohort_id}" in page
    assert ("Make your own code" in page) is (mode is OWN_CODE)
    assert not Event.objects.filter(is_view=True).exists()


def test_paper_says_what_happens_and_where_to_turn_before_and_after() -> None:
    page = printed(asked(ANONYMOUS), copies=1)
    for words in (
        "Leave out any question",
        "What happens with your answers.",
        "31 March 2028",
        "Two people of the evaluation team write down",
        "in an envelope if you like",
    ):
        assert words in page
    first, questions, last = (
        page.index(words) for words in ("If any of this is hard:", "pq__ask", "Thank you. If some")
    )
    assert first < questions < last
    assert page.count("01632 960 118") == 2


def test_large_print_is_said_to_the_page() -> None:
    wave = asked(NAMED)
    assert "papers--large" not in printed(wave)
    assert "papers--large" in printed(wave, size="large")


def test_a_group_that_was_not_asked_has_no_papers() -> None:
    wave = asked(NAMED)
    other = make.make_cohort(wave.plan.offer)
    page = browser(wave).get(path(wave, cohort=other.pk)).content.decode()
    assert "Choose a group" in page and "<article" not in page


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.FACILITATOR, Role.BOARD_MEMBER])
def test_nobody_else_prints_links(role: Role) -> None:
    wave = asked(NAMED)
    client = browser(wave, role)
    assert client.get(path(wave)).status_code == 404
    assert client.get(f"/evaluation/waves/{wave.pk}/paper/").status_code == 404


def test_evaluators_of_another_programme_find_no_papers() -> None:
    wave, other = asked(NAMED), asked(NAMED)
    assert browser(other).get(path(wave)).status_code == 404
    assert browser(other).get("/evaluation/waves/999/paper/").status_code == 404


def test_there_is_no_paper_for_a_conversation_or_a_closed_plan() -> None:
    plan = make.make_plan(NAMED)
    talk = make.make_wave(plan, kind=WaveKind.INTERVIEW)
    closed = make.make_wave(make.make_plan(NAMED, state=PlanState.CLOSED))
    for wave in (talk, closed):
        answer = browser(wave).get(f"/evaluation/waves/{wave.pk}/paper/")
        assert answer.status_code == 409


def test_before_anybody_is_asked_the_page_says_so() -> None:
    wave = make.make_wave(make.make_plan(NAMED))
    page = browser(wave).get(f"/evaluation/waves/{wave.pk}/paper/").content.decode()
    assert "Nobody can answer these questions now" in page


def test_a_group_of_thirty_asks_the_database_little(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    wave = asked(NAMED, people=30)
    client = browser(wave)
    client.get(path(wave))
    with django_assert_max_num_queries(12):
        assert client.get(path(wave)).content.decode().count("<article") == 30
