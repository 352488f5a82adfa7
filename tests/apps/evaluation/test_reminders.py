"""Asking, reminding and closing: never twice, never to who is done, and blind where promised."""

from datetime import UTC, date, datetime, timedelta

import pytest

from goldenthread.directory.models import Person
from goldenthread.evaluation.models import Invitation, Plan
from goldenthread.evaluation.operations import reminders, waves
from goldenthread.evaluation.receivers import plans as receivers
from goldenthread.evaluation.rules import letters
from goldenthread.evaluation.rules.letters import LetterFacts
from goldenthread.evaluation.terms import ConfidentialityMode, InvitationState
from goldenthread.messaging import operations as messaging
from goldenthread.messaging.models import Message
from goldenthread.messaging.terms import MessageState
from tests.factories.evaluation import (
    BY,
    ENDED,
    ask_everyone,
    end,
    make_cohort,
    make_offer,
    make_plan,
    run_all,
)
from tests.factories.instruments import make_published

pytestmark = pytest.mark.django_db

ANONYMOUS = ConfidentialityMode.ANONYMOUS


def asked_plan(
    *, people: int = 3, mode: ConfidentialityMode = ConfidentialityMode.PSEUDONYM
) -> Plan:
    """Everyone of one set has just been asked."""
    offer = make_offer(name="Sets for team leaders")
    run_all(make_cohort(offer, people=people))
    plan = make_plan(offer, [end(make_published())], mode=mode)
    ask_everyone(plan)
    return plan


def remind(*, days: float) -> int:
    return reminders.remind_due(now=ENDED + timedelta(days=days), by=BY)


def set_state(row: Invitation, state: InvitationState) -> None:
    Invitation.objects.filter(pk=row.pk).update(state=state)


def test_opening_writes_to_everyone_once() -> None:
    asked_plan(people=3)
    assert Message.objects.count() == 3
    assert reminders.open_due(now=ENDED, by=BY) == 0
    assert Message.objects.count() == 3


def test_the_subject_and_the_first_lines_give_nothing_away() -> None:
    asked_plan(people=1)
    message = Message.objects.get()
    assert message.subject == "A few questions from Your partnership"
    first_lines = message.body.split("[[link")[0]
    assert "Sets for team leaders" not in message.subject + first_lines
    assert "you have a place in Sets for team leaders" in message.body
    assert "[[link:evaluation.invitation:" in message.body


def test_a_second_worker_with_the_same_row_in_hand_writes_nothing() -> None:
    asked_plan(people=1)
    row = Invitation.objects.select_related("wave__plan__offer__programme").get()
    assert not reminders._open(row, to=reminders.NOTHING, now=ENDED, by=BY)
    assert remind(days=4) == 1
    late = ENDED + timedelta(days=4)
    assert not reminders._remind(row, to=reminders.NOTHING, now=late, by=BY)
    assert Message.objects.count() == 2


def test_nobody_is_asked_before_the_wave_is_due() -> None:
    offer = make_offer()
    run_all(make_cohort(offer))
    plan = make_plan(offer)
    assert ask_everyone(plan, now=ENDED - timedelta(hours=1)) == 0


def test_reminders_keep_their_gap_and_their_number() -> None:
    asked_plan(people=1)
    assert remind(days=3) == 0
    assert remind(days=4) == 1
    assert remind(days=4.5) == 0
    assert remind(days=8) == 1
    assert remind(days=12) == 0
    assert Invitation.objects.get().reminders_sent == 2


@pytest.mark.parametrize(
    "state", [InvitationState.ANSWERED, InvitationState.DECLINED, InvitationState.WITHDRAWN]
)
def test_nobody_who_is_done_is_reminded(state: InvitationState) -> None:
    asked_plan(people=2)
    done, waiting = Invitation.objects.order_by("id")
    set_state(done, state)
    assert remind(days=4) == 1
    assert set(
        Message.objects.filter(kind="wave_reminder").values_list("person_id", flat=True)
    ) == {waiting.person_id}


def test_a_reminder_in_the_outbox_stops_the_moment_someone_answers() -> None:
    asked_plan(people=1)
    messaging.send_due(now=ENDED, by=BY)
    remind(days=4)
    set_state(Invitation.objects.get(), InvitationState.ANSWERED)
    report = messaging.send_due(now=ENDED + timedelta(days=4), by=BY)
    assert (report.sent, report.stopped) == (0, 1)


def test_the_reason_for_stopping_does_not_tell_who_answered() -> None:
    asked_plan(people=1)
    row = Invitation.objects.get()
    said = set()
    for state in (InvitationState.ANSWERED, InvitationState.DECLINED, InvitationState.CLOSED):
        set_state(row, state)
        said.add(reminders.reason_against(row.pk, ENDED))
    assert said == {"This person needs no more messages about these questions."}


def test_who_is_reminded_in_a_linked_mode_is_not_listed_under_the_offer() -> None:
    plan = asked_plan(people=1)
    remind(days=4)
    kinds = dict(Message.objects.values_list("kind", "scope_kind"))
    assert kinds == {"wave_invitation": "offer", "wave_reminder": "evaluation_plan"}
    assert Message.objects.get(kind="wave_invitation").scope_id == plan.offer_id


