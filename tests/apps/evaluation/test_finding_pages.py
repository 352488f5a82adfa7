"""The page of findings: the answer in its heading, its limits beside it, to each their view."""

import re
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from goldenthread.access.terms import Role, ScopeKind
from goldenthread.evaluation.exports import findings_workbook
from goldenthread.evaluation.models import Invitation, Response
from goldenthread.evaluation.operations import decisions
from goldenthread.evaluation.terms import InvitationState
from goldenthread.methods.disclosure import Audience
from goldenthread.methods.statistics import Badge, overclaims
from tests.apps.evaluation.test_decisions import sign
from tests.factories.access import client_of, user_with
from tests.factories.evaluation import (
    BY,
    baseline,
    end,
    make_cohort,
    make_offer,
    make_plan,
    respond,
    run_all,
    wave_of,
)
from tests.factories.instruments import item_draft, make_published
from tests.factories.pilot import FIFTEEN_WORDS, Pilot, make_pilot

pytestmark = pytest.mark.django_db


@pytest.fixture
def pilot() -> Pilot:
    return make_pilot()


def browser(pilot: Pilot, role: Role) -> Client:
    return client_of(user_with(role, over=(ScopeKind.PROGRAMME, pilot.plan.offer.programme_id)))


def address(pilot: Pilot, view: str = "") -> str:
    return f"/evaluation/{pilot.plan.pk}/findings/" + (f"?view={view}" if view else "")


def page(pilot: Pilot, role: Role = Role.EVALUATOR, view: str = "") -> str:
    response = browser(pilot, role).get(address(pilot, view))
    assert response.status_code == 200
    return response.content.decode()


