"""What a stranger can and cannot learn or change by applying, and who may name a facilitator."""

import pytest

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Refused, Role, ScopeKind
from goldenthread.directory import operations as directory
from goldenthread.directory.models import Person
from goldenthread.learning.forms.cohorts import chosen
from goldenthread.learning.operations.facilitators import assign_facilitator
from tests.factories.access import TODAY, actor_of, user_with
from tests.factories.directory import make_organisation, make_person
from tests.factories.learning_cohorts import make_cohort

pytestmark = pytest.mark.django_db
STRANGER = Actor.link(subject="application:1")


def test_a_name_alone_never_means_somebody_we_know() -> None:
    organisation = make_organisation()
    known = make_person(organisation=organisation, name="Erin Shah", email="")
    found = directory.find_or_add_person(
        name="Erin Shah",
        email="someone.else@example.org",
        organisation_id=organisation.pk,
        on=TODAY,
        by=STRANGER,
    )
    assert found != known.pk
    assert Person.objects.get(pk=known.pk).email == ""


def test_an_applicant_changes_nothing_of_someone_with_the_same_address() -> None:
    known = make_person(name="Erin Shah", email="erin@example.org")
    found = directory.find_or_add_person(
        name="Somebody",
        email="erin@example.org",
        phone="01632 960 999",
        organisation_id=None,
        on=TODAY,
        by=STRANGER,
    )
    assert found == known.pk
    assert Person.objects.get(pk=known.pk).phone == known.phone


def test_a_coordinator_may_not_let_themselves_in_as_facilitator() -> None:
    cohort = make_cohort()
    user = user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, cohort.offer.programme_id))
    person = make_person(name="Rowan")
    Person.objects.filter(pk=person.pk).update(user=user)
    with pytest.raises(Refused, match="Ask a colleague"):
        assign_facilitator(cohort_id=cohort.pk, person_id=person.pk, by=actor_of(user))


@pytest.mark.parametrize("typed", ["", "x", "-1", "1" * 30, "٣"])
def test_an_odd_choice_is_no_choice(typed: str) -> None:
    assert chosen(typed) is None
