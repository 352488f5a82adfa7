"""Pages of plans, waves, interviews and decisions: plain forms, each for those who may."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from goldenthread.access.terms import Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.evaluation.models import (
    InterviewAgreement,
    Invitation,
    Plan,
    RiskDecision,
    Withdrawal,
)
from goldenthread.evaluation.pages import panels
from goldenthread.evaluation.terms import InvitationState, PlanState
from goldenthread.learning.models import Offer
from goldenthread.messaging.models import Message
from goldenthread.ui import slots
from tests.factories.access import actor_of, client_of, user_with
from tests.factories.evaluation import (
    baseline,
    end,
    interview,
    later,
    make_cohort,
    make_offer,
    make_plan,
    people_of,
    run_all,
    wave_of,
)
from tests.factories.instruments import make_published
from tests.factories.pilot import make_pilot

pytestmark = pytest.mark.django_db


def browser(offer: Offer, role: Role = Role.COORDINATOR) -> Client:
    return client_of(user_with(role, over=(ScopeKind.PROGRAMME, offer.programme_id)))


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def upcoming(*, people: int = 4) -> Plan:
    """A draft for an offer whose sessions are still to come."""
    first = timezone.localdate() + timedelta(days=40)
    offer = make_offer(name="Introductory course")
    make_cohort(offer, people=people, days=[first + timedelta(days=7 * n) for n in range(4)])
    version = make_published()
    drafts = [baseline(version), end(version), later(6, version), interview(1)]
    return make_plan(offer, drafts, live_at=None)


FORM = {
    "mode": "pseudonym",
    "lead_days": "14",
    "open_days": "14",
    "max_reminders": "2",
    "reminder_gap_days": "4",
    "who_sees": "The evaluators",
    "evaluator_contact": "evaluators@example.org",
    "kept_until": "2030-01-31",
}


def test_a_plan_is_drawn_up_checked_frozen_and_closed_without_scripts() -> None:
    offer = make_offer(name="Introductory course")
    first = timezone.localdate() + timedelta(days=40)
    make_cohort(offer, people=3, days=[first, first + timedelta(days=7)])
    version = make_published()
    client = browser(offer)
    assert "Introductory course" in text(client, "/evaluation/")
    asked = {"ask_baseline": version, "ask_end": version, "interviews": ["1", "3"]}
    response = client.post(f"/evaluation/add/?offer={offer.pk}", {**FORM, **asked})
    plan = Plan.objects.get()
    assert response["Location"] == f"/evaluation/{plan.pk}/"
    assert [w.key for w in plan.waves.all()] == ["baseline", "end", "talk-month-1", "talk-month-3"]
    assert "Freeze the plan for 3 people" in text(client, f"/evaluation/{plan.pk}/freeze/")
    client.post(f"/evaluation/{plan.pk}/freeze/")
    plan.refresh_from_db()
    assert plan.state == PlanState.LIVE
    assert Invitation.objects.count() == 6
    client.post(f"/evaluation/{plan.pk}/close/")
    plan.refresh_from_db()
    assert plan.state == PlanState.CLOSED


def test_a_mistake_is_said_beside_its_field_and_nothing_is_kept() -> None:
    offer = make_offer()
    response = browser(offer).post(
        f"/evaluation/add/?offer={offer.pk}", {**FORM, "mode": "", "open_days": "200"}
    )
    said = words(response.content.decode())
    assert "Choose how answers are kept" in said
    assert not Plan.objects.exists()


def test_a_plan_that_asks_nothing_is_refused_in_words() -> None:
    offer = make_offer()
    response = browser(offer).post(f"/evaluation/add/?offer={offer.pk}", FORM)
    assert "Choose at least one moment when people are asked." in response.content.decode()


def test_a_draft_stands_in_the_form_as_it_was_written() -> None:
    plan = upcoming()
    client = browser(plan.offer)
    address = f"/evaluation/{plan.pk}/edit/"
    html = text(client, address)
    assert 'value="evaluators@example.org"' in html
    assert re.search(r'value="pseudonym"[^>]*checked', html)
    version = wave_of(plan, "end").instrument_version_id
    client.post(address, {**FORM, "mode": "anonymous", "ask_end": version})
    plan.refresh_from_db()
    assert (plan.mode, plan.waves.count()) == ("anonymous", 1)


def test_a_frozen_plan_says_so_when_someone_changes_it() -> None:
    pilot = make_pilot()
    version = wave_of(pilot.plan, "end").instrument_version_id
    response = browser(pilot.plan.offer).post(
        f"/evaluation/{pilot.plan.pk}/edit/", {**FORM, "ask_end": version}
    )
    assert "This plan is frozen" in response.content.decode()


def test_the_page_of_a_plan_warns_and_counts_and_names_nobody() -> None:
    pilot = make_pilot()
    said = words(text(browser(pilot.plan.offer), f"/evaluation/{pilot.plan.pk}/"))
    assert "Nothing may be called lasting" in said
    assert "10 answered; 13 closed without an answer" in said
    assert "nothing has changed since" in said
    assert not any(person.name in said for person in pilot.people)


def test_a_late_plan_carries_the_banner() -> None:
    """A25."""
    plan = make_plan(make_offer(), live_at=None)
    make_cohort(plan.offer)
    said = words(text(browser(plan.offer), f"/evaluation/{plan.pk}/"))
    assert "The sessions began before this plan did." in said


def test_the_calendar_of_a_draft_shows_who_would_be_asked_when() -> None:
    plan = upcoming(people=4)
    said = words(text(browser(plan.offer), f"/evaluation/{plan.pk}/waves/"))
    assert "12 invitations would go out on 3 days" in said
    assert said.count("4 people of") == 3
    assert said.count("may move until the last register closes") == 2
    assert not Invitation.objects.exists()


def test_the_calendar_of_a_live_plan_counts_what_is_still_to_come() -> None:
    pilot = make_pilot()
    said = words(text(browser(pilot.plan.offer), f"/evaluation/{pilot.plan.pk}/waves/"))
    assert "Nobody is to be asked" in said


def test_the_dry_run_sends_nothing() -> None:
    plan = upcoming()
    said = words(text(browser(plan.offer), f"/evaluation/{plan.pk}/messages/"))
    assert "A few questions from Your partnership" in said
    assert "Hello Sam Example," in said
    assert "Reminder 2, to those who have not answered" in said
    assert "A conversation you agreed to" in said
    assert not Message.objects.exists()


def test_the_dry_run_of_an_anonymous_plan_shows_blind_reminders() -> None:
    plan = upcoming()
    Plan.objects.update(mode="anonymous")
    said = words(text(browser(plan.offer), f"/evaluation/{plan.pk}/messages/"))
    assert "Reminder 1, to everyone who was asked" in said
    assert "If you already answered, thank you" in said


PLAN_PAGES = ("", "edit/", "freeze/", "close/", "waves/", "messages/")
EVALUATOR_PAGES = ("interviews/", "interviews/agree/", "decisions/")


def test_every_page_of_another_programmes_plan_is_not_there() -> None:
    pilot = make_pilot()
    stranger = browser(make_offer())
    for page in (*PLAN_PAGES, *EVALUATOR_PAGES, "findings/"):
        assert stranger.get(f"/evaluation/{pilot.plan.pk}/{page}").status_code == 404, page
    assert stranger.get(f"/evaluation/add/?offer={make_offer().pk}").status_code == 404


def test_a_coordinator_never_opens_what_joins_people_and_answers() -> None:
    pilot = make_pilot()
    client = browser(pilot.plan.offer)
    talk = Invitation.objects.filter(wave__kind="interview").first()
    stopped = Withdrawal.objects.get()
    assert talk is not None
    closed = [
        *(f"/evaluation/{pilot.plan.pk}/{page}" for page in EVALUATOR_PAGES),
        f"/evaluation/{pilot.plan.pk}/interviews/{talk.person_id}/stop/",
        f"/evaluation/interviews/{talk.pk}/",
        f"/evaluation/withdrawals/{stopped.pk}/",
    ]
    for path in closed:
        assert client.get(path).status_code == 404, path
        assert client.post(path).status_code == 404, path


def test_a_board_member_sees_findings_of_a_plan_and_no_more() -> None:
    pilot = make_pilot()
    client = browser(pilot.plan.offer, Role.BOARD_MEMBER)
    listed = text(client, "/evaluation/")
    assert f'href="/evaluation/{pilot.plan.pk}/findings/"' in listed
    assert f'href="/evaluation/{pilot.plan.pk}/"' not in listed
    for page in (*PLAN_PAGES, *EVALUATOR_PAGES):
        assert client.get(f"/evaluation/{pilot.plan.pk}/{page}").status_code == 404, page


def test_evaluators_record_agreements_talks_and_stops() -> None:
    offer = make_offer()
    last = timezone.localdate() - timedelta(days=10)
    cohort = make_cohort(offer, people=2, days=[last - timedelta(days=7), last])
    plan = make_plan(offer, [end(make_published()), interview(1)])
    run_all(cohort)
    person = people_of(cohort)[0]
    client = browser(offer, Role.EVALUATOR)
    base = f"/evaluation/{plan.pk}/interviews/"
    client.post(f"{base}agree/", {"person": person.pk, "agreed_on": last.isoformat()})
    assert InterviewAgreement.objects.get().person_id == person.pk
    Invitation.objects.filter(wave__kind="interview").update(state=InvitationState.OPEN)
    talk = Invitation.objects.get(wave__kind="interview")
    assert person.name in text(client, base)
    assert person.name in text(client, f"/evaluation/interviews/{talk.pk}/")
    client.post(f"/evaluation/interviews/{talk.pk}/", {"took_part_on": "2026-03-02"})
    talk.refresh_from_db()
    assert (talk.state, talk.ended_on) == (InvitationState.ANSWERED, date(2026, 3, 2))
    stop = {"withdrew_on": "2026-03-20", "reason": "Moved away"}
    client.post(f"{base}{person.pk}/stop/", stop)
    stopped = Withdrawal.objects.get()
    assert "Moved away" in text(client, f"/evaluation/withdrawals/{stopped.pk}/")
    assert Event.objects.filter(action="interviews.read", person_id=person.pk).exists()


def test_a_refusal_is_shown_beside_the_form() -> None:
    pilot = make_pilot()
    client = browser(pilot.plan.offer, Role.EVALUATOR)
    cancelled = Invitation.objects.get(wave__kind="interview", state=InvitationState.CANCELLED)
    response = client.post(
        f"/evaluation/interviews/{cancelled.pk}/", {"took_part_on": "2026-05-01"}
    )
    assert "not being asked for this conversation" in response.content.decode()


def test_an_evaluator_signs_reads_and_withdraws_a_decision() -> None:
    pilot = make_pilot()
    client = browser(pilot.plan.offer, Role.EVALUATOR)
    version = wave_of(pilot.plan, "end").instrument_version_id
    base = f"/evaluation/{pilot.plan.pk}/decisions/"
    form = {"likelihood": "1", "impact": "2", "reason": "Ratings of the sessions alone."}
    client.post(f"{base}{version}/", form)
    row = RiskDecision.objects.get()
    assert (row.score, row.withdrawn_on) == (2, None)
    said = words(text(client, f"/evaluation/decisions/{row.pk}/"))
    assert "2 of 25; up to 3 is low" in said
    assert "holds already" in client.post(f"{base}{version}/", form).content.decode()
    board = browser(pilot.plan.offer, Role.BOARD_MEMBER)
    assert "Ratings of the sessions alone." in text(board, f"/evaluation/decisions/{row.pk}/")
    assert board.post(f"/evaluation/decisions/{row.pk}/withdraw/").status_code == 404
    client.post(f"/evaluation/decisions/{row.pk}/withdraw/")
    row.refresh_from_db()
    assert row.withdrawn_on is not None
    assert client.get(f"{base}0/").status_code == 404


def test_home_asks_for_a_missing_plan_and_tells_what_opens_soon() -> None:
    missing = make_offer(name="Refresher")
    plan = upcoming(people=5)
    Plan.objects.update(state=PlanState.LIVE)
    today = timezone.localdate()
    soon = datetime(today.year, today.month, today.day, 9, 30, tzinfo=UTC) + timedelta(days=3)
    for person in people_of(plan.offer.cohorts.get()):
        Invitation.objects.create(
            wave=wave_of(plan, "baseline"),
            person=person,
            cohort=plan.offer.cohorts.get(),
            state=InvitationState.PLANNED,
            due_at=soon,
            closes_at=soon + timedelta(days=14),
            nonce="x",
        )
    user = user_with(Role.COORDINATOR)
    titles = [todo.title for todo in slots.todos(actor_of(user, today=today), today)]
    assert f"Plan the evaluation of {missing.name}" in titles
    assert "“Before the first session” opens for 5 people" in titles
    nobody = actor_of(user_with(Role.LEARNER), today=today)
    assert list(panels.todos(nobody, today)) == []


def test_the_panel_of_a_cohort_says_what_comes_next() -> None:
    plan = upcoming(people=4)
    cohort = plan.offer.cohorts.get()
    coordinator = user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, plan.offer.programme_id))
    client_of(coordinator).post(f"/evaluation/{plan.pk}/freeze/")
    actor = actor_of(coordinator, today=timezone.localdate())
    for found in (panels.cohort_panel(actor, cohort.pk), panels.offer_panel(actor, plan.offer_id)):
        assert found is not None
        assert "“Before the first session” goes to 4 people from" in found.context["sentences"][0]
    stranger = actor_of(user_with(Role.LEARNER))
    assert panels.cohort_panel(stranger, cohort.pk) is None


def test_the_thread_of_an_offer_goes_on_into_its_waves() -> None:
    pilot = make_pilot()
    waiting, draft = make_offer(), make_plan(make_offer(), live_at=None)
    actor = actor_of(user_with(Role.COORDINATOR))
    ids = [pilot.plan.offer_id, waiting.pk, draft.offer_id]
    found = panels.later_steps(actor, ids)
    done = found[pilot.plan.offer_id]
    assert (done.waves, done.findings, done.board) == (True, True, False)
    assert found[waiting.pk].note == "No evaluation plan yet"
    assert found[draft.offer_id].note == "The evaluation plan is a draft"


@pytest.mark.parametrize("page", PLAN_PAGES)
def test_plan_pages_ask_the_database_little(
    page: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    plan = upcoming(people=10)
    client = browser(plan.offer)
    client.get(f"/evaluation/{plan.pk}/{page}")
    with django_assert_max_num_queries(12):
        client.get(f"/evaluation/{plan.pk}/{page}")


def test_the_list_asks_the_database_little_however_many_plans(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    version = make_published()
    for _ in range(20):
        make_plan(make_offer(), [end(version)])
    client = client_of(user_with(Role.COORDINATOR))
    client.get("/evaluation/")
    with django_assert_max_num_queries(12):
        assert client.get("/evaluation/").content.decode().count("card__title") == 20


def test_the_calendar_counts_each_cohort_by_day() -> None:
    plan = upcoming(people=3)
    client = browser(plan.offer)
    client.post(f"/evaluation/{plan.pk}/freeze/")
    said = words(text(client, f"/evaluation/{plan.pk}/waves/"))
    assert "Nine invitations to go out on 3 days" in said
    assert said.count("3 people of") == 3
    assert "3 will be asked; dates may move" in words(text(client, f"/evaluation/{plan.pk}/"))
    Invitation.objects.filter(wave__key="baseline").update(state=InvitationState.OPEN)
    actor = actor_of(user_with(Role.COORDINATOR))
    note = panels.later_steps(actor, [plan.offer_id])[plan.offer_id].note
    assert note == "People are being asked"
    panel = panels.offer_panel(actor, plan.offer_id)
    assert panel is not None
    assert "is open; the first closes on" in panel.context["sentences"][0]


def test_the_list_of_decisions_says_what_holds() -> None:
    pilot = make_pilot()
    client = browser(pilot.plan.offer, Role.EVALUATOR)
    base = f"/evaluation/{pilot.plan.pk}/decisions/"
    assert "No decision holds" in text(client, base)
    version = wave_of(pilot.plan, "end").instrument_version_id
    form = {"likelihood": "3", "impact": "3", "reason": "Small teams know one another well."}
    client.post(f"{base}{version}/", form)
    assert "small counts stay hidden from the board" in text(client, base)
    row = RiskDecision.objects.get()
    assert "Withdraw risk decision" in text(client, f"/evaluation/decisions/{row.pk}/withdraw/")
    client.post(f"/evaluation/decisions/{row.pk}/withdraw/")
    assert "Withdrawn" in text(client, f"/evaluation/decisions/{row.pk}/")
    assert client.get("/evaluation/decisions/0/").status_code == 404
