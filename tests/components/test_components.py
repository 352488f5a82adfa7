"""Components, drawn as a page draws them."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.paginator import Paginator
from jinja2 import UndefinedError

from goldenthread.ui import charts
from tests.components.markup import component, engine, nhsuk, outline, values

COLUMNS: list[Any] = [
    {"label": "Name", "key": "name", "sort_href": "?sort=-name"},
    "Organisation",
    {"label": "Sessions", "numeric": True},
]
ROWS = [["Erin Moss", "Hollin practice", 3], ["Anwar Fenn", "A&E <Eldmere>", 12]]


def words(call: str, names: str, **context: Any) -> list[str]:
    return outline(component(call, names, **context)).words


def test_a_page_begins_with_its_answer() -> None:
    found = component(
        '{{ page_head("Five cohorts", caption="Round 3", lead="Soon") }}', "page_head"
    )
    assert outline(found).words == ["Round 3", "Five cohorts", "Soon"]
    assert "<h1>Five cohorts</h1>" in found


def test_a_card_is_named_by_its_heading() -> None:
    found = component('{% call card("Who answered") %}<p>x</p>{% endcall %}', "card")
    assert 'aria-labelledby="card-who-answered"' in found
    assert 'id="card-who-answered"' in found


def test_a_summary_list_is_the_design_systems() -> None:
    found = component('{{ summary_list([("Date", "3 March", "#d")]) }}', "summary_list")
    expected = nhsuk(
        "summary-list",
        "summaryList",
        rows=[
            {
                "key": "Date",
                "value": "3 March",
                "actions": {
                    "items": [{"href": "#d", "text": "Change", "visuallyHiddenText": "date"}]
                },
            }
        ],
    )
    assert [(d, t) for d, t, _ in outline(found).tags] == [
        (d, t) for d, t, _ in outline(expected).tags
    ]
    assert outline(found).words == outline(expected).words


def test_a_task_says_how_far_it_is() -> None:
    items = [
        {
            "title": "Trainers",
            "href": "#t",
            "hint": "Two needed",
            "status": "To do",
            "tone": "settle",
        },
        {"title": "Publish", "status": "Not yet"},
    ]
    found = words("{{ task_list(items) }}", "task_list", items=items)
    assert found == ["Trainers", "Two needed", "To do", "Publish", "Not yet"]


def test_a_table_is_read_row_by_row() -> None:
    found = component(
        '{{ data_table("People", columns, rows, sort="name") }}',
        "data_table",
        columns=COLUMNS,
        rows=ROWS,
    )
    assert 'aria-sort="ascending"' in found
    assert list(values(found, "scope")) == ["col", "col", "col", "row", "row"]
    assert "A&amp;E &lt;Eldmere&gt;" in found
    assert found.count("nhsuk-table__cell--numeric") == 2


def test_a_table_is_the_design_systems() -> None:
    found = component(
        '{{ data_table("People", ["Name", "Place"], [["Erin", "Hollin"]]) }}', "data_table"
    )
    expected = nhsuk(
        "tables",
        "table",
        caption="People",
        head=[{"text": "Name"}, {"text": "Place"}],
        rows=[[{"text": "Erin"}, {"text": "Hollin"}]],
        firstCellIsHeader=True,
        responsive=True,
    )
    ours = [(d, t) for d, t, _ in outline(found).tags]
    assert ours == [(d, t) for d, t, _ in outline(expected).tags]


def test_a_row_may_lead_somewhere() -> None:
    rows = [{"cells": ["Erin Moss", "Hollin", 3], "href": "/people/1/"}]
    found = component(
        '{{ data_table("People", columns, rows) }}', "data_table", columns=COLUMNS, rows=rows
    )
    assert '<a href="/people/1/">Erin Moss</a>' in found


def test_a_table_without_rows_is_one_sentence() -> None:
    found = component(
        '{{ data_table("P", ["A"], [], empty="Nobody yet.", downloads=[("CSV", "#")]) }}',
        "data_table",
    )
    assert outline(found).words == ["Nobody yet."]


def test_a_list_is_downloaded_as_it_is_shown() -> None:
    found = component(
        '{{ data_table("P", ["A"], [["x"]], downloads=[("CSV", "?as=csv")]) }}', "data_table"
    )
    assert '<a href="?as=csv">CSV</a>' in found


def test_pages_of_a_list_say_where_one_is() -> None:
    shown = Paginator(range(240), 100).page(2)
    found = component('{{ pager(page, "?sort=name&page=") }}', "pager", page=shown)
    assert "101 to 200 of 240" in found
    assert list(values(found, "href")) == ["?sort=name&page=1", "?sort=name&page=3"]
    only = Paginator(range(10), 100).page(1)
    assert component("{{ pager(page) }}", "pager", page=only).strip() == ""


def test_a_button_that_writes_is_a_form_and_brings_the_hidden_fields() -> None:
    found = component(
        '{{ post_button("Offer a place", "/offer/", csrf, fields={"person": 3}, about="to Leo") }}',
        "post_button",
        csrf="token",
    )
    assert 'method="post" action="/offer/"' in found
    assert "token" in found
    assert '<input type="hidden" name="person" value="3">' in found
    assert outline(found).words == ["token", "Offer a place", "to Leo"]


def test_a_button_that_writes_cannot_forget_its_proof() -> None:
    with pytest.raises(UndefinedError):
        component('{{ post_button("Offer a place", "/offer/") }}', "post_button")


def test_only_the_first_thing_to_do_is_solid() -> None:
    call = (
        '{{ todo_item(1, "Today", "A", "", "#a", "Do A") }}'
        '{{ todo_item(2, "Friday", "B", "", "#b", "Do B") }}'
    )
    buttons = [
        value for value in values(component(call, "todo_item"), "class") if "button" in value
    ]
    assert buttons == ["nhsuk-button", "nhsuk-button nhsuk-button--secondary"]


def test_a_thread_says_each_step_to_a_screen_reader() -> None:
    steps = [("Needs", "done"), ("Cohorts", "now"), ("Board", "todo")]
    found = words("{{ thread(steps) }}", "thread", steps=steps)
    assert found == ["Needs: done", "Cohorts: now", "Board: not yet"]


def test_a_path_marks_where_one_is() -> None:
    stops = [
        {"kind": "Need", "words": "Hard to practise", "href": "/n/"},
        {"kind": "Finding", "words": "You are here", "href": "", "here": True},
    ]
    found = component("{{ thread_path(stops) }}", "thread_path", stops=stops)
    assert found.count('aria-current="step"') == 1


def test_progress_is_said_and_shown() -> None:
    found = component('{{ progress(4, 6, "4 of 6 marked") }}', "progress")
    assert 'value="4" max="6"' in found
    assert component("{{ progress(0, 0) }}", "progress").count('max="1"') == 1


def test_a_badge_has_as_many_pips_as_its_claim() -> None:
    assert component('{{ badge("Associated", 3) }}', "badge").count('class="on"') == 3


@pytest.mark.parametrize(
    ("state", "word"),
    [("green", "Green"), ("not_recorded", "Not recorded"), ("not_applicable", "n/a")],
)
def test_a_rating_is_a_word_as_well_as_a_colour(state: str, word: str) -> None:
    assert word in words("{{ rag(state) }}", "rag", state=state)


def test_support_lines_can_be_rung() -> None:
    support = SimpleNamespace(
        lines=[
            SimpleNamespace(label="Samaritans", number="116 123", note="free"),
            ("Duty desk", "ask at the door", ""),
        ]
    )
    found = component("{{ support_panel(support) }}", "support_panel", support=support)
    assert list(values(found, "href")) == ["tel:116123"]
    assert "ask at the door" in found


def test_a_step_that_matters_is_said_before_it_is_taken() -> None:
    call = (
        '{{ confirm_panel("Offer 12 places", ["12 people are written to."], "/go/", "",'
        ' "Offer 12 places", "/back/", undo="For 30 days.") }}'
    )
    found = words(call, "confirm_panel")
    assert found[:3] == ["Offer 12 places", "12 people are written to.", "For 30 days."]
    assert "Go back, change nothing" in found


def test_a_figure_has_a_finding_and_its_numbers_one_click_away() -> None:
    found = words(
        '{{ chart_figure(svg, "9 of 10 agreed.", (["Answer", "People"], [["Agreed", 9]])) }}',
        "chart_figure",
        svg=charts.dot_plot(9, 10),
    )
    assert "Show the numbers" in found
    assert "Agreed" in found


def test_a_funnel_says_each_count() -> None:
    found = words(
        '{{ funnel([(23, "invited", "13 did not answer"), (10, "answered")], 23) }}', "funnel"
    )
    assert found == ["23", "invited", "13 did not answer", "10", "answered"]


@pytest.mark.parametrize(
    ("call", "name", "word"),
    [
        (
            '{{ empty_state("No cohorts yet", "Soon", "/new/", "Plan one") }}',
            "empty_state",
            "Plan one",
        ),
        ('{{ stat_row([("Seats", "6 of 120")]) }}', "stat_row", "6 of 120"),
        ('{{ tag("Offered", "accent") }}', "tag", "Offered"),
        ('{{ chip("Erin Moss", "P", "primary care", "Hollin", "/p/") }}', "chip", ", primary care"),
        ('{{ timeline([{"when": "May", "words": "Start"}]) }}', "timeline", "Start"),
        ('{{ cannot_say(["That it lasts."]) }}', "cannot_say", "That it lasts."),
        ('{{ content_note(words="Hard things.") }}', "content_note", "Hard things."),
        ('{{ quick_exit("/away/") }}', "quick_exit", "Leave this page"),
        ('{{ button("Save", "secondary small") }}', "button", "Save"),
        ('{{ link_button("Compare", "/c/") }}', "link_button", "Compare"),
        ('{{ error_summary([("Enter a date", "#d")]) }}', "error_summary", "Enter a date"),
        ('{% call notice("Two things", "n", "calm") %}<p>One</p>{% endcall %}', "notice", "One"),
        ('{% call reveal("Why?", open=true) %}<p>So</p>{% endcall %}', "reveal", "So"),
        ("{{ dots(9, 10, 6, 10) }}", "dots", "9 of 10 agreed. Plausible range 6 to 10."),
        ('{{ mix_bar([("P", 6, "primary care")]) }}', "mix_bar", "P6"),
    ],
)
def test_each_component_says_what_it_was_given(call: str, name: str, word: str) -> None:
    assert word in words(call, name)


def test_the_rooms_of_a_place_say_where_one_is() -> None:
    items = [
        {"label": "People", "href": "/p/", "current": True},
        {"label": "Plan", "href": "/q/", "current": False},
    ]
    found = component('{{ local_nav(items, "This offer") }}', "local_nav", items=items)
    assert found.count('aria-current="page"') == 1
    assert 'aria-label="This offer"' in found


def test_a_filter_works_without_javascript() -> None:
    call = '{% call filter_bar("/people/", target="list") %}<p>Fields</p>{% endcall %}'
    found = component(call, "filter_bar")
    assert 'method="get" action="/people/"' in found
    assert 'hx-target="#list"' in found
    assert 'type="submit"' in found


def test_letters_are_explained() -> None:
    call = '{{ sector_legend([("P", "Primary care", 27), ("C", "Charity")]) }}'
    assert words(call, "sector_legend") == ["P", "Primary care", "27", "C", "Charity"]


def test_every_component_is_in_the_reference() -> None:
    shelf = engine().env.get_template("ui/components.jinja").module
    names = [
        name for name in vars(shelf) if not name.startswith("_") and not name.endswith("_parts")
    ]
    reference = (Path(__file__).parents[2] / "docs/reference/components.md").read_text()
    assert [name for name in names if f"`{name}(" not in reference] == []
    assert len(names) > 30
