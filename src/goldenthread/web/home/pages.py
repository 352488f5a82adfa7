"""Worded view-models of home and of the page about oneself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.ui.slots import Panel, Todo
from goldenthread.ui.words import counted

FIRST = 8


@dataclass(frozen=True)
class HomePage:
    """A to-do list in order, and beside it where each offer stands."""

    today: date
    heading: str
    todos: tuple[Todo, ...]
    later: tuple[Todo, ...]
    panels: tuple[Panel, ...]


def home_page(
    *, name: str, today: date, todos: Sequence[Todo], panels: Sequence[Panel]
) -> HomePage:
    """The answer stands in the heading: how many things wait for this person."""
    first = name.split()[0] if name.split() else "you"
    if not todos:
        heading = f"Nothing needs you today, {first}"
    else:
        words = counted(len(todos), "thing", "things")
        heading = f"Today, {first}: {words[0].lower()}{words[1:]}"
    return HomePage(today, heading, tuple(todos[:FIRST]), tuple(todos[FIRST:]), tuple(panels))
