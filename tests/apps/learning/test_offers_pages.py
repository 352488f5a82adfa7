"""Pages of offers and criteria, for those who run them and for those who may only look."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.access.models import User
from goldenthread.access.terms import Role, ScopeKind
from goldenthread.learning.models import Application, CriteriaVersion, Offer
from goldenthread.learning.queries.offers import cohort_summaries
from goldenthread.learning.queries.thread import LaterSteps, thread, threads
from goldenthread.learning.terms import ApplicationState, OfferKind, OfferState
from goldenthread.ui import slots
from tests.factories.access import SYSTEM, client_of, user_with
from tests.factories.directory import make_sector
from tests.factories.learning_offers import (
    CAN_CHANGE,
    HAS_TIME,
    LEADS,
    make_application,
    make_dates,
    make_offer,
    make_programme,
)

pytestmark = pytest.mark.django_db


def coordinator_of(offer: Offer) -> User:
    return user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, offer.programme_id))


@pytest.fixture
def offer() -> Offer:
    return make_offer("Listening well", closes_on=timezone.localdate() + timedelta(days=9))


@pytest.fixture
def client(offer: Offer) -> Client:
    return client_of(coordinator_of(offer))


def text(response) -> str:
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().split())


def details(**change) -> dict[str, object]:
    return {
        "name": "Listening well",
        "kind": OfferKind.COURSE,
        "summary": "Three mornings.",
        "place_offer_days": "7",
        "is_paired_with_comparison": "no",
        **change,
    }


def test_the_list_shows_each_offer_on_its_thread(client, offer) -> None:
    make_application(offer, answers={})
    page = text(client.get("/offers/"))
    for words in ("Offers: 1 under way", "Listening well", "Open for applications"):
        assert words in page
    assert "Cohorts: now" in page
    assert "1 application; open until" in page


def test_an_offer_of_another_programme_is_neither_listed_nor_there(client) -> None:
    other = make_offer("Elsewhere")
    assert "Elsewhere" not in text(client.get("/offers/"))
    for path in ("", "edit/", "open/", "close/", "criteria/", "criteria/decide/"):
        assert client.get(f"/offers/{other.pk}/{path}").status_code == 404


def test_a_list_of_a_hundred_offers_takes_few_queries(
    client, offer, django_assert_max_num_queries
) -> None:
    for number in range(100):
        make_offer(f"Round {number}", programme=offer.programme, criteria=None)
    with django_assert_max_num_queries(14):
        text(client.get("/offers/"))


def test_the_page_of_an_offer_says_where_it_stands_and_what_comes_next(
    client, offer, django_assert_max_num_queries
) -> None:
    make_dates(offer, "Cohort 1")
    for _ in range(2):
        make_application(offer, answers={})
    with django_assert_max_num_queries(16):
        page = text(client.get(f"/offers/{offer.pk}/"))
    for words in (
        "Screen 2 applications",
        "To be screened",
        "Leads a team",
        "decided by Steering group",
        "Cohort 1",
        f"http://testserver/apply/{offer.slug}/",
        "Cohorts: now",
    ):
        assert words in page


def test_an_evaluator_looks_and_has_no_buttons(offer) -> None:
    make_application(offer, answers={})
    evaluator = user_with(Role.EVALUATOR, over=(ScopeKind.PROGRAMME, offer.programme_id))
    page = text(client_of(evaluator).get(f"/offers/{offer.pk}/"))
    for words in ("Edit the offer", "Close applications", "Screen 1", "See all applications"):
        assert words not in page
    assert client_of(evaluator).get(f"/offers/{offer.pk}/edit/").status_code == 404
    assert client_of(evaluator).get("/offers/add/").status_code == 404


def test_a_facilitator_and_a_line_manager_do_not_see_offers(offer) -> None:
    for role in (Role.FACILITATOR, Role.LINE_MANAGER):
        visitor = client_of(user_with(role))
        assert visitor.get("/offers/").status_code == 404
        assert visitor.get(f"/offers/{offer.pk}/").status_code == 404


def test_someone_who_has_not_signed_in_is_asked_to(offer) -> None:
    answer = Client().get(f"/offers/{offer.pk}/")
    assert answer.headers["Location"].startswith("/sign-in/")


def test_panels_of_floors_above_stand_on_the_page_of_an_offer(client, offer, monkeypatch) -> None:
    def panel(actor, offer_id: int) -> slots.Panel:
        rows = [
            {
                "name": f"Waves of {offer_id}",
                "href": "/",
                "steps": (),
                "here": "",
                "note": "",
                "state": "",
                "tone": "",
            }
        ]
        return slots.Panel("learning/_panel_offers.jinja", {"rows": rows, "add_href": ""})

    monkeypatch.setitem(slots._PANELS, "offer.panels", [panel])
    assert f"Waves of {offer.pk}" in text(client.get(f"/offers/{offer.pk}/"))


def test_adding_an_offer_leads_on_to_who_it_is_for(client, offer) -> None:
    sector = make_sector("education")
    answer = client.post(
        "/offers/add/",
        details(
            name="Round two",
            programme=str(offer.programme_id),
            opens_on="2026-12-01",
            closes_on="2026-12-20",
            required_sectors=[str(sector.pk)],
        ),
    )
    made = Offer.objects.get(name="Round two")
    assert answer.headers["Location"] == f"/offers/{made.pk}/criteria/decide/"
    assert made.state == OfferState.DRAFT
    assert list(made.required_sectors.all()) == [sector]


def test_an_offer_is_added_only_to_a_programme_one_runs(client, offer) -> None:
    other = make_programme()
    assert other.name not in text(client.get("/offers/add/"))
    page = text(client.post("/offers/add/", details(programme=str(other.pk))))
    assert "Choose the programme" in page
    assert Offer.objects.count() == 1


def test_what_was_typed_survives_a_mistake_and_the_sentence_says_what_to_do(client, offer) -> None:
    page = text(
        client.post(
            f"/offers/{offer.pk}/edit/",
            details(name="Kept words", opens_on="2026-12-20", closes_on="2026-12-01"),
        )
    )
    assert "choose a day after the first day to apply" in page
    assert 'value="Kept words"' in page
    same = make_offer("Taken", programme=offer.programme)
    page = text(client.post(f"/offers/{offer.pk}/edit/", details(name=same.name)))
    assert "already has an offer called Taken" in page


def test_editing_keeps_what_was_not_touched(client, offer) -> None:
    assert 'value="Listening well"' in text(client.get(f"/offers/{offer.pk}/edit/"))
    client.post(f"/offers/{offer.pk}/edit/", details(content_note="We talk about loss."))
    offer.refresh_from_db()
    assert (offer.name, offer.content_note) == ("Listening well", "We talk about loss.")


def test_opening_and_closing_say_first_what_they_do(client, offer) -> None:
    Offer.objects.filter(pk=offer.pk).update(state=OfferState.DRAFT)
    assert "Anyone with the address can apply" in text(client.get(f"/offers/{offer.pk}/open/"))
    client.post(f"/offers/{offer.pk}/open/")
    offer.refresh_from_db()
    assert offer.state == OfferState.OPEN
    make_application(offer, answers={})
    page = text(client.get(f"/offers/{offer.pk}/close/"))
    assert "1 application is kept and screened." in page
    client.post(f"/offers/{offer.pk}/close/")
    offer.refresh_from_db()
    assert offer.state == OfferState.CLOSED


def test_an_offer_that_is_not_ready_to_open_says_why(client, offer) -> None:
    Offer.objects.filter(pk=offer.pk).update(state=OfferState.DRAFT, summary="")
    answer = client.post(f"/offers/{offer.pk}/open/")
    assert answer.status_code == 409
    assert "what it is, in a few sentences" in answer.content.decode()


def lines(*criteria: str, **more: str) -> dict[str, str]:
    found = {f"wording_{n}": words for n, words in enumerate(criteria)}
    found |= {f"kind_{n}": "yes_no" for n in range(len(criteria))}
    decision = {"decided_by": "Steering group", "decided_on": "2026-03-03", "why": "People asked."}
    return {**found, **decision, **more}


def test_the_change_log_shows_what_was_added_kept_and_taken_out(client, offer) -> None:
    client.post(
        f"/offers/{offer.pk}/criteria/decide/", lines("Leads a team", "Can bring about change")
    )
    client.post(f"/offers/{offer.pk}/criteria/decide/", lines("Can bring about change"))
    page = text(client.get(f"/offers/{offer.pk}/criteria/"))
    for words in (
        "Version 3",
        "In force",
        "Decided by Steering group on Tuesday 3 March 2026",
        "People asked.",
        "<s>Leads a team</s>",
        "Version 1",
    ):
        assert words in page


def test_the_form_starts_from_what_is_in_force_and_says_how_many_are_looked_at_again(
    client, offer
) -> None:
    make_application(offer, answers={})
    page = text(client.get(f"/offers/{offer.pk}/criteria/decide/"))
    assert 'value="Leads a team"' in page
    assert "Decide, and look again at 1 application" in page


def test_a_question_that_did_not_change_keeps_its_answers(client, offer) -> None:
    application = make_application(offer, answers={"leads-a-team": True})
    client.post(
        f"/offers/{offer.pk}/criteria/decide/",
        lines("Leads a team, at any level", question_0=LEADS.question, key_0="leads-a-team"),
    )
    application.refresh_from_db()
    assert application.state == ApplicationState.ELIGIBLE
    assert CriteriaVersion.objects.filter(offer=offer).count() == 2


def test_another_line_is_added_without_losing_or_checking_anything(client, offer) -> None:
    page = text(
        client.post(
            f"/offers/{offer.pk}/criteria/decide/",
            {**lines("Leads a team"), "why": "", "more": "yes"},
        )
    )
    assert 'value="Leads a team"' in page
    assert 'name="wording_2"' in page
    assert "There is a problem" not in page
    assert CriteriaVersion.objects.filter(offer=offer).count() == 1


def test_a_score_as_a_criterion_is_refused_beside_its_box(client, offer) -> None:
    page = text(
        client.post(
            f"/offers/{offer.pk}/criteria/decide/",
            lines("Adverse childhood experiences score of 4", question_0="What is your score?"),
        )
    )
    assert "asks for a trauma or ACE score" in page
    assert 'href="#id_wording_0"' in page
    assert CriteriaVersion.objects.filter(offer=offer).count() == 1


def test_an_offer_may_be_for_everyone(client, offer) -> None:
    client.post(f"/offers/{offer.pk}/criteria/decide/", lines(""))
    page = text(client.get(f"/offers/{offer.pk}/"))
    assert "For everyone. Version 2" in page


def test_the_thread_moves_on_with_the_offer_and_floors_above_add_their_half(
    offer, monkeypatch
) -> None:
    cohort = make_dates(offer, sessions=1)
    seen = []
    for state in (OfferState.DRAFT, OfferState.OPEN, OfferState.RUNNING):
        Offer.objects.filter(pk=offer.pk).update(state=state)
        seen.append(threads(SYSTEM)[0].here)
    cohort.sessions.update(register_closed_at=timezone.now())
    seen.append(threads(SYSTEM)[0].here)
    later = LaterSteps(waves=True, note="9 of 10 answers are in")
    monkeypatch.setattr(
        "goldenthread.learning.queries.thread._LATER", [lambda actor, ids: {offer.pk: later}]
    )
    found = thread(SYSTEM, threads(SYSTEM)[0].offer, cohort_summaries(SYSTEM, offer.pk))
    assert seen == ["Needs", "Cohorts", "Sessions", "Waves"]
    assert (found.here, found.note) == ("Findings", "9 of 10 answers are in")


def test_a_programme_shows_its_offers(offer) -> None:
    page = text(client_of(coordinator_of(offer)).get(f"/programmes/{offer.programme_id}/"))
    assert "Listening well" in page
    assert f"/offers/add/?programme={offer.programme_id}" in page


def test_home_says_how_many_are_clear_and_how_many_need_reading(client, offer) -> None:
    several = make_offer("Sets", programme=offer.programme, criteria=(HAS_TIME, CAN_CHANGE))
    make_application(several, answers={"has-time": True, "can-change": "Handovers."})
    for answers in ({"leads-a-team": True}, {"leads-a-team": True}, {}):
        make_application(offer, answers=answers)
    Application.objects.filter(offer=several).update(organisation_typed="Night Shelter")
    page = text(client.get("/"))
    for words in (
        "Screen 3 applications",
        "Listening well. Two applications clearly meet the criteria; 1 needs your reading.",
        "Sets. One application needs your reading.",
        "Match 1 organisation",
    ):
        assert words in page
