"""Naming a facilitator: people one works with begin at once, and anyone else is asked by email."""

import re

import pytest
from django.test import Client

from goldenthread.access import queries as access
from goldenthread.access.models import Grant, User
from goldenthread.access.terms import OutOfReach, Role, ScopeKind
from goldenthread.directory.models import Person
from goldenthread.learning.models import Cohort, FacilitatorInvitation
from goldenthread.learning.operations.facilitating import answer_facilitating, ask_facilitator
from goldenthread.learning.operations.facilitators import assign_facilitator
from goldenthread.learning.queries.facilitating import token_of
from goldenthread.messaging.models import Message
from goldenthread.messaging.operations import send_due
from tests.factories.access import actor_of, client_of, user_with
from tests.factories.directory import make_person
from tests.factories.learning_cohorts import BY, NOW, make_application, make_cohort, make_offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    return make_cohort(make_offer())


@pytest.fixture
def rowan(cohort: Cohort) -> User:
    over = (ScopeKind.PROGRAMME, cohort.offer.programme_id)
    return user_with(Role.COORDINATOR, over=over)


def add(rowan: User, cohort: Cohort, email: str) -> str:
    """The answer with everything that is the sender's own word taken out."""
    page = f"/cohorts/{cohort.pk}/facilitators/add/"
    answer = client_of(rowan).post(page, {"email": email}, follow=True)
    words = " ".join(answer.text.split())
    start = words.index("<main")
    return words[start : words.index("</main>")].replace(email, "ADDRESS")


def without_numbers(page: str) -> str:
    """Without what differs from one page to the next of the very same kind."""
    page = re.sub(r'(name="csrfmiddlewaretoken" value=)"[^"]*"', r"\1", page)
    return re.sub(r"asked/\d+/", "asked/N/", page)


def link(row: FacilitatorInvitation | None = None) -> str:
    row = row or FacilitatorInvitation.objects.get()
    return f"/facilitate/{token_of(row.pk)}/"


def test_known_elsewhere_and_unknown_are_answered_alike(cohort: Cohort, rowan: User) -> None:
    make_application(make_offer(), person=make_person(name="Ada Wren", email="ada@example.org"))
    known = without_numbers(add(rowan, cohort, "ada@example.org"))
    FacilitatorInvitation.objects.all().delete()
    unknown = without_numbers(add(rowan, cohort, "nobody@example.org"))
    assert known == unknown
    assert "Ada Wren" not in known
    assert not cohort.facilitators.exists()
    told = Message.objects.filter(kind="facilitator_asked").values_list("to_address", "person_id")
    assert set(told) == {("ada@example.org", None), ("nobody@example.org", None)}


def test_people_the_coordinator_works_with_begin_at_once(cohort: Cohort, rowan: User) -> None:
    applicant = make_person(name="Ada Wren", email="ada@example.org")
    make_application(cohort.offer, person=applicant)
    assert "Ada Wren" in add(rowan, cohort, "Ada@example.org")
    trainer = make_person(email="trainer@example.org")
    assign_facilitator(cohort_id=make_cohort(cohort.offer).pk, person_id=trainer.pk, by=BY)
    add(rowan, cohort, "trainer@example.org")
    ids = set(cohort.facilitators.values_list("person_id", flat=True))
    assert ids == {applicant.pk, trainer.pk}
    assert not FacilitatorInvitation.objects.exists()


def test_a_yes_makes_them_the_facilitator_and_gives_their_account_the_role(
    cohort: Cohort, rowan: User
) -> None:
    user = user_with(Role.LEARNER, over=(ScopeKind.SELF, None))
    ada = make_person(name="Ada Wren", email="ada@example.org", user=user)
    add(rowan, cohort, "ada@example.org")
    assert "Would you run" in Client().get(link()).text
    answer = Client().post(link(), {"answer": "yes", "name": "Ada W"}, follow=True)
    assert "Thank you. You run" in answer.text
    assert cohort.facilitators.get().person_id == ada.pk
    assert Person.objects.get(pk=ada.pk).name == "Ada Wren"
    assert Grant.objects.filter(user=user, role=Role.FACILITATOR, scope_id=cohort.pk).exists()


def test_somebody_new_says_their_name_with_their_yes(cohort: Cohort, rowan: User) -> None:
    add(rowan, cohort, "new@example.org")
    assert "Enter your name" in Client().post(link(), {"answer": "yes", "name": ""}).text
    Client().post(link(), {"answer": "yes", "name": "Bo Lark"})
    assert cohort.facilitators.get().person.name == "Bo Lark"


def test_a_no_needs_no_reason_and_is_the_end_of_it(cohort: Cohort, rowan: User) -> None:
    add(rowan, cohort, "new@example.org")
    assert "nobody asks why" in Client().post(link(), {"answer": "no"}, follow=True).text
    Client().post(link(), {"answer": "yes", "name": "Bo Lark"})
    assert not cohort.facilitators.exists()
    assert not Person.objects.filter(name="Bo Lark").exists()


def test_asking_twice_writes_once_and_may_be_taken_back(cohort: Cohort, rowan: User) -> None:
    for address in ("new@example.org", "NEW@example.org"):
        add(rowan, cohort, address)
    assert Message.objects.filter(kind="facilitator_asked").count() == 1
    row, path = FacilitatorInvitation.objects.get(), link()
    page = f"/cohorts/{cohort.pk}/facilitators/asked/{row.pk}/end/"
    assert "no longer asked" in client_of(rowan).post(page, follow=True).text
    assert Client().get(path).status_code == 404
    send_due(now=NOW.replace(year=2040), by=BY)
    assert not Message.objects.filter(state="sent").exists()


def test_a_coordinator_does_not_let_themselves_in(cohort: Cohort, rowan: User) -> None:
    make_person(email="rowan@example.org", user=rowan)
    assert "Ask a colleague" in add(rowan, cohort, "rowan@example.org")
    actor = access.actor_for(rowan, today=NOW.date())
    Person.objects.filter(user=rowan).update(email_key="other@example.org")
    ask_facilitator(cohort_id=cohort.pk, email="rowan@example.org", now=NOW, by=actor)
    Person.objects.filter(user=rowan).update(email_key="rowan@example.org")
    answer = Client().post(link(), {"answer": "yes", "name": "Rowan"})
    assert "Ask a colleague" in answer.text
    assert not cohort.facilitators.exists()


def test_only_the_holder_of_the_link_answers(cohort: Cohort, rowan: User) -> None:
    add(rowan, cohort, "new@example.org")
    row = FacilitatorInvitation.objects.get()
    with pytest.raises(OutOfReach):
        answer_facilitating(
            invitation_id=row.pk, says_yes=True, name="X", now=NOW, by=actor_of(rowan)
        )
    assert Client().get(f"/facilitate/{row.pk}-AAAA/").status_code == 404


def test_a_coordinator_of_another_programme_finds_nothing_there(
    cohort: Cohort, rowan: User
) -> None:
    add(rowan, cohort, "new@example.org")
    row = FacilitatorInvitation.objects.get()
    over = (ScopeKind.PROGRAMME, make_offer().programme_id)
    other = client_of(user_with(Role.COORDINATOR, over=over))
    base = f"/cohorts/{cohort.pk}/facilitators/"
    assert other.post(f"{base}add/", {"email": "x@example.org"}).status_code == 404
    assert other.post(f"{base}asked/{row.pk}/end/").status_code == 404
    row.refresh_from_db()
    assert row.answered_at is None
