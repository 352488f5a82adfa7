"""Answers on paper or by phone: an evaluator writes them down, and nobody else may."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.access.terms import Role
from goldenthread.audit.models import Event
from goldenthread.evaluation.models import Invitation, KeyedForm, Response
from goldenthread.evaluation.terms import ConfidentialityMode, InvitationState
from goldenthread.instruments.terms import ItemKind, Licence, SubscaleDraft
from tests.factories import answering as make
from tests.factories import instruments
from tests.factories.access import client_of, user_with
from tests.factories.instruments import item_draft

pytestmark = pytest.mark.django_db
ITEMS = (item_draft("hope"), item_draft("age", kind=ItemKind.NUMBER))


@pytest.fixture
def evaluator() -> Client:
    return client_of(user_with(Role.EVALUATOR))


def asked(**rest: object) -> Invitation:
    closes_at = timezone.now() + timedelta(days=3)
    return make.asked_in(ConfidentialityMode.PSEUDONYM, ITEMS, closes_at=closes_at, **rest)


def path(row: Invitation) -> str:
    return f"/evaluation/answers/{row.pk}/by-hand/"


def test_an_evaluator_begins_to_write_down_what_somebody_says(evaluator: Client) -> None:
    row = asked()
    shown = evaluator.get(path(row)).content.decode()
    assert row.person.name in shown and "Only the evaluation team can join" in shown
    assert Event.objects.filter(is_view=True, person_id=row.person_id).count() == 1
    again = evaluator.post(path(row), {"how": "phone"}).content.decode()
    assert "Ask the person first, and note that they said yes aloud." in again
    begun = evaluator.post(path(row), {"how": "phone", "said": "yes"})
    form = KeyedForm.objects.get()
    assert begun.headers["Location"] == f"/evaluation/papers/{form.pk}/"
    assert (form.invitation, form.how, form.said_yes) == (row, "phone", True)
    assert evaluator.get(path(row)).headers["Location"] == begun.headers["Location"]
    assert not Response.objects.exists()


@pytest.mark.parametrize("mode", [ConfidentialityMode.OWN_CODE, ConfidentialityMode.ANONYMOUS])
def test_nobody_is_written_down_by_name_where_nothing_joins_answers_to_people(
    mode: ConfidentialityMode, evaluator: Client
) -> None:
    row = make.asked_in(mode, ITEMS, closes_at=timezone.now() + timedelta(days=3))
    assert evaluator.get(path(row)).status_code == 409
    assert evaluator.post(path(row), {"how": "paper"}).status_code == 409
    assert not KeyedForm.objects.exists()


def test_a_spent_invitation_is_not_opened_again(evaluator: Client) -> None:
    row = asked(state=InvitationState.ANSWERED)
    assert evaluator.get(path(row)).status_code == 409


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.FACILITATOR, Role.BOARD_MEMBER])
def test_nobody_else_writes_for_somebody(role: Role) -> None:
    row = asked()
    client = client_of(user_with(role))
    assert client.get(path(row)).status_code == 404
    assert client.post(path(row), {"how": "paper"}).status_code == 404
    assert not KeyedForm.objects.exists()
    assert not Response.objects.exists()


def test_an_invitation_that_is_not_there_is_not_found(evaluator: Client) -> None:
    assert evaluator.get("/evaluation/answers/999/by-hand/").status_code == 404


def test_scores_of_a_licensed_instrument_are_written_down(evaluator: Client) -> None:
    instrument_id = instruments.make_instrument(
        licence=Licence.LICENSED, subscales=[SubscaleDraft("overall", "Overall", 1, 7)]
    )
    draft = instruments.make_draft([], instrument_id=instrument_id)
    instruments.operations.record_licence(
        instrument_id=instrument_id, evidence="Held by the evaluators", by=instruments.BY
    )
    instruments.operations.publish_version(
        version_id=draft, now=instruments.PUBLISHED_AT, by=instruments.BY
    )
    wave = make.make_wave(make.make_plan(ConfidentialityMode.NAMED), version_id=draft)
    row = make.invite(wave, closes_at=timezone.now() + timedelta(days=3))
    assert "From 1 to 7." in evaluator.get(path(row)).content.decode()
    again = evaluator.post(path(row), {"overall": "8"}).content.decode()
    assert "Overall: enter a number from 1 to 7." in again
    assert evaluator.post(path(row), {"overall": "4.25"}).status_code == 302
    assert Response.objects.get().answers == {"overall": "4.25"}
    person = Client().get(make.path_of(row)).content.decode()
    assert "Thank you" in person


def test_the_person_is_told_that_licensed_questions_come_on_their_own_form() -> None:
    instrument_id = instruments.make_instrument(licence=Licence.LICENSED)
    draft = instruments.make_draft([], instrument_id=instrument_id, title="Bought scale")
    instruments.operations.record_licence(
        instrument_id=instrument_id, evidence="Held by the evaluators", by=instruments.BY
    )
    instruments.operations.publish_version(
        version_id=draft, now=instruments.PUBLISHED_AT, by=instruments.BY
    )
    wave = make.make_wave(make.make_plan(ConfidentialityMode.NAMED), version_id=draft)
    row = make.invite(wave, closes_at=timezone.now() + timedelta(days=3))
    shown = Client().get(make.path_of(row)).content.decode()
    assert "on their own form" in shown and "Bought scale" in shown
    assert Client().get(make.path_of(row, "check/"))["Location"] == make.path_of(row)


def test_scores_wait_for_their_range(evaluator: Client) -> None:
    instrument_id = instruments.make_instrument(
        licence=Licence.LICENSED, subscales=[SubscaleDraft("trust", "Trust")]
    )
    draft = instruments.make_draft([], instrument_id=instrument_id)
    instruments.operations.record_licence(
        instrument_id=instrument_id, evidence="Held by the evaluators", by=instruments.BY
    )
    instruments.operations.publish_version(
        version_id=draft, now=instruments.PUBLISHED_AT, by=instruments.BY
    )
    wave = make.make_wave(make.make_plan(ConfidentialityMode.NAMED), version_id=draft)
    row = make.invite(wave, closes_at=timezone.now() + timedelta(days=3))
    assert (
        "Write down the range with the licence first." in evaluator.get(path(row)).content.decode()
    )
    again = evaluator.post(path(row), {"trust": "3"}).content.decode()
    assert "write down the range" in again