def test_in_anonymous_mode_everyone_gets_the_same_reminder() -> None:
    asked_plan(people=3, mode=ANONYMOUS)
    answered = Invitation.objects.order_by("id").first()
    assert answered is not None
    set_state(answered, InvitationState.ANSWERED)
    assert remind(days=4) == 3
    sent = Message.objects.filter(kind="wave_reminder")
    link = "[[link"
    bodies = {m.body.replace(m.to_name, "…").split(link)[0] for m in sent}
    assert len(bodies) == 1
    assert "If you already answered, thank you" in bodies.pop()
    assert len({(m.subject, m.why, m.due_at, m.scope_kind) for m in sent}) == 1


def test_in_anonymous_mode_sending_does_not_depend_on_who_answered() -> None:
    asked_plan(people=2, mode=ANONYMOUS)
    messaging.send_due(now=ENDED, by=BY)
    remind(days=4)
    answered = Invitation.objects.order_by("id").first()
    assert answered is not None
    set_state(answered, InvitationState.ANSWERED)
    report = messaging.send_due(now=ENDED + timedelta(days=4), by=BY)
    assert (report.sent, report.stopped) == (2, 0)


def test_in_anonymous_mode_a_no_is_still_respected() -> None:
    asked_plan(people=2, mode=ANONYMOUS)
    declined = Invitation.objects.order_by("id").first()
    assert declined is not None
    set_state(declined, InvitationState.DECLINED)
    assert remind(days=4) == 1


def test_who_paused_messages_is_asked_when_the_pause_ends() -> None:
    offer = make_offer()
    cohort = make_cohort(offer, people=1)
    run_all(cohort)
    plan = make_plan(offer)
    Person.objects.filter(pk__in=cohort.memberships.values("person_id")).update(
        paused_until=date(2026, 2, 2)
    )
    assert ask_everyone(plan) == 0
    assert reminders.open_due(now=datetime(2026, 2, 1, 12, tzinfo=UTC), by=BY) == 0
    assert reminders.open_due(now=datetime(2026, 2, 2, 12, tzinfo=UTC), by=BY) == 1


def test_a_pause_stops_what_is_already_in_the_outbox() -> None:
    asked_plan(people=1)
    Person.objects.update(paused_until=date(2026, 3, 1))
    messaging.send_due(now=ENDED, by=BY)
    message = Message.objects.get()
    assert message.state == MessageState.STOPPED
    assert message.stop_reason == "Messages to this person are paused."


def test_who_asked_for_no_contact_is_never_written_to() -> None:
    offer = make_offer()
    run_all(make_cohort(offer, people=2))
    Person.objects.update(contact_by="no_contact")
    assert ask_everyone(make_plan(offer)) == 0


def test_who_prefers_the_phone_gets_no_email() -> None:
    offer = make_offer()
    run_all(make_cohort(offer, people=1))
    Person.objects.update(contact_by="phone")
    ask_everyone(make_plan(offer))
    assert Message.objects.get().to_address == ""


def test_no_message_leaves_at_night() -> None:
    offer = make_offer()
    run_all(make_cohort(offer, people=1, hour=19))
    ask_everyone(make_plan(offer), now=datetime(2026, 1, 26, 21, 5, tzinfo=UTC))
    assert Message.objects.get().due_at == datetime(2026, 1, 27, 9, 30, tzinfo=UTC)


def test_a_wave_closes_for_who_did_not_answer() -> None:
    asked_plan(people=3)
    answered = Invitation.objects.order_by("id").first()
    assert answered is not None
    set_state(answered, InvitationState.ANSWERED)
    assert reminders.close_due(now=ENDED + timedelta(days=13), by=BY) == 0
    assert reminders.close_due(now=ENDED + timedelta(days=14), by=BY) == 2
    assert reminders.close_due(now=ENDED + timedelta(days=14), by=BY) == 0
    assert set(Invitation.objects.exclude(pk=answered.pk).values_list("state", "ended_on")) == {
        (InvitationState.CLOSED, date(2026, 2, 9))
    }
    assert remind(days=15) == 0


def test_who_could_not_be_asked_in_time_is_not_counted_as_asked() -> None:
    offer = make_offer()
    run_all(make_cohort(offer, people=1))
    Person.objects.update(paused_until=date(2027, 1, 1))
    plan = make_plan(offer)
    ask_everyone(plan)
    assert reminders.close_due(now=ENDED + timedelta(days=14), by=BY) == 0
    assert Invitation.objects.get().state == InvitationState.CANCELLED


def test_a_letter_without_names_and_contacts_is_still_whole() -> None:
    facts = LetterFacts(
        invitation_id=1,
        name="",
        partnership="A partnership",
        offer="An offer",
        wave="End",
        mode=ANONYMOUS,
        who_sees="",
        evaluator_contact="",
        closes_at=ENDED,
    )
    body = letters.invitation(facts).body
    assert body.startswith("Hello,")
    assert "Who sees the answers" not in body
    assert "Questions?" not in body
    assert "the evaluators will find a time" in letters.interview(facts).body


def test_a_message_about_nothing_is_stopped() -> None:
    assert reminders.reason_against(0, ENDED) == "This was taken back."


def test_the_worker_opens_reminds_and_closes() -> None:
    offer = make_offer()
    run_all(make_cohort(offer, people=2))
    plan = make_plan(offer)
    waves.schedule_offer(offer_id=plan.offer_id, now=ENDED, by=BY)
    later = ENDED + timedelta(days=4)
    assert (receivers.open_due(ENDED), receivers.remind_due(later)) == (2, 2)
    assert receivers.close_due(ENDED + timedelta(days=15)) == 2
