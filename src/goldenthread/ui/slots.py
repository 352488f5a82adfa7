"""Slots: a lower page leaves room, upper apps fill it, and neither knows the other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value


@dataclass(frozen=True)
class Panel:
    """A part of a page: a template and what it shows, already worded.

    `anchor` and `title` are for pages with a table of contents.
    """

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    position: int = 50
    anchor: str = ""
    title: str = ""


@dataclass(frozen=True)
class Todo:
    """One thing that needs this person today. Lower `urgency` comes first."""

    when: str
    title: str
    why: str
    action: str
    href: str
    urgency: int = 50


PanelMaker = Callable[[Any, int], Panel | None]
TodoMaker = Callable[[Any, date], Sequence[Todo]]
TallyRows = Callable[[Any], QuerySet[Any] | None]
TallyTodo = Callable[[int], Todo]

_PANELS: dict[str, list[PanelMaker]] = {}
_TODOS: list[TodoMaker] = []
_TALLIES: dict[str, tuple[TallyRows, TallyTodo]] = {}


def register_panel(slot: str, maker: PanelMaker) -> None:
    """Fill a slot. `maker` takes the actor and the id of what the page shows."""
    makers = _PANELS.setdefault(slot, [])
    if maker not in makers:
        makers.append(maker)


def panels(slot: str, actor: Any, subject_id: int) -> list[Panel]:
    """The filled panels of a slot, in order; a maker answers None when it has nothing to show."""
    made = [maker(actor, subject_id) for maker in _PANELS.get(slot, ())]
    return sorted((p for p in made if p is not None), key=lambda panel: panel.position)


def register_todo(maker: TodoMaker) -> None:
    """Add a source of things to do to the home page."""
    if maker not in _TODOS:
        _TODOS.append(maker)


def register_tally(key: str, rows: TallyRows, todo: TallyTodo) -> None:
    """Add a thing to do that is only a number of rows: all such numbers are asked for at once."""
    _TALLIES[key] = (rows, todo)


def _tallied(actor: Any) -> list[Todo]:
    """One statement, however many apps only count."""
    asked = {key: rows(actor) for key, (rows, _) in _TALLIES.items()}
    parts = [
        rows.order_by()
        .annotate(tally=Value(key, output_field=CharField()))
        .values("tally")
        .annotate(number=Count("pk"))
        .values_list("tally", "number")
        for key, rows in asked.items()
        if rows is not None
    ]
    if not parts:
        return []
    counted = parts[0].union(*parts[1:], all=True)
    return [_TALLIES[key][1](number) for key, number in counted if number]


def todos(actor: Any, today: date) -> list[Todo]:
    """Everything that needs this person, most urgent first."""
    found = [todo for maker in _TODOS for todo in maker(actor, today)] + _tallied(actor)
    return sorted(found, key=lambda todo: todo.urgency)
