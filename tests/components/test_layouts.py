"""Layouts stand whatever is known, and fall silent about what is not."""

from typing import Any

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message

from goldenthread.ui import forms
from tests.components.markup import drawn, engine, outline, values

LAYOUTS = ("layout_staff", "layout_person", "layout_plain")
PAGE = (
    '{%% extends "ui/%s.jinja" %%}{%% block title %%}Cohorts{%% endblock %%}'
    "{%% block caption %%}Round 3{%% endblock %%}{%% block heading %%}Five cohorts{%% endblock %%}"
    "{%% block content %%}<p>The middle</p>{%% endblock %%}"
)
FULL: dict[str, Any] = {
    "brand": {"name": "Northern Thread", "organisation": "Northmoor Partnership"},
    "navigation": [
        {"label": "Home", "href": "/", "current": False},
        {"label": "Offers", "href": "/offers/", "current": True},
    ],
    "actor": {"name": "Rowan Achebe"},
    "my_page_url": "/my/",
    "sign_out_url": "/sign-out/",
    "search_url": "/search/",
    "demo": True,
    "support": {"lines": [("Staff support", "01632 960 118", "8am to 8pm")]},
    "exit_url": "https://weather.example/",
    "footer_links": [{"label": "Help", "href": "/help/"}],
    "csrf_input": "",
}
NOTHING: dict[str, Any] = dict.fromkeys(FULL)


def page(layout: str, source: str = PAGE, **context: Any) -> str:
    return drawn(source % layout if "%s" in source else source, **context)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("context", [{}, NOTHING, FULL], ids=["absent", "empty", "full"])
def test_every_layout_stands_whatever_is_known(layout: str, context: dict[str, Any]) -> None:
    found = page(layout, **context)
    tags = [tag for _, tag, _ in outline(found).tags]
    assert tags.count("h1") == 1
    assert tags.count("main") == 1
    assert "The middle" in found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_first_link_skips_to_the_page(layout: str) -> None:
    assert (
        next(iter(value for value in values(page(layout), "href") if "static" not in value))
        == "#main"
    )


def test_the_title_ends_with_the_name_of_the_deployment() -> None:
    assert "<title>Cohorts – Northern Thread</title>" in page("layout_staff", **FULL)


def test_the_title_says_when_a_form_has_a_mistake() -> None:
    class Small(forms.Form):
        word = forms.TextField(label="Word")

    assert "<title>Error: Cohorts" in page("layout_staff", form=Small({}), **FULL)
    assert "<title>Cohorts" in page("layout_staff", form=Small(), **FULL)


def test_the_menu_says_where_one_is() -> None:
    found = page("layout_staff", **FULL)
    assert '<a href="/offers/" aria-current="page">Offers</a>' in found


def test_signing_out_is_a_form() -> None:
    assert '<form method="post" action="/sign-out/">' in page("layout_staff", **FULL)


def test_search_is_shown_only_where_there_is_one() -> None:
    assert 'role="search"' in page("layout_staff", **FULL)
    assert 'role="search"' not in page("layout_staff", **{**FULL, "search_url": ""})


@pytest.mark.parametrize("layout", LAYOUTS)
def test_demonstration_pages_say_so(layout: str) -> None:
    assert "Demonstration data" in page(layout, **FULL)
    assert "Demonstration data" not in page(layout)


def test_a_second_column_appears_when_there_is_something_beside() -> None:
    beside = PAGE % "layout_staff" + "{% block aside %}<p>Beside</p>{% endblock %}"
    assert 'class="cols"' in drawn(beside)
    assert 'class="cols"' not in page("layout_staff")


def test_a_person_can_leave_at_once_and_knows_whom_to_call() -> None:
    found = page("layout_person", **FULL)
    assert 'href="https://weather.example/" rel="noreferrer nofollow" data-leave' in found
    assert 'href="tel:01632960118"' in found


def test_choices_stand_beside_the_page_of_a_person() -> None:
    assert "Your choices" not in page("layout_person")
    source = PAGE % "layout_person" + "{% block choices %}<p>Stop here</p>{% endblock %}"
    assert "Your choices" in drawn(source)


def test_what_just_happened_is_said_once_and_calmly(monkeypatch: pytest.MonkeyPatch) -> None:
    said = [
        Message(constants.SUCCESS, "12 places offered."),
        Message(constants.WARNING, "2 letters."),
    ]
    monkeypatch.setitem(engine().env.globals, "messages_of", lambda request: said)
    found = page("layout_staff", **FULL)
    assert "12 places offered." in found
    assert "said-now__line--warning" in found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_ids_on_a_page_are_used_once(layout: str) -> None:
    ids = list(values(page(layout, **FULL), "id"))
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_foot_says_who_runs_it(layout: str) -> None:
    assert "<span>Northmoor Partnership</span>" in page(layout, **FULL)
    assert "<span>Golden Thread</span>" in page(layout)
