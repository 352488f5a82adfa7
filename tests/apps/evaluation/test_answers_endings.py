"""Links after the end: the evaluation has closed, the conversation took place, time has passed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.evaluation import operations
from goldenthread.evaluation.models import Draft, Invitation, PersonLink, Response
from goldenthread.evaluation.rules import answers as rules
from goldenthread.evaluation.terms import (
    ConfidentialityMode,
    InvitationState,
    PlanState,
    WaveKind,
)
from tests.factories import answering as make
from tests.factories.instruments import item_draft

pytestmark = pytest.mark.django_db
PSEUDONYM = ConfidentialityMode.PSEUDONYM
LINKED = rules.LINKED
ITEMS = (item_draft("hope"),)


def text(row: Invitation, end: str = "") -> str:
    return Client().get(make.path_of(row, end)).content.decode()


def answered(mode: ConfidentialityMode = PSEUDONYM, **answers: object) -> Invitation:
    row = make.asked_in(mode, ITEMS, closes_at=timezone.now() + timedelta(days=3))
    given = answers or {"hope": 5}
    operations.submit(invitation_id=row.pk, answers=given, now=timezone.now(), by=make.link_of(row))
    return row


def closed(row: Invitation) -> Invitation:
    """The wave has closed for this person; the evaluation goes on."""
    row.closes_at = timezone.now()
    row.save(update_fields=["closes_at"])
    return row


def answered_and_closed() -> Invitation:
    row = answered()
    plan = row.wave.plan
    plan.state = PlanState.CLOSED
    plan.save()
    return row


def test_after_the_evaluation_has_closed_answers_stay_and_the_link_shows_none() -> None:
    row = answered_and_closed()
    assert "Delete your answers" not in text(row)
    assert Client().get(make.path_of(row, "answers/"))["Location"] == make.path_of(row)
    Client().post(make.path_of(row, "answers/delete/"))
    assert Response.objects.count() == 1


EVERY_END = ("", "answers/", "answers/delete/", "check/", "later/", "paper/", "withdraw/")


@pytest.mark.parametrize("mode", sorted(LINKED))
def test_what_was_sent_is_read_back_only_while_the_questions_are_open(
    mode: ConfidentialityMode,
) -> None:
    row = answered(mode)
    assert "Strongly agree" in text(row, "answers/")
    closed(row)
    for end in EVERY_END:
        page = Client().get(make.path_of(row, end), follow=True)
        assert page.status_code == 200
        assert "Strongly agree" not in page.content.decode(), end
    shown = text(row)
    assert "These questions are closed." in shown and "does not show answers" in shown
    assert 'href="/my/"' in shown and "your own page says what is held" in shown
    assert "See your answers" not in shown


@pytest.mark.parametrize("mode", sorted(LINKED))
def test_what_was_sent_is_taken_back_after_the_wave_without_being_shown(
    mode: ConfidentialityMode,
) -> None:
    row = closed(answered(mode))
    assert "Delete your answers" in text(row)
    assert "Strongly agree" not in text(row, "answers/delete/")
    Client().post(make.path_of(row, "answers/delete/"))
    assert not Response.objects.exists()


def test_what_was_typed_and_never_sent_is_not_shown_after_the_wave() -> None:
    row = make.asked_in(PSEUDONYM, ITEMS, closes_at=timezone.now() + timedelta(days=3))
    Client().post(make.path_of(row, "save/"), {"q-hope": "5"})
    assert "Strongly agree" in text(row, "answers/")
    closed(row)
    for end in EVERY_END:
        page = Client().get(make.path_of(row, end), follow=True)
        assert "Strongly agree" not in page.content.decode(), end
    assert 'href="/my/"' in text(row)


def test_withdrawing_after_the_evaluation_has_closed_says_that_answers_stay() -> None:
    row = answered_and_closed()
    assert "answers that you have already sent stay in it" in text(row, "withdraw/")
    Client().post(make.path_of(row, "withdraw/"), {"reason": ""})
    assert "You have withdrawn" in text(row)
    assert Response.objects.count() == PersonLink.objects.count() == 1


def test_a_conversation_that_took_place_is_thanked_for() -> None:
    wave = make.make_wave(make.make_plan(), kind=WaveKind.INTERVIEW)
    row = make.invite(wave, state=InvitationState.ANSWERED)
    assert "Thank you for talking with us" in text(row)


def test_a_conversation_keeps_no_draft() -> None:
    wave = make.make_wave(make.make_plan(), kind=WaveKind.INTERVIEW)
    row = make.invite(wave, closes_at=timezone.now() + timedelta(days=3))
    for end in ("", "save/", "check/"):
        Client().post(make.path_of(row, end), {"q-hope": "5"})
    assert not Draft.objects.exists()
    assert not Response.objects.exists()


def test_a_no_after_the_time_has_passed_offers_nothing_that_cannot_be_done() -> None:
    row = make.asked_in(state=InvitationState.DECLINED, closes_at=timezone.now())
    shown = text(row)
    assert "That is fine" in shown and "Answer after all" not in shown
    Client().post(make.path_of(row, "again/"))
    row.refresh_from_db()
    assert row.state == "declined"


def test_a_no_says_that_what_was_typed_goes() -> None:
    row = make.asked_in(items=ITEMS, closes_at=timezone.now() + timedelta(days=3))
    Client().post(make.path_of(row, "save/"), {"q-hope": "5"})
    for end in ("decline/", "withdraw/"):
        assert "is deleted" in text(row, end)


def test_a_programme_without_a_line_shows_the_lines_everyone_has() -> None:
    row = make.asked_in(items=ITEMS, closes_at=timezone.now() + timedelta(days=3))
    programme = row.wave.plan.offer.programme
    programme.support_line = ""
    programme.save()
    shown = text(row)
    assert "Your support line" not in shown and "Samaritans" in shown