def words(html: str) -> str:
    """The page as it is read."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_heading_is_the_answer(pilot: Pilot) -> None:
    html = page(pilot)
    assert "<h1>What ten people said about the sets</h1>" in html
    assert "Asked once, at the end. It describes the answers given and claims nothing more." in html
    assert "Evaluation team’s view" in html


def test_five_ratings_are_dots_with_range_and_worst_case(pilot: Pilot) -> None:
    html = page(pilot)
    assert "Five questions, ten answers." in html
    assert html.count("chart-svg--dots") == 5
    said = words(html)
    assert "9 of 10 agreed (could plausibly be 6 to 10 of 10 similar people)" in said
    assert "Of all 23 asked : 9 to 22" in said or "Of all 23 asked: 9 to 22" in said
    assert "%" not in re.sub(r'(width|x)="[\d.]+%"', "", html)


def test_the_limits_stand_beside_the_claim(pilot: Pilot) -> None:
    html = page(pilot)
    assert "What we cannot say" in html
    assert "Nobody was asked before." in html
    assert "To reach “Changed”, ask the same people before and after." in html


def test_the_words_are_a_cloud_and_a_list(pilot: Pilot) -> None:
    html = page(pilot)
    cloud = re.findall(r'<li class="words__\d[^"]*">([a-z]+)<', html)
    assert cloud == FIFTEEN_WORDS
    assert re.search(r'<li class="words__4 most">hopeful<', html)
    assert "The words as a list" in html


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.COORDINATOR, Role.BOARD_MEMBER])
def test_the_page_keeps_to_the_verbs_of_its_badge(pilot: Pilot, role: Role) -> None:
    """All of it but the questions as they were asked, the limits and the names of the badges."""
    main = page(pilot, role).split("<main")[1]
    before, _, after = main.partition("What we cannot say")
    said = words(before + after.split("Three words")[1]).replace("would you change", "")
    assert overclaims(said, badge=Badge.DESCRIBED) == ()


def test_each_role_has_its_own_view_and_no_other(pilot: Pilot) -> None:
    views = {
        Role.EVALUATOR: {"evaluation", "programme", "board"},
        Role.COORDINATOR: {"programme"},
        Role.BOARD_MEMBER: {"board"},
    }
    for role, allowed in views.items():
        client = browser(pilot, role)
        for view in ("evaluation", "programme", "board", "public", "nonsense"):
            expected = 200 if view in allowed else 404
            assert client.get(address(pilot, view)).status_code == expected
            export = f"/evaluation/{pilot.plan.pk}/findings/findings.xlsx?view={view}"
            assert client.get(export).status_code == expected


@pytest.mark.parametrize(
    "role", [Role.FACILITATOR, Role.LINE_MANAGER, Role.LEARNER, Role.ADMINISTRATOR, Role.PLACE_LEAD]
)
def test_nobody_else_finds_the_page(pilot: Pilot, role: Role) -> None:
    assert browser(pilot, role).get(address(pilot)).status_code == 404


def test_another_programmes_coordinator_finds_nothing(pilot: Pilot) -> None:
    stranger = client_of(user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, 0)))
    assert stranger.get(address(pilot)).status_code == 404
    assert stranger.get("/evaluation/0/findings/").status_code == 404


def test_only_evaluators_read_what_people_wrote(pilot: Pilot) -> None:
    assert "I pause before I answer" in page(pilot)
    for role in (Role.COORDINATOR, Role.BOARD_MEMBER):
        assert "I pause before I answer" not in page(pilot, role)


def test_no_view_but_the_evaluators_tells_the_sets_apart(pilot: Pilot) -> None:
    assert "Mixed sets and the single-organisation set" in page(pilot)
    for role in (Role.COORDINATOR, Role.BOARD_MEMBER):
        assert "Mixed sets and the single-organisation set" not in page(pilot, role)


def test_the_board_reads_why_numbers_are_hidden(pilot: Pilot) -> None:
    html = page(pilot, Role.BOARD_MEMBER)
    assert "Numbers from 1 to 4 are hidden" in html
    assert "9 of 10" not in html
    assert "6–7" in html
    assert "Themes follow once the answers are read together." in html


def test_the_board_reads_table_1_under_a_decision_and_whose_it_is(pilot: Pilot) -> None:
    decision_id = sign(pilot)
    html = page(pilot, Role.BOARD_MEMBER)
    assert "9 of 10 agreed" in html
    assert f"risk decision {decision_id}, low risk, Sunday 1 March 2026" in html
    decisions.withdraw_decision(decision_id=decision_id, on=pilot.plan.kept_until, by=BY)
    assert "9 of 10 agreed" not in page(pilot, Role.BOARD_MEMBER)


def test_no_page_gives_a_reason_for_stopping(pilot: Pilot) -> None:
    for role in (Role.EVALUATOR, Role.COORDINATOR, Role.BOARD_MEMBER):
        assert "workload" not in page(pilot, role)


def test_the_thread_leads_back_to_the_need(pilot: Pilot) -> None:
    said = words(page(pilot).split("Pull the thread")[1])
    assert "16, in 4 sets" in said
    assert said.index("Need") < said.index("Offer") < said.index("Wave") < said.index("Finding")


def test_while_people_can_answer_all_but_the_evaluators_wait(pilot: Pilot) -> None:
    open_row = Invitation.objects.filter(state=InvitationState.CLOSED).first()
    assert open_row is not None
    Invitation.objects.filter(pk=open_row.pk).update(state=InvitationState.OPEN)
    for role in (Role.COORDINATOR, Role.BOARD_MEMBER):
        html = page(pilot, role)
        assert "Answers are still coming in." in html
        assert "shown when the last person asked can no longer answer" in html
        assert "of 10 agreed" not in html
    assert "9 of 10 agreed" in page(pilot)


def test_before_any_answer_the_page_says_so(pilot: Pilot) -> None:
    Response.objects.all().delete()
    html = page(pilot)
    assert "Nobody has answered about the sets yet" in html
    assert "What we cannot say" not in html


def test_waves_stand_side_by_side_as_counts() -> None:
    version = make_published([item_draft("calm", short_label="I feel calm", kirkpatrick=2)])
    offer = make_offer()
    cohort = make_cohort(offer, people=12)
    run_all(cohort)
    plan = make_plan(offer, [baseline(version), end(version)])
    for key, yes in (("baseline", 4), ("end", 9)):
        for place in range(12):
            respond(wave_of(plan, key), {"calm": 4 if place < yes else 2}, arm="mixed")
    client = client_of(user_with(Role.EVALUATOR))
    said = words(client.get(f"/evaluation/{plan.pk}/findings/").content.decode())
    assert "Wave beside wave" in said
    assert "this does not show that anyone changed" in said
    assert "I feel calm Before the first session 4 of 12 agreed" in said
    assert "9 of 12 agreed" in said
    assert "Asked before and after, and not joined person by person." in said


def test_expected_answers_are_kept_apart_from_what_was_seen() -> None:
    items = [
        item_draft("seen", kirkpatrick=3),
        item_draft("hoped", kirkpatrick=4, is_anticipated=True),
        item_draft("other"),
    ]
    offer = make_offer()
    plan = make_plan(offer, [end(make_published(items))])
    for _ in range(11):
        respond(wave_of(plan, "end"), {"seen": 5, "hoped": 5, "other": 5}, arm="mixed")
    client = client_of(user_with(Role.EVALUATOR))
    said = words(client.get(f"/evaluation/{plan.pk}/findings/").content.decode())
    titles = ("What people say of their practice", "More questions", "What people expect")
    practice, more, expected = (said.index(title) for title in titles)
    assert practice < said.index("About seen") < more < said.index("About other") < expected
    assert "What people notice around them" not in said
    assert "They were asked what they expect." in said


def sheets(pilot: Pilot, audience: Audience) -> dict[str, list[tuple[object, ...]]]:
    book = load_workbook(BytesIO(findings_workbook(BY, pilot.plan.pk, audience)))
    return {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book}


def test_the_workbook_holds_findings_funnel_words_and_dictionary(pilot: Pilot) -> None:
    found = sheets(pilot, Audience.PROGRAMME_TEAM)
    assert list(found)[:3] == ["Read first", "Findings", "Who answered"]
    assert list(found)[3:5] == ["Words", "Data dictionary"]
    assert "What we cannot say" in {row[0] for row in found["Read first"]}
    rated = [row for row in found["Findings"] if row[1] == "expectations"]
    assert [row[3:6] for row in rated] == [("agreed", 9, 10), ("did not agree", 1, 10)]
    assert rated[0][8:10] == ("6 to 10", "9 to 22")
    assert [row[2] for row in found["Who answered"]] == [23, 10, 7, 7, 6, 1]
    assert len(found["Data dictionary"]) == 8


def test_the_boards_workbook_hides_what_its_page_hides(pilot: Pilot) -> None:
    found = sheets(pilot, Audience.BOARD)
    rated = [row for row in found["Findings"] if row[1] == "expectations"]
    assert {row[4] for row in rated} == {"hidden"}
    assert [row[2] for row in found["Who answered"]] == [23, 10, "6–7", "6–7", "6–7", "hidden"]
    assert found["Words"] == []
    assert all(row[8] is None for row in found["Findings"] if row[1] != "recommend")


def test_no_workbook_holds_what_people_wrote(pilot: Pilot) -> None:
    for audience in (Audience.EVALUATION_TEAM, Audience.PROGRAMME_TEAM, Audience.BOARD):
        assert "I pause" not in str(sheets(pilot, audience))


def test_the_workbook_is_handed_over_under_its_name(pilot: Pilot) -> None:
    response = browser(pilot, Role.COORDINATOR).get(
        f"/evaluation/{pilot.plan.pk}/findings/findings.xlsx"
    )
    assert 'filename="findings.xlsx"' in response["Content-Disposition"]


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.COORDINATOR, Role.BOARD_MEMBER])
def test_the_page_asks_the_database_little(
    pilot: Pilot, role: Role, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = browser(pilot, role)
    client.get(address(pilot))
    with django_assert_max_num_queries(12):
        client.get(address(pilot))
