"""Our small templates have the structure of the design system's own macros."""

from typing import Any

import pytest
from django import forms as django_forms

from goldenthread.ui import forms
from tests.components.markup import nhsuk, outline

BOXES = ("day", "month", "year")


class Offer(forms.Form):
    name = forms.TextField(label="Name", hint="As people know it", width=20)
    email = forms.EmailField(label="Email address")
    places = forms.NumberField(label="Places")
    reason = forms.LongTextField(label="Reason", hint="In a sentence")
    mode = forms.ChoiceField(
        label="Mode", choices=[("o", "Online"), ("p", "In person")], hints={"o": "By video"}
    )
    days = forms.MultiChoiceField(label="Days", choices=[("t", "Tuesday"), ("w", "Wednesday")])
    place = forms.SelectField(
        label="Place", choices=[("e", "Eldmere"), ("s", "Saltby")], empty_label=""
    )
    starts = forms.DateField(label="Start", hint="For example, 3 3 2026")
    people = forms.FileField(label="People")


FILLED = {
    "name": "Sets & circles",
    "email": "a@example.org",
    "places": "12",
    "reason": "Because",
    "mode": "p",
    "days": ["w"],
    "place": "s",
    "starts_day": "3",
    "starts_month": "3",
    "starts_year": "2026",
}
EMPTY: dict[str, Any] = {}


def box(name: str, label: str, **more: Any) -> dict[str, Any]:
    return {"id": f"id_{name}", "name": name, "label": label, **more}


def group(name: str, label: str, **more: Any) -> dict[str, Any]:
    return {"idPrefix": f"id_{name}", "name": name, "fieldset": {"legend": label}, **more}


def dates(values: tuple[str, str, str]) -> dict[str, Any]:
    return {
        "id": "id_starts",
        "fieldset": {"legend": "Start"},
        "hint": "For example, 3 3 2026",
        "items": [
            {
                "name": part,
                "id": f"id_starts-{part}",
                "width": 4 if part == "year" else 2,
                "value": v,
            }
            for part, v in zip(BOXES, values, strict=True)
        ],
    }


MACROS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "name": ("input", "input", box("name", "Name", hint="As people know it", width=20)),
    "email": ("input", "input", box("email", "Email address", type="email", autocomplete="email")),
    "places": ("input", "input", box("places", "Places", width=5, inputmode="numeric")),
    "reason": ("textarea", "textarea", box("reason", "Reason", hint="In a sentence")),
    "place": ("select", "select", box("place", "Place")),
    "mode": ("radios", "radios", group("mode", "Mode")),
    "days": ("checkboxes", "checkboxes", group("days", "Days")),
    "people": ("file-upload", "fileUpload", box("people", "People")),
}
ITEMS: dict[str, list[dict[str, Any]]] = {
    "mode": [
        {"value": "o", "text": "Online", "hint": "By video"},
        {"value": "p", "text": "In person"},
    ],
    "days": [{"value": "t", "text": "Tuesday"}, {"value": "w", "text": "Wednesday"}],
    "place": [{"value": "e", "text": "Eldmere"}, {"value": "s", "text": "Saltby"}],
}


def ours(name: str, data: dict[str, Any]) -> str:
    form = Offer(data)
    form.is_valid()
    return str(form[name].as_field_group())


def theirs(name: str, data: dict[str, Any], error: str) -> str:
    folder, macro, params = MACROS[name]
    given = data.get(name, "")
    more: dict[str, Any] = {"value": given} if macro == "input" else {}
    if macro == "textarea":
        more = {"value": given}
    if name in ITEMS:
        mark = "selected" if name == "place" else "checked"
        more = {"items": [{**item, mark: item["value"] in given} for item in ITEMS[name]]}
    if error:
        more["errorMessage"] = error
    return nhsuk(folder, macro, **params, **more)


def same(one: str, other: str) -> None:
    first, second = outline(one), outline(other)
    assert first.tags == [
        (depth, tag, tuple(pair for pair in pairs)) for depth, tag, pairs in second.tags
    ]
    assert first.words == second.words


@pytest.mark.parametrize("name", sorted(set(MACROS) - {"people"}))
def test_a_filled_field_is_drawn_as_the_design_system_draws_it(name: str) -> None:
    same(ours(name, FILLED), theirs(name, FILLED, ""))


MISTAKES = {
    "reason": "Enter the reason",
    "mode": "Choose the mode",
    "days": "Choose the days",
    "place": "Choose the place",
    "people": "Choose the people",
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_field_with_a_mistake_is_drawn_as_the_design_system_draws_it(name: str) -> None:
    same(ours(name, EMPTY), theirs(name, EMPTY, MISTAKES[name]))


def test_a_date_is_three_boxes_as_the_design_system_draws_them() -> None:
    drawn = ours("starts", FILLED).replace('name="starts_', 'name="')
    same(drawn, nhsuk("date-input", "dateInput", **dates(("3", "3", "2026"))))


def test_a_mistake_in_a_date_marks_all_its_boxes() -> None:
    drawn = ours("starts", EMPTY).replace('name="starts_', 'name="')
    expected = nhsuk(
        "date-input", "dateInput", **dates(("", "", "")), errorMessage="Enter the start"
    )
    assert outline(drawn).words == outline(expected).words
    assert drawn.count("nhsuk-input--error") == 3


def test_the_summary_leads_to_the_first_box_of_each_field() -> None:
    form = Offer(EMPTY)
    expected = nhsuk(
        "error-summary",
        "errorSummary",
        titleText="There is a problem",
        errorList=[{"text": words, "href": href} for words, href in form.mistakes()],
    )
    same(str(form.error_summary()), expected)
    assert 'href="#id_starts-day"' in form.error_summary()
    assert 'href="#id_mode"' in form.error_summary()


def test_nothing_typed_is_ever_markup() -> None:
    drawn = ours("name", {"name": '"><script>'})
    assert "<script>" not in drawn


def test_forms_of_others_keep_their_own_templates() -> None:
    class Plain(django_forms.Form):
        word = django_forms.CharField()

    assert '<input type="text" name="word"' in str(Plain()["word"])
