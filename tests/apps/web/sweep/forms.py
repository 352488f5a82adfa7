"""Reads the forms of a page, so that a POST can be as plausible as a person's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.factories.world import World

#: A word in a field's name → what the world calls the thing, in `ids`.
THINGS = {
    "person": "people:learner",
    "people": "people:learner",
    "member": "people:learner",
    "mark": "people:learner",
    "manager": "people:manager",
    "facilitator": "people:facilitator",
    "application": "applications:learner",
    "cohort": "ids:cohort",
    "session": "ids:session",
    "offer": "ids:offer",
    "programme": "ids:programme",
    "organisation": "ids:organisation_0",
    "host": "ids:organisation_0",
    "place": "ids:place",
    "parent": "ids:place",
    "scope": "ids:programme",
    "wave": "ids:wave",
    "plan": "ids:plan",
    "user": "users:account",
}
NUMBERED = re.compile(r"^(.*?)(\d+)$")
PLAUSIBLE = {
    "email": "someone.new@example.org",
    "number": "3",
    "url": "https://meet.example/room",
    "tel": "01632 960 001",
    "date": "2026-12-01",
}


@dataclass
class Form:
    """Where a form goes and what it would send."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)

    def offer(self, name: str, value: str) -> None:
        self.fields.setdefault(name, []).append(value)


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.forms: list[Form] = []
        self.select = ""
        self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = given.get("action") or self.path
            self.forms.append(Form(action, given.get("method", "get").lower()))
        elif self.forms:
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        form, name = self.forms[-1], given.get("name", "")
        if tag == "option" and self.select:
            form.offer(self.select, given.get("value", ""))
        elif tag == "select":
            self.select = name
        elif tag == "textarea" and name:
            form.offer(name, "A few plain words.")
        elif tag in ("input", "button") and name:
            form.offer(name, self._value(given))

    def _value(self, given: dict[str, str]) -> str:
        kind = given.get("type", "text")
        if given.get("value"):
            return given["value"]
        return "on" if kind == "checkbox" else PLAUSIBLE.get(kind, "Some words")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""


def forms_of(page: str, path: str) -> list[Form]:
    """Every form of the page that posts."""
    reader = _Reader(path)
    reader.feed(page)
    return [form for form in reader.forms if form.method == "post"]


def body_of(form: Form) -> dict[str, object]:
    """The first choice of every field that is not empty; a choice of many keeps the first."""
    return {
        name: next((value for value in values if value), values[0])
        for name, values in form.fields.items()
    }


def bodies_with(form: Form, world: World) -> Iterator[dict[str, object]]:
    """The same body with ids of the other world wherever a field's name says what it holds."""
    plain = body_of(form)
    swapped = dict(_swapped(plain, world))
    if swapped != plain:
        yield swapped


def _swapped(body: dict[str, object], world: World) -> Iterator[tuple[str, object]]:
    for name, value in body.items():
        thing = next((of for word, of in THINGS.items() if word in name.lower()), "")
        if not thing:
            yield name, value
            continue
        group, _, key = thing.partition(":")
        theirs = str(getattr(world, group)[key])
        hit = NUMBERED.match(name)
        if hit and not str(value).isdigit():
            yield f"{hit.group(1)}{theirs}", value
        else:
            yield name, theirs if str(value).isdigit() or value in ("", "Some words") else value
