"""The field in the header, the page of what was found, the list while someone types."""

import logging

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.access.terms import Role, ScopeKind
from goldenthread.search import forms, operations
from tests.apps.search.test_walls_of_searching import make_everything
from tests.factories.access import client_of, user_with
from tests.factories.directory import make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


@pytest.fixture
def browser() -> Client:
    return client_of(user_with(Role.COORDINATOR))


def search(client: Client, typed: str) -> str:
    answer = client.post("/search/", {"q": typed}, follow=True)
    return answer.content.decode()


def test_every_page_has_the_field_for_whoever_may_find_something(browser: Client) -> None:
    page = browser.get("/").content.decode()
    assert 'role="search" method="post" action="/search/"' in page
    assert 'hx-post="/search/suggestions/"' in page


@pytest.mark.parametrize("role", [Role.LEARNER, Role.ADMINISTRATOR, Role.GOVERNANCE_OFFICER])
def test_whoever_finds_nothing_has_no_field_and_no_page(role: Role) -> None:
    client = client_of(user_with(role))
    assert "/search/" not in client.get("/", follow=True).content.decode()
    assert client.get("/search/").status_code == 404
    assert client.post("/search/", {"q": "ann"}).status_code == 404
    assert client.post("/search/suggestions/", {"q": "ann"}).status_code == 404


def test_what_was_typed_stands_on_the_page_and_in_no_address(browser: Client) -> None:
    make_person(name="Ada Okafor", organisation=make_organisation("Lantern House"))
    operations.refresh()
    answer = browser.post("/search/", {"q": "okafro"}, follow=True)
    assert answer.redirect_chain == [("/search/?search=1", 302)]
    page = answer.content.decode()
    assert "Ada Okafor" in page
    assert "Lantern House" in page
    assert "Found: 1 person." in page
    assert 'value="okafro"' in page
    assert "okafro" not in page.replace('value="okafro"', "")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_several_searches_of_one_session_stay_apart(browser: Client) -> None:
    first = browser.post("/search/", {"q": "okafor"})["Location"]
    second = browser.post("/search/", {"q": "marlow"})["Location"]
    assert 'value="okafor"' in browser.get(first).content.decode()
    assert 'value="marlow"' in browser.get(second).content.decode()
    assert browser.post("/search/", {"q": "okafor"})["Location"] == first


def test_a_number_of_another_session_shows_nothing_of_it(browser: Client) -> None:
    browser.post("/search/", {"q": "okafor"})
    other = client_of(user_with(Role.COORDINATOR))
    page = other.get("/search/?search=1").content.decode()
    assert "okafor" not in page
    assert "What are you looking for?" in page


@pytest.mark.parametrize("query", ["search=x", "search=99", "search=²", "page=-1&kind=", "kind=x"])
def test_an_address_that_means_nothing_shows_the_empty_page(browser: Client, query: str) -> None:
    assert "What are you looking for?" in browser.get(f"/search/?{query}").content.decode()


def test_only_the_last_few_searches_are_kept() -> None:
    session: dict[str, object] = {}
    numbers = [forms.remember(session, f"name {n}") for n in range(25)]
    assert numbers == list(range(1, 26))
    assert forms.remembered(session, {"search": "25"}) == (25, "name 24")
    assert forms.remembered(session, {"search": "1"}) == (None, "")


def test_too_little_and_nothing_found_are_said_calmly(browser: Client) -> None:
    assert "Type at least two letters." in search(browser, "a")
    assert "Nothing you can see is called that." in search(browser, "zzyzx")
    assert "What are you looking for?" in search(browser, "   ")


def test_one_kind_can_be_leafed_through(browser: Client) -> None:
    for number in range(23):
        make_person(name=f"Marlow Number{number}", organisation=make_organisation())
    operations.refresh()
    page = search(browser, "marlow")
    assert "Show all 23 people" in page
    more = browser.get("/search/?search=1&kind=person&page=2").content.decode()
    assert "21 to 23 of 23" in more
    assert "Back to everything found" in more


def test_suggestions_are_links_and_say_how_many(browser: Client) -> None:
    person = make_person(name="Ada Okafor", organisation=make_organisation("Lantern House"))
    operations.refresh()
    page = browser.post("/search/suggestions/", {"q": "oka"}).content.decode()
    assert f'href="/directory/people/{person.pk}/"' in page
    assert (
        'hx-swap-oob="innerHTML:#site-said">Found: 1 person. Press the down arrow for the list.'
        in page
    )
    assert "<a" not in browser.post("/search/suggestions/", {"q": ""}).content.decode()
    assert (
        "Type at least two letters."
        in browser.post("/search/suggestions/", {"q": "o"}).content.decode()
    )
    assert browser.get("/search/suggestions/").status_code == 405


def test_a_name_is_escaped(browser: Client) -> None:
    make_person(name="Ada <script>Okafor</script>")
    operations.refresh()
    for page in (
        search(browser, "<script>okafor"),
        browser.post("/search/suggestions/", {"q": "okafor"}).content.decode(),
    ):
        assert "&lt;script&gt;Okafor" in page
        assert "<script>okafor" not in page.lower()


def test_a_page_asks_at_most_twelve_questions(browser: Client) -> None:
    ours = make_everything("ours")
    make_everything("theirs")
    operations.refresh()
    own = client_of(user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, ours["programme"])))
    for client in (browser, own):
        place = client.post("/search/", {"q": "marlow"})["Location"]
        client.get(place)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(place).content.decode()
        assert page.count('<h2 id="found-') == 7
        assert len(asked) <= 12, [q["sql"][:90] for q in asked]
        with CaptureQueriesContext(connection) as asked:
            client.post("/search/suggestions/", {"q": "marlow"})
        assert len(asked) <= 12


def test_searching_without_end_is_slowed(browser: Client, settings: object) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"search": "2/m/user"}  # type: ignore[attr-defined]
    for _ in range(2):
        assert browser.post("/search/suggestions/", {"q": "ann"}).status_code == 200
    answer = browser.post("/search/suggestions/", {"q": "ann"})
    assert answer.status_code == 409
    assert "Wait a minute" in answer.content.decode()


def test_no_name_is_written_to_a_log(browser: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        search(browser, "okafor")
        browser.post("/search/suggestions/", {"q": "okafor"})
    assert "okafor" not in caplog.text
