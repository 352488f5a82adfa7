"""Asking to have something put right, and asking to be forgotten."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.access.models import User
from goldenthread.access.terms import OutOfReach, Refused, Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.directory.models import Person, PersonRequest
from goldenthread.directory.operations import own
from goldenthread.directory.rules import FORGOTTEN
from goldenthread.evaluation import operations as evaluation
from goldenthread.evaluation.models import Draft, Invitation, PersonLink, Response, Withdrawal
from goldenthread.evaluation.terms import ConfidentialityMode, InvitationState, PlanState
from goldenthread.learning.models import (
    Application,
    Attendance,
    HardNote,
    KeepApart,
    Membership,
    PlaceOffer,
)
from goldenthread.messaging.models import Message
from tests.factories import answering as asking
from tests.factories.access import UserFactory, actor_of, actor_with, client_of, user_with
from tests.factories.directory import make_organisation, make_person
from tests.factories.instruments import item_draft
from tests.factories.world_rest import build_instruments, build_world

pytestmark = pytest.mark.django_db
ITEMS = (item_draft("hope"),)


@pytest.fixture
def asha() -> Person:
    return make_person(name="Asha Bright", user=UserFactory(), organisation=make_organisation())


@pytest.fixture
def mine(asha: Person) -> Client:
    return client_of(asha.user)


@pytest.fixture
def coordinator() -> Client:
    return client_of(user_with(Role.COORDINATOR))


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def ask(client: Client, about: str = "work") -> int:
    client.post("/my/correct/", {"about": about, "words": "I moved to Harbour House"})
    return PersonRequest.objects.latest("pk").pk


def test_what_is_not_right_is_asked_answered_and_kept(
    asha: Person, mine: Client, coordinator: Client
) -> None:
    pk = ask(mine)
    assert "Answer 1 request" in text(coordinator, "/")
    assert "I moved to Harbour House" in text(coordinator, f"/directory/requests/{pk}/")
    coordinator.post(f"/directory/requests/{pk}/", {"state": "done", "answer": "It says so now."})
    shown = text(mine, "/my/")
    assert "It says so now." in shown and "I moved to Harbour House" in shown
    acts = Event.objects.filter(subject_kind="request", is_view=False)
    assert list(acts.values_list("action", flat=True)) == ["request.correct", "request.answered"]


def test_whoever_looks_at_a_request_is_seen_on_the_page_of_the_person(
    asha: Person, mine: Client
) -> None:
    pk = ask(mine)
    text(client_of(user_with(Role.COORDINATOR)), f"/directory/requests/{pk}/")
    assert "Looked at a request" in text(mine, "/my/")


@pytest.mark.parametrize("role", [Role.LINE_MANAGER, Role.FACILITATOR, Role.EVALUATOR])
def test_line_managers_and_others_see_none_of_it(asha: Person, mine: Client, role: Role) -> None:
    pk = ask(mine)
    here = asha.posts.get().organisation_id
    other = client_of(user_with(role, over=(ScopeKind.ORGANISATION, here)))
    assert other.get("/directory/requests/").status_code == 404
    assert other.get(f"/directory/requests/{pk}/").status_code == 404
    answer = {"state": "done", "answer": "Yes"}
    assert other.post(f"/directory/requests/{pk}/", answer).status_code == 404


def test_a_coordinator_of_elsewhere_does_not_reach_it(asha: Person, mine: Client) -> None:
    pk = ask(mine)
    elsewhere = (ScopeKind.ORGANISATION, make_organisation().pk)
    other = client_of(user_with(Role.COORDINATOR, over=elsewhere))
    assert other.get(f"/directory/requests/{pk}/").status_code == 404
    assert "I moved" not in text(other, "/directory/requests/")


def test_a_request_is_answered_once_and_in_words(mine: Client) -> None:
    pk, by, now = ask(mine), actor_with(Role.COORDINATOR), timezone.now()
    with pytest.raises(Refused, match="Write what"):
        own.answer_request(request_id=pk, state="done", answer=" ", now=now, by=by)
    own.answer_request(request_id=pk, state="kept", answer="It is so.", now=now, by=by)
    with pytest.raises(Refused, match="answered already"):
        own.answer_request(request_id=pk, state="done", answer="Again", now=now, by=by)


def test_nobody_answers_their_own_request() -> None:
    me = make_person(user=user_with(Role.COORDINATOR))
    pk = ask(client_of(me.user))
    with pytest.raises(Refused, match="somebody else"):
        own.answer_request(
            request_id=pk, state="done", answer="Yes", now=timezone.now(), by=actor_of(me.user)
        )


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR, Role.LINE_MANAGER])
def test_nobody_asks_or_chooses_for_somebody_else(asha: Person, role: Role) -> None:
    by, now = actor_with(role), timezone.now()
    acts: list[tuple[Any, dict[str, Any]]] = [
        (own.ask_to_be_forgotten, {"words": "", "now": now}),
        (own.ask_correction, {"about": "work", "words": "x", "now": now}),
        (own.choose_contact, {"contact_by": "post", "digest": "daily"}),
        (own.pause_own, {"weeks": 2, "today": now.date()}),
    ]
    for act, rest in acts:
        with pytest.raises(OutOfReach):
            act(person_id=asha.pk, by=by, **rest)


# To be forgotten


def forget(person: Person) -> int:
    client_of(person.user).post("/my/forget/", {"words": ""})
    return PersonRequest.objects.get(person=person, kind="forget").pk


def answered(person: Person, mode: ConfidentialityMode, **plan: Any) -> Invitation:
    row = asking.asked_in(mode, ITEMS, person=person, closes_at=timezone.now() + timedelta(days=9))
    evaluation.submit(
        invitation_id=row.pk,
        answers={"hope": 5},
        now=timezone.now(),
        by=asking.link_of(row),
        own_code=("1", "2", "3", "4") if mode is ConfidentialityMode.OWN_CODE else None,
    )
    return row


def test_what_happens_is_said_before_anything_does(asha: Person, mine: Client) -> None:
    shown = text(mine, "/my/forget/")
    for words in ("At once:", "What stays:", "What cannot be found:", "cannot be brought back"):
        assert words in shown
    assert not PersonRequest.objects.exists()


def test_answers_that_can_be_found_go_at_once_and_no_question_comes(asha: Person) -> None:
    named = answered(asha, ConfidentialityMode.NAMED)
    linked = answered(asha, ConfidentialityMode.PSEUDONYM)
    forget(asha)
    assert not Response.objects.filter(wave__in=(named.wave, linked.wave)).exists()
    assert not PersonLink.objects.exists()
    assert Withdrawal.objects.filter(person=asha, deletes_answers=True).count() == 2
    assert not Invitation.objects.filter(person=asha, state=InvitationState.OPEN).exists()


def test_answers_nobody_can_find_stay(asha: Person) -> None:
    row = answered(asha, ConfidentialityMode.ANONYMOUS)
    forget(asha)
    assert Response.objects.filter(wave=row.wave).count() == 1


def test_answers_in_a_report_that_is_written_stay_without_a_join(asha: Person) -> None:
    row = answered(asha, ConfidentialityMode.PSEUDONYM)
    row.wave.plan.state = PlanState.CLOSED
    row.wave.plan.save()
    pk = forget(asha)
    assert Response.objects.count() == 1
    finish(pk)
    assert Response.objects.count() == 1 and not PersonLink.objects.exists()


def finish(pk: int) -> None:
    own.answer_request(
        request_id=pk,
        state="done",
        answer="It is done.",
        now=timezone.now(),
        by=actor_with(Role.COORDINATOR),
    )


@pytest.fixture
def learner() -> Person:
    """Someone about whom everything there can be is held."""
    world = build_world("Zz-A", now=timezone.now(), shared=build_instruments())
    return Person.objects.get(pk=world.people["learner"])


def test_asking_gives_up_places_and_deletes_notes_and_drafts(learner: Person) -> None:
    person, _ = learner, forget(learner)
    assert not Membership.objects.filter(person=person, ends_on__isnull=True).exists()
    assert not HardNote.objects.filter(application__person=person).exists()
    assert not Draft.objects.filter(invitation__person=person).exists()
    assert not PlaceOffer.objects.filter(application__person=person, state="offered").exists()
    person.refresh_from_db()
    assert person.email  # the rest waits for a person to look


def test_after_the_look_nothing_tells_who_they_were(learner: Person) -> None:
    person = learner
    user_id, name, came = person.user_id, person.name, Attendance.objects.filter(person=person)
    before = came.count()
    finish(forget(person))
    person.refresh_from_db()
    assert (person.name, person.email, person.phone, person.pronouns) == (FORGOTTEN, "", "", "")
    assert not person.adjustments.exists() and not person.reports_to.exists()
    assert not Message.objects.filter(person_id=person.pk).exclude(body="", to_address="").exists()
    application = Application.objects.filter(person=person).first()
    assert application and application.hopes == "" and application.draft == {}
    assert not KeepApart.objects.filter(person_a=person).exists()
    account = User.objects.get(pk=user_id)
    assert not account.is_active and account.name != name and "closed" in account.email
    assert came.count() == before > 0
    assert Event.objects.filter(action="person.forgotten", person_id=person.pk).exists()


def test_to_be_forgotten_is_asked_once(asha: Person, mine: Client) -> None:
    forget(asha)
    assert "You have asked already" in mine.post("/my/forget/", {"words": ""}).content.decode()
    assert "You asked to be forgotten" in text(mine, "/my/")


def test_whoever_looks_can_say_why_something_stays(asha: Person, mine: Client) -> None:
    pk, by = forget(asha), actor_with(Role.COORDINATOR)
    own.answer_request(
        request_id=pk, state="kept", answer="The law asks us to.", now=timezone.now(), by=by
    )
    asha.refresh_from_db()
    assert asha.name == "Asha Bright"
    assert "The law asks us to." in text(mine, "/my/")
