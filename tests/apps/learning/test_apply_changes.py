"""After applying: dates that change, a line manager who is matched, and a page of one's own."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.access.terms import OutOfReach, Permission, Refused, Role, ScopeKind
from goldenthread.directory.queries import line_pairs
from goldenthread.learning import operations
from goldenthread.learning.models import Application, Offer
from goldenthread.learning.operations import letters
from goldenthread.learning.terms import ApplicationState
from goldenthread.messaging import links
from goldenthread.messaging.models import Message
from goldenthread.messaging.operations.post import email_of
from tests.apps.learning.test_apply_pages import standing_of, text
from tests.factories.access import SYSTEM, UserFactory, actor_with, client_of, user_with
from tests.factories.directory import make_organisation, make_person
from tests.factories.learning_offers import link_of, make_application, make_dates, make_offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer() -> Offer:
    return make_offer("Listening well", criteria=())


def coordinator_of(offer: Offer) -> Client:
    return client_of(user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, offer.programme_id)))


def soon(offer: Offer, name: str):
    return make_dates(offer, name, starts_at=timezone.now() + timedelta(days=20))


def test_someone_changes_the_dates_that_suit_them_until_a_place_is_offered(offer) -> None:
    first, second = soon(offer, "Cohort 1"), soon(offer, "Cohort 2")
    application = make_application(offer, cohort_ids=[first.pk], modes=["online"])
    mine = standing_of(application)
    assert "Change the dates that suit me" in text(Client().get(mine))
    page = text(Client().get(f"{mine}my-dates/"))
    assert f'value="{first.pk}" checked' in page
    assert 'value="online" checked' in page
    answer = Client().post(f"{mine}my-dates/", {"dates": [str(second.pk)], "mode": "either"})
    assert answer.headers["Location"] == mine
    application.refresh_from_db()
    assert list(application.availability.values_list("cohort_id", flat=True)) == [second.pk]
    assert application.modes == ["in_person", "online"]
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.PLACED)
    assert Client().get(f"{mine}my-dates/").headers["Location"] == mine
    with pytest.raises(Refused, match="has a place"):
        operations.change_dates(
            application_id=application.pk, cohort_ids=[], modes=[], by=link_of(application)
        )


def test_dates_of_another_offer_or_another_person_are_out_of_reach(offer) -> None:
    elsewhere = soon(make_offer(), "Elsewhere")
    application = make_application(offer)
    operations.change_dates(
        application_id=application.pk, cohort_ids=[elsewhere.pk], modes=[], by=link_of(application)
    )
    assert not application.availability.exists()
    with pytest.raises(OutOfReach):
        operations.change_dates(
            application_id=application.pk,
            cohort_ids=[],
            modes=[],
            by=link_of(make_application(offer)),
        )


def test_a_coordinator_changes_dates_when_told(offer) -> None:
    cohort = soon(offer, "Cohort 1")
    application = make_application(offer)
    client = coordinator_of(offer)
    assert "Change their dates" in text(client.get(f"/applications/{application.pk}/"))
    path = f"/applications/{application.pk}/dates/"
    assert "Change these when they have told you." in text(client.get(path))
    client.post(path, {"dates": [str(cohort.pk)], "mode": "in_person"})
    assert application.availability.get().cohort == cohort
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.DECLINED)
    assert client.get(path).status_code == 404
    assert coordinator_of(make_offer()).get(path).status_code == 404


def test_a_line_manager_who_is_matched_never_shares_a_group(offer) -> None:
    hollin = make_organisation("Hollin House")
    manager = make_application(
        offer, person=make_person(name="Joel Amadi", organisation=hollin)
    ).person
    make_application(offer, person=make_person(name="Joel Amadi", organisation=make_organisation()))
    report = make_application(
        offer, person=make_person(organisation=hollin), line_manager="joel amadi"
    )
    client = coordinator_of(offer)
    assert "Line manager to match" in text(client.get(f"/offers/{offer.pk}/applications/"))
    assert "Match 1 line manager" in text(client.get("/"))
    path = f"/applications/{report.pk}/manager/"
    page = text(client.get(path))
    assert "Who is “joel amadi”?" in page
    assert page.index("Joel Amadi, Hollin House") < page.index("Joel Amadi, Organisation")
    assert "Choose who this is" in text(client.post(path, {}))
    client.post(path, {"manager": str(manager.pk)})
    report.refresh_from_db()
    assert report.line_manager_typed == ""
    pairs = line_pairs(timezone.localdate(), [report.person_id, manager.pk])
    assert pairs == {frozenset({report.person_id, manager.pk})}
    assert client.get(path).headers["Location"] == f"/applications/{report.pk}/"
    with pytest.raises(Refused, match="settled already"):
        operations.match_manager(
            application_id=report.pk, manager_id=None, on=timezone.localdate(), by=SYSTEM
        )


def test_a_line_manager_nobody_knows_is_settled_without_a_link(offer) -> None:
    report = make_application(offer, line_manager="Someone Far Away")
    client = coordinator_of(offer)
    client.post(f"/applications/{report.pk}/manager/", {"manager": "nobody"})
    report.refresh_from_db()
    assert report.line_manager_typed == ""
    assert not report.person.reports_to.exists()
    stranger = coordinator_of(make_offer())
    assert stranger.get(f"/applications/{report.pk}/manager/").status_code == 404


def test_a_manager_out_of_reach_cannot_be_named(offer) -> None:
    report = make_application(offer, line_manager="Joel Amadi")
    over = (ScopeKind.PROGRAMME, offer.programme_id)
    with pytest.raises(OutOfReach):
        operations.match_manager(
            application_id=report.pk,
            manager_id=make_person().pk,
            on=timezone.localdate(),
            by=actor_with(Role.COORDINATOR, over=over),
        )


def test_my_page_leads_to_everything_i_applied_for(offer) -> None:
    user = UserFactory()
    application = make_application(offer, person=make_person(user=user))
    make_application(offer)
    page = text(client_of(user).get("/my/"))
    assert "What you applied for" in page
    assert standing_of(application) in page
    assert len(set(re.findall(r"/mine/([^/\"]+)/", page))) == 1


@pytest.mark.parametrize("letter_of", [letters.not_eligible, letters.eligible])
@pytest.mark.parametrize(
    "inner", ["application:{other}", "sign_in:1", "application:[[link]]{other}"]
)
def test_what_a_coordinator_writes_holds_no_other_link_and_keeps_its_brackets(
    offer, letter_of, inner
) -> None:
    mine, other = make_application(offer), make_application(offer)
    typed = f"Two more years [see (b)]. [[link:{inner.format(other=other.pk)}]]"
    letters.send(mine, letter_of(typed), key="one", due_at=timezone.now(), by=SYSTEM)
    message = Message.objects.get(person_id=mine.person_id)
    own = links.path_of("application", mine.pk)
    sent = str(email_of(message).body)
    assert f"{own}\n" in sent
    assert "Two more years [see (b)]." in sent
    elsewhere = [one for one in re.findall(r"http://[^/]+(/\S+)", sent) if not one.startswith(own)]
    assert elsewhere in ([], ["/my/"])


@pytest.mark.parametrize(
    ("typed", "greeted"),
    [
        ("Maya Lowe", "Hello Maya Lowe,"),
        ("Dr. M. O'Neill-Lowe", "Hello Dr. M. O'Neill-Lowe,"),
        ("", "Hello,"),
        ("Win at http://x.example", "Hello,"),
        ("see x.example now", "Hello,"),
        ("me@x", "Hello,"),
    ],
)
def test_a_name_that_reads_as_an_address_is_not_sent_on(typed: str, greeted: str) -> None:
    assert letters.greeting(typed) == greeted


def test_someone_reached_by_phone_stands_in_the_outbox_without_an_address(offer) -> None:
    person = make_person(contact_by="phone")
    application = make_application(offer, person=person)
    operations.screen_clear_ones(offer_id=offer.pk, now=timezone.now(), by=SYSTEM)
    message = Message.objects.get(person_id=application.person_id)
    assert (message.kind, message.to_address) == ("application_eligible", "")


def test_nobody_is_written_to_while_they_have_asked_for_quiet(offer) -> None:
    quiet_until = timezone.localdate() + timedelta(days=40)
    application = make_application(offer, person=make_person(paused_until=quiet_until))
    operations.screen_clear_ones(offer_id=offer.pk, now=timezone.now(), by=SYSTEM)
    message = Message.objects.get(person_id=application.person_id)
    assert timezone.localtime(message.due_at).date() == quiet_until
    assert timezone.localtime(message.due_at).hour == 9


def test_what_a_programme_reaches_is_found_with_one_question(
    offer, django_assert_num_queries
) -> None:
    cohort = soon(offer, "Cohort 1")
    actor = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, offer.programme_id))
    with django_assert_num_queries(1):
        reach = actor.reach(Permission.COHORT_VIEW)
        assert (reach.ids("offer"), reach.ids("cohort")) == ({offer.pk}, {cohort.pk})
