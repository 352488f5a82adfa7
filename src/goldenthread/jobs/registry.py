"""Who does which kind of work. Upper apps register; jobs never knows them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from goldenthread.access.actor import Actor

Result = Mapping[str, Any]
Note = Callable[[float, str], None]


@dataclass(frozen=True)
class JobRun:
    """One attempt at a piece of work, as its handler sees it.

    `report(percent, doing)` tells the page how far it is and is the sign of life; it raises
    `Cancelled` when the person asked to stop, and `HandedBack` when the worker is going down.
    Call it between steps, outside any transaction, at least every few seconds.
    """

    id: int
    payload: Mapping[str, Any]
    by: Actor
    report: Note


Handler = Callable[[JobRun], Result | None]

_HANDLERS: dict[str, Handler] = {}
_ABOUT: dict[str, str] = {}
LONGER_WORK = "Longer work"


def register(kind: str, handler: Handler, *, about: str = LONGER_WORK) -> None:
    """Name who does this kind of work. The handler must bear being started again from the top.

    Its result is kept as JSON; `sentence` is shown to the person at the end, with a link to
    `next_url` when there is one. `about` is all that others are told of it: no names in it.
    """
    _HANDLERS[kind], _ABOUT[kind] = handler, about


def about(kind: str) -> str:
    """What this kind of work is called before people who did not start it."""
    return _ABOUT.get(kind, LONGER_WORK)


def handler_for(kind: str) -> Handler:
    """Who does this kind of work."""
    if kind not in _HANDLERS:
        raise LookupError(f"no handler is registered for jobs of kind {kind}")
    return _HANDLERS[kind]
