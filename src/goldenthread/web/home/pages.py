"""Worded view-model of home."""

from dataclasses import dataclass
from datetime import date

from goldenthread.access.actor import Actor
from goldenthread.ui import slots
from goldenthread.ui.slots import Panel, Todo
from goldenthread.ui.words import counted

FIRST = 8


@dataclass(frozen=True)
class HomePage:
    """A to-do list in order, and beside it what the apps have to show."""

    today: date
    heading: str
    todos: tuple[Todo, ...]
    later: tuple[Todo, ...]
    panels: tuple[Panel, ...]


def heading(name: str, count: int) -> str:
    """The answer stands in the heading: how many things wait for this person."""
    first = name.split()[0] if name.split() else "you"
    if not count:
        return f"Nothing needs you today, {first}"
    words = counted(count, "thing", "things")
    return f"Today, {first}: {words[0].lower()}{words[1:]}"


def home_page(actor: Actor, *, today: date) -> HomePage:
    """What needs the actor, most pressing first, and what the apps show beside it."""
    todos = slots.todos(actor, today)
    return HomePage(
        today=today,
        heading=heading(actor.name, len(todos)),
        todos=tuple(todos[:FIRST]),
        later=tuple(todos[FIRST:]),
        panels=tuple(slots.panels("home.aside", actor, 0)),
    )
