"""Messages that did not arrive, and each person's link: who may know of whom, and what to do."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from goldenthread.access.terms import OutOfReach, Refused, Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.directory.terms import ContactBy
from goldenthread.evaluation.models import Draft, Invitation, Plan
from goldenthread.evaluation.operations import answers, links, reminders
from goldenthread.evaluation.queries.answers import asked, link_actor, token_of
from goldenthread.evaluation.terms import ConfidentialityMode, InvitationState, ReachedHow
from goldenthread.messaging.models import Message
from goldenthread.messaging.terms import MessageState
from tests.factories.access import actor_with, client_of, user_with
from tests.factories.evaluation import (
    BY,
    ask_everyone,
    end,
    make_cohort,
    make_offer,
    make_plan,
    run_all,
    wave_of,
)
from tests.factories.instruments import make_published

pytestmark = pytest.mark.django_db

NAMED, PSEUDONYM = ConfidentialityMode.NAMED, ConfidentialityMode.PSEUDONYM
OWN_CODE, ANONYMOUS = ConfidentialityMode.OWN_CODE, ConfidentialityMode.ANONYMOUS
REFUSED = "The mail server says this address is not in use. Check it, then send it again."


def open_now(mode: ConfidentialityMode = NAMED, *, people: int = 6) -> Plan:
    """People who were asked yesterday and can still answer."""
    offer = make_offer()
    day = timezone.localdate() - timedelta(days=3)
    run_all(make_cohort(offer, days=[day], people=people))
    plan = make_plan(offer, [end(make_published())], mode=mode)
    ask_everyone(plan, now=timezone.now() - timedelta(days=1))
    Message.objects.update(state=MessageState.SENT)
    assert Invitation.objects.filter(state=InvitationState.OPEN).count() == people
    return plan


def remind(plan: Plan) -> None:
    reminders.remind_due(now=timezone.now() + timedelta(days=5), by=BY)


def bounce(row: Invitation, kind: str = "wave_invitation") -> None:
    Message.objects.filter(check_id=row.pk, kind=kind).update(
        state=MessageState.NOT_DELIVERED, stop_reason=REFUSED
    )


def first(plan: Plan) -> Invitation:
    return Invitation.objects.filter(wave__plan=plan).order_by("pk")[0]


def browser(plan: Plan, role: Role = Role.EVALUATOR) -> Client:
    return client_of(user_with(role, over=(ScopeKind.PROGRAMME, plan.offer.programme_id)))


def words(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    main = response.content.decode().split("<main")[1]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def unreached(plan: Plan, role: Role = Role.EVALUATOR) -> str:
    return words(browser(plan, role), f"/evaluation/{plan.pk}/unreached/")


@pytest.mark.parametrize("mode", [NAMED, PSEUDONYM])
def test_evaluators_see_whom_a_reminder_did_not_reach_and_coordinators_how_many(
    mode: ConfidentialityMode,
) -> None:
    plan = open_now(mode)
    row = first(plan)
    remind(plan)
    bounce(row, "wave_reminder")
    assert row.person.name in unreached(plan)
    assert "Write down what they say" in unreached(plan)
    coordinator = unreached(plan, Role.COORDINATOR)
    assert "One message did not reach people" in coordinator
    assert row.person.name not in coordinator
    assert "Ask the evaluators to phone" in coordinator
    for role in (Role.EVALUATOR, Role.COORDINATOR):
        said = words(browser(plan, role), f"/evaluation/{plan.pk}/")
        assert "1 person was not reached by a message" in said


def test_in_own_code_a_reminder_names_nobody_and_a_first_message_may() -> None:
    plan = open_now(OWN_CODE)
    asked_first, reminded = Invitation.objects.order_by("pk")[:2]
    remind(plan)
    bounce(reminded, "wave_reminder")
    Message.objects.filter(check_id=asked_first.pk, kind="wave_reminder").delete()
    bounce(asked_first)
    said = unreached(plan)
    assert "Two messages did not reach people" in said
    assert asked_first.person.name in said
    assert reminded.person.name not in said
    assert "1 person not named here" in said
    assert "Write down what they say" not in said


def test_where_everyone_is_reminded_a_reminder_may_name_whom_it_did_not_reach() -> None:
    plan = open_now(ANONYMOUS)
    row = first(plan)
    remind(plan)
    bounce(row, "wave_reminder")
    assert row.person.name in unreached(plan)


def test_the_number_does_not_fall_when_somebody_answers() -> None:
    plan = open_now(PSEUDONYM)
    row = first(plan)
    bounce(row)
    answers.submit(invitation_id=row.pk, answers={}, now=timezone.now(), by=link_actor(row.pk))
    assert "One message did not reach people" in unreached(plan, Role.COORDINATOR)
    assert row.person.name not in unreached(plan)


def test_a_person_we_do_not_email_is_listed_with_how_to_reach_them() -> None:
    plan = open_now()
    row = first(plan)
    row.person.contact_by = ContactBy.PHONE
    row.person.save()
    Message.objects.filter(check_id=row.pk).update(
        state=MessageState.STOPPED,
        stop_reason="We do not write to this person by email, or we hold no address.",
    )
    assert "They asked us to phone" in unreached(plan)


def test_a_later_message_that_arrived_or_a_phone_call_settles_it() -> None:
    plan = open_now()
    by_mail, by_phone = Invitation.objects.order_by("pk")[:2]
    bounce(by_mail)
    bounce(by_phone)
    links.send_link_again(invitation_id=by_mail.pk, now=timezone.now(), by=BY)
    Message.objects.filter(state=MessageState.WAITING).update(
        state=MessageState.SENT, due_at=timezone.now()
    )
    client = browser(plan)
    form = {"how": "phone"}
    done = client.post(f"/evaluation/invitations/{by_phone.pk}/reached/", form)
    assert done["Location"] == f"/evaluation/{plan.pk}/unreached/"
    assert "No message is missing" in unreached(plan)
    by_phone.refresh_from_db()
    assert (by_phone.reached_on, by_phone.reached_how) == (timezone.localdate(), "phone")
    assert Event.objects.filter(action="invitation.reached").count() == 1


def test_reached_needs_a_way_and_an_open_question() -> None:
    plan = open_now()
    row = first(plan)
    path = f"/evaluation/invitations/{row.pk}/reached/"
    assert (
        "Choose whether it was by phone" in browser(plan).post(path, {"how": ""}).content.decode()
    )
    Invitation.objects.update(state=InvitationState.DECLINED)
    shown = browser(plan).post(path, {"how": "paper"}).content.decode()
    assert "You told us" in shown
    row.refresh_from_db()
    assert row.reached_on is None


def test_in_the_anonymous_modes_reaching_somebody_asks_nothing_of_their_answer() -> None:
    plan = open_now(ANONYMOUS)
    row = first(plan)
    Invitation.objects.filter(pk=row.pk).update(state=InvitationState.ANSWERED)
    now = timezone.now()
    links.mark_reached(invitation_id=row.pk, how=ReachedHow.PAPER, on=now.date(), now=now, by=BY)
    with pytest.raises(Refused, match="have closed"):
        links.mark_reached(
            invitation_id=row.pk,
            how=ReachedHow.PAPER,
            on=now.date(),
            now=now + timedelta(days=60),
            by=BY,
        )


def people(plan: Plan, role: Role = Role.EVALUATOR) -> str:
    return words(browser(plan, role), f"/evaluation/waves/{wave_of(plan, 'end').pk}/people/")


def test_where_answers_carry_names_each_link_is_listed_with_what_became_of_it() -> None:
    plan = open_now()
    rows = list(Invitation.objects.order_by("pk"))
    now = timezone.now()
    answers.submit(invitation_id=rows[0].pk, answers={}, now=now, by=link_actor(rows[0].pk))
    answers.decline(invitation_id=rows[1].pk, now=now, by=link_actor(rows[1].pk))
    Draft.objects.create(invitation=rows[2], saved_at=now)
    rows[3].person.paused_until = timezone.localdate() + timedelta(days=9)
    rows[3].person.save()
    said = people(plan)
    for part in ("Answered on", "Said no on", "Has begun to answer", "Asked for no messages until"):
        assert part in said
    assert all(row.person.name in said for row in rows)
    viewed = Event.objects.filter(action="invitations.read").values_list("person_id", flat=True)
    assert set(viewed) == {row.person_id for row in rows}


@pytest.mark.parametrize("mode", [PSEUDONYM, OWN_CODE, ANONYMOUS])
def test_elsewhere_there_is_no_list_and_the_page_says_why(mode: ConfidentialityMode) -> None:
    plan = open_now(mode)
    said = people(plan)
    assert "So there is none" in said
    assert not any(row.person.name in said for row in Invitation.objects.all())
    assert not Event.objects.filter(action="invitations.read").exists()
    row = first(plan)
    for act in (links.send_link_again, links.renew_link):
        with pytest.raises(Refused, match="So there is none"):
            act(invitation_id=row.pk, now=timezone.now(), by=BY)


def test_a_new_link_ends_the_old_and_keeps_what_was_typed() -> None:
    plan = open_now()
    row = first(plan)
    old, now = token_of(row.pk), timezone.now()
    Draft.objects.create(invitation=row, answers={"recommend": 4}, saved_at=now)
    client = browser(plan)
    path = f"/evaluation/invitations/{row.pk}/renew/"
    assert "The old link stops working at once" in words(client, path)
    client.post(path)
    assert asked(old, now=now) is None
    found = asked(token_of(row.pk), now=now)
    assert found is not None
    assert dict(found.answers) == {"recommend": 4}
    message = Message.objects.get(check_id=row.pk, state=MessageState.WAITING)
    assert message.scope_kind == "evaluation_plan"


def test_a_link_is_sent_again_once_a_day_and_never_into_a_pause() -> None:
    plan = open_now()
    row = first(plan)
    client, path = browser(plan), f"/evaluation/invitations/{row.pk}/send/"
    for _ in range(2):
        said = client.post(path, follow=True).content.decode()
    assert "sent again already today" in said
    assert Message.objects.filter(check_id=row.pk).count() == 2
    row.person.paused_until = timezone.localdate() + timedelta(days=9)
    row.person.save()
    assert "asked for no messages now" in client.post(path, follow=True).content.decode()
    row.person.paused_until, row.person.email = None, ""
    row.person.save()
    assert "Phone them" in client.post(path, follow=True).content.decode()
    assert client.get(path).status_code == 302


def test_only_evaluators_over_the_offer_reach_a_link() -> None:
    plan = open_now()
    row, wave = first(plan), wave_of(plan, "end")
    for role in (Role.COORDINATOR, Role.FACILITATOR, Role.BOARD_MEMBER, Role.LEARNER):
        client = browser(plan, role)
        for path in (
            f"/evaluation/waves/{wave.pk}/people/",
            *(f"/evaluation/invitations/{row.pk}/{act}/" for act in ("send", "renew", "reached")),
        ):
            assert client.get(path).status_code == 404
    stranger = actor_with(Role.EVALUATOR, over=(ScopeKind.PROGRAMME, 0))
    for act in (links.send_link_again, links.renew_link):
        with pytest.raises(OutOfReach):
            act(invitation_id=row.pk, now=timezone.now(), by=stranger)
        with pytest.raises(OutOfReach):
            act(invitation_id=0, now=timezone.now(), by=BY)
    assert browser(plan).get("/evaluation/waves/0/people/").status_code == 404
    assert browser(plan).get("/evaluation/invitations/0/renew/").status_code == 404


def test_the_pages_ask_the_database_little_and_show_fifty_people(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    plan = open_now(people=60)
    for row in Invitation.objects.all():
        bounce(row)
    client = browser(plan)
    for path in (
        f"/evaluation/waves/{wave_of(plan, 'end').pk}/people/",
        f"/evaluation/{plan.pk}/unreached/",
        f"/evaluation/{plan.pk}/",
    ):
        client.get(path)
        with django_assert_max_num_queries(12):
            client.get(path)
    html = client.get(f"/evaluation/waves/{wave_of(plan, 'end').pk}/people/").content.decode()
    assert html.count("What you can do for") == 50
