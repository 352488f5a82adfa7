"""Applying on a phone without an account: every page with Django's client."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from goldenthread.access.terms import Role, ScopeKind
from goldenthread.learning.models import Application, HardNote, Offer
from goldenthread.learning.queries.applicants import token_of
from goldenthread.learning.terms import ApplicationState, OfferState
from goldenthread.messaging import operations as messaging
from goldenthread.messaging.models import Message
from tests.factories.access import SYSTEM, client_of, user_with
from tests.factories.directory import make_organisation
from tests.factories.learning_offers import (
    CAN_CHANGE,
    HAS_TIME,
    LEADS,
    decide,
    make_application,
    make_dates,
    make_offer,
    make_programme,
)

pytestmark = pytest.mark.django_db
YOU = {"name": "Ines Fenn", "email": "ines@example.org"}


@pytest.fixture
def offer() -> Offer:
    """An offer that takes applications today, with dates to come."""
    made = make_offer("Listening well", closes_on=timezone.localdate() + timedelta(days=9))
    make_dates(made, "Cohort 1", starts_at=timezone.now() + timedelta(days=30))
    return made


@pytest.fixture
def visitor() -> Client:
    return Client()


def text(response) -> str:
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().split())


def begin(visitor: Client, offer: Offer) -> str:
    """Press Start; the personal address, without the step."""
    answer = visitor.post(f"/apply/{offer.slug}/start/")
    assert answer.status_code == 302
    return answer.headers["Location"].removesuffix("you/")


def fill(visitor: Client, mine: str) -> None:
    visitor.post(f"{mine}you/", YOU)
    visitor.post(f"{mine}work/", {"organisation": "Hollin House"})


def test_the_first_page_says_what_it_is_when_and_what_is_needed(visitor, offer) -> None:
    Offer.objects.filter(pk=offer.pk).update(content_note="We talk about loss.")
    page = text(visitor.get(f"/apply/{offer.slug}/"))
    for words in (
        "Listening well",
        "We talk about loss.",
        "Cohort 1",
        "Leads a team",
        "Your name, a way to reach you, and where you work.",
        "drawn by lot within groups",
        "Start to apply",
    ):
        assert words in page


def test_the_first_page_writes_nothing_and_takes_few_queries(
    visitor, offer, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(12):
        visitor.get(f"/apply/{offer.slug}/")
    assert not Application.objects.exists()


def test_an_offer_that_has_closed_says_so_and_has_no_button(visitor, offer) -> None:
    Offer.objects.filter(pk=offer.pk).update(state=OfferState.CLOSED)
    page = text(visitor.get(f"/apply/{offer.slug}/"))
    assert "Applications have closed." in page
    assert "Start to apply" not in page
    assert visitor.post(f"/apply/{offer.slug}/start/").status_code == 409


def test_a_draft_offer_is_there_only_for_those_who_run_it(visitor, offer) -> None:
    Offer.objects.filter(pk=offer.pk).update(state=OfferState.DRAFT)
    assert visitor.get(f"/apply/{offer.slug}/").status_code == 404
    stranger = user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, make_programme().pk))
    assert client_of(stranger).get(f"/apply/{offer.slug}/").status_code == 404
    own = user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, offer.programme_id))
    assert "have not opened yet" in text(client_of(own).get(f"/apply/{offer.slug}/"))


def test_starting_leads_to_a_link_of_ones_own(visitor, offer) -> None:
    mine = begin(visitor, offer)
    assert mine.startswith(f"/apply/{offer.slug}/mine/")
    assert "Step 1 of 7" in text(visitor.get(f"{mine}you/"))
    other = Client().get(f"{mine[:-3]}xx/you/")
    assert other.status_code == 404


def test_every_question_but_three_may_be_left_open_and_each_says_why(visitor, offer) -> None:
    mine = begin(visitor, offer)
    fill(visitor, mine)
    for step in ("you", "work", "fit", "dates", "helps", "hopes", "sharing"):
        page = text(visitor.get(f"{mine}{step}/"))
        assert "Why we ask" in page
    answer = visitor.post(f"{mine}check/")
    assert answer.headers["Location"] == f"/apply/{offer.slug}/sent/"
    assert Application.objects.get().state == ApplicationState.SUBMITTED


def test_what_was_typed_survives_a_mistake(visitor, offer) -> None:
    mine = begin(visitor, offer)
    page = text(visitor.post(f"{mine}you/", {"name": "Ines", "email": "ines@", "pronouns": "she"}))
    assert "Enter an email address in full" in page
    assert 'value="ines@"' in page
    assert 'value="she"' in page
    again = text(visitor.get(f"{mine}you/"))
    assert 'value="ines@"' in again


def test_a_name_and_a_way_to_reach_someone_are_asked_for_with_the_reason(visitor, offer) -> None:
    mine = begin(visitor, offer)
    page = text(visitor.post(f"{mine}you/", {"name": ""}))
    assert "Enter your name, so that we know what to call you" in page
    page = text(visitor.post(f"{mine}you/", {"name": "Ines"}))
    assert "Enter an email address or a phone number, so we can tell you" in page


def test_typing_is_saved_without_a_button_and_without_complaint(visitor, offer) -> None:
    mine = begin(visitor, offer)
    answer = visitor.post(
        f"{mine}you/", {"name": "Ines", "email": "ines@"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 204
    assert Application.objects.get().draft == {
        "name": "Ines",
        "email": "ines@",
        "phone": "",
        "pronouns": "",
    }


def test_stopping_half_way_keeps_what_is_half_typed_and_shows_the_link(visitor, offer) -> None:
    mine = begin(visitor, offer)
    answer = visitor.post(f"{mine}you/", {"name": "", "email": "ines@example.org", "later": "yes"})
    assert answer.headers["Location"] == f"{mine}later/"
    page = text(visitor.get(f"{mine}later/"))
    assert f"http://testserver{mine}" in page
    assert "We have emailed the link to <b>ines@example.org</b>" in page
    assert Message.objects.get().to_address == "ines@example.org"


def test_the_link_is_emailed_when_asked_and_brings_back_what_was_typed(visitor, offer) -> None:
    mine = begin(visitor, offer)
    visitor.post(f"{mine}you/", YOU)
    messaging.send_due(now=timezone.now(), by=SYSTEM)
    [letter] = mail.outbox
    assert letter.subject == "Your page to come back to"
    assert mine in letter.body
    visitor.post(f"{mine}later/")
    assert Message.objects.count() == 2
    answer = Client().get(mine)
    assert answer.headers["Location"] == f"{mine}work/"
    assert "Ines Fenn" in text(Client().get(f"{mine}work/"))


def test_an_address_that_is_not_whole_gets_no_email(visitor, offer) -> None:
    mine = begin(visitor, offer)
    visitor.post(f"{mine}you/", {"name": "Ines", "email": "ines@", "later": "yes"})
    page = text(visitor.get(f"{mine}later/"))
    assert "emailed" not in page
    assert not Message.objects.exists()


def test_organisations_are_suggested_and_any_other_name_is_welcome(visitor, offer) -> None:
    make_organisation("Hollin House")
    mine = begin(visitor, offer)
    page = text(visitor.get(f"{mine}work/"))
    assert '<option value="Hollin House">' in page
    visitor.post(f"{mine}you/", YOU)
    visitor.post(f"{mine}work/", {"organisation": "Thornby Night Shelter"})
    page = text(visitor.get(f"{mine}check/"))
    assert "“Thornby Night Shelter” is not in our list yet. That is fine" in page


def test_the_note_for_the_facilitator_never_stands_in_the_draft_or_on_the_check_page(
    visitor, offer
) -> None:
    mine = begin(visitor, offer)
    fill(visitor, mine)
    visitor.post(f"{mine}hopes/", {"hard_note": "An anniversary", "wants_a_call": "yes"})
    assert "An anniversary" in text(visitor.get(f"{mine}hopes/"))
    page = text(visitor.get(f"{mine}check/"))
    assert "Written, for the facilitator only" in page
    assert "An anniversary" not in page
    assert "anniversary" not in str(Application.objects.get().draft)
    visitor.post(f"{mine}check/")
    assert HardNote.objects.get().wants_a_call
    mine = standing_of(Application.objects.get())
    for path in (mine, f"{mine}withdraw/"):
        assert "An anniversary" not in text(visitor.get(path))


def test_the_check_page_says_what_is_missing_and_where(visitor, offer) -> None:
    mine = begin(visitor, offer)
    visitor.post(f"{mine}you/", {"name": "Ines", "phone": "01632 960 118"})
    page = text(visitor.get(f"{mine}check/"))
    assert "Enter where you work, so that each group can mix organisations" in page
    assert f'href="{mine}work/"' in page
    assert "Send my application" not in page
    assert "Before you can send it" in text(visitor.post(f"{mine}check/"))
    assert Application.objects.get().state == ApplicationState.STARTED


def test_an_offer_that_closes_while_someone_writes_says_so_calmly(visitor, offer) -> None:
    mine = begin(visitor, offer)
    fill(visitor, mine)
    Offer.objects.filter(pk=offer.pk).update(state=OfferState.CLOSED)
    page = text(visitor.post(f"{mine}check/"))
    assert "Not sent yet" in page
    assert "Applications have closed." in page


def test_a_group_that_is_gone_is_quietly_unticked(visitor, offer) -> None:
    mine = begin(visitor, offer)
    fill(visitor, mine)
    cohort = offer.cohorts.get()
    visitor.post(f"{mine}dates/", {"dates": [str(cohort.pk)], "mode": "either"})
    cohort.state = "cancelled"
    cohort.save()
    visitor.post(f"{mine}check/")
    sent = Application.objects.get()
    assert sent.state == ApplicationState.SUBMITTED
    assert not sent.availability.exists()


def test_a_group_for_one_organisation_is_shown_only_to_its_people(visitor, offer) -> None:
    hollin = make_organisation("Hollin House")
    make_dates(
        offer,
        "Hollin only",
        starts_at=timezone.now() + timedelta(days=20),
        policy="single_organisation",
        single_organisation=hollin,
    )
    assert "Hollin only" not in text(visitor.get(f"/apply/{offer.slug}/"))
    mine = begin(visitor, offer)
    assert "Hollin only" not in text(visitor.get(f"{mine}dates/"))
    fill(visitor, mine)
    assert "Hollin only" in text(visitor.get(f"{mine}dates/"))


def sent(offer: Offer) -> tuple[str, str, list[int]]:
    """One more person applies as Ines: where they land, what it says, and what their link opens."""
    browser = Client()
    mine = begin(browser, offer)
    fill(browser, mine)
    answer = browser.post(f"{mine}check/")
    after = [browser.get(path).status_code for path in (mine, f"{mine}you/", f"{mine}check/")]
    return answer.headers["Location"], text(browser.get(answer.headers["Location"])), after


def test_a_form_is_answered_alike_whether_or_not_one_is_in_already(offer) -> None:
    first, again = sent(offer), sent(offer)
    assert first == again
    assert first[2] == [404, 404, 404]
    for hidden in ("Ines", "ines@example.org", "Hollin", "/mine/"):
        assert hidden not in first[1]


def test_only_the_message_says_which_and_its_link_opens_the_first(offer) -> None:
    sent(offer)
    sent(offer)
    kinds = set(Message.objects.values_list("kind", flat=True))
    assert {"application_received", "application_already_in"} <= kinds
    kept = Application.objects.get()
    assert set(Message.objects.values_list("to_address", flat=True)) == {"ines@example.org"}
    assert "We have your application" in text(Client().get(standing_of(kept)))


def test_without_an_address_the_own_link_goes_on_working(visitor, offer) -> None:
    mine = begin(visitor, offer)
    visitor.post(f"{mine}you/", {"name": "Ines", "phone": "01632 960 118"})
    visitor.post(f"{mine}work/", {"organisation": "Hollin House"})
    assert visitor.post(f"{mine}check/").headers["Location"] == mine
    assert "We have your application" in text(visitor.get(mine))


def test_pages_of_one_step_take_few_queries(visitor, offer, django_assert_max_num_queries) -> None:
    mine = begin(visitor, offer)
    fill(visitor, mine)
    for step in ("work", "fit", "check"):
        with django_assert_max_num_queries(12):
            visitor.get(f"{mine}{step}/")


def test_there_is_no_step_by_another_name(visitor, offer) -> None:
    assert visitor.get(f"{begin(visitor, offer)}boat/").status_code == 404


def test_what_was_sent_is_not_written_over_from_another_window(visitor, offer) -> None:
    mine = begin(visitor, offer)
    fill(visitor, mine)
    visitor.post(f"{mine}check/")
    mine = standing_of(Application.objects.get())
    for path in ("you/", "check/", "later/"):
        assert visitor.get(f"{mine}{path}").headers["Location"] == mine
        assert visitor.post(f"{mine}{path}", YOU).headers["Location"] == mine


def standing_of(application: Application) -> str:
    slug, token = token_of(application.pk)
    return f"/apply/{slug}/mine/{token}/"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ApplicationState.SUBMITTED, "We have your application"),
        (ApplicationState.ELIGIBLE, "You meet the criteria"),
        (ApplicationState.NOT_ELIGIBLE, "We know that this may be a disappointment"),
        (ApplicationState.WAITING, "next person in the order that was drawn"),
        (ApplicationState.OFFERED, "There is a place for you"),
        (ApplicationState.PLACED, "You have a place"),
        (ApplicationState.DECLINED, "we will gladly look again"),
        (ApplicationState.WITHDRAWN, "Nobody will ask you why"),
    ],
)
def test_the_same_link_always_says_where_the_application_stands(
    visitor, offer, state, words, django_assert_max_num_queries
) -> None:
    application = make_application(offer, answers={"leads-a-team": True})
    Application.objects.filter(pk=application.pk).update(state=state)
    with django_assert_max_num_queries(20):
        page = text(visitor.get(standing_of(application)))
    assert words in page


def test_a_new_question_after_a_change_of_criteria_is_asked_on_the_same_page(
    visitor, offer
) -> None:
    application = make_application(offer, answers={"leads-a-team": True})
    decide(offer.pk, LEADS, HAS_TIME, CAN_CHANGE, why="We heard that time matters.")
    mine = standing_of(application)
    page = text(visitor.get(mine))
    for words in ("One thing more would help", "Can you come to every session?", "time matters"):
        assert words in page
    assert "Do you lead a team?" not in page
    visitor.post(f"{mine}questions/", {"question_has-time": "yes"})
    page = text(visitor.get(mine))
    assert "Thank you. We have what you added." in page
    assert "Can you come to every session?" not in page
    assert "What could you change" in page


def test_taking_it_back_says_first_what_happens(visitor, offer) -> None:
    application = make_application(offer, answers={})
    mine = standing_of(application)
    page = text(visitor.get(f"{mine}withdraw/"))
    assert "Anything you told the facilitator is deleted at once." in page
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
    assert visitor.post(f"{mine}withdraw/").headers["Location"] == mine
    assert "You took your application back" in text(visitor.get(mine))


def test_deleting_a_draft_leaves_nothing_and_leads_back_to_the_offer(visitor, offer) -> None:
    mine = begin(visitor, offer)
    fill(visitor, mine)
    answer = visitor.post(f"{mine}withdraw/")
    assert answer.headers["Location"] == f"/apply/{offer.slug}/"
    assert not Application.objects.exists()
    assert visitor.get(mine).status_code == 404
