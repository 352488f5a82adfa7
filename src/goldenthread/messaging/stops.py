"""Why not to send: asked when the moment of sending comes, whatever was true before."""

from collections.abc import Callable
from datetime import datetime

Check = Callable[[int, datetime], str | None]

_CHECKS: dict[str, Check] = {}


def register(kind: str, check: Check) -> None:
    """Teach messaging when not to send: id and moment in; a sentence why not, or None."""
    _CHECKS[kind] = check


def must_be_known(kind: str) -> None:
    """Asked when a message is written, so that no message waits for a check that is not there."""
    if kind not in _CHECKS:
        raise LookupError(f"no stop check is registered for {kind}")


def reason_against(kind: str, subject_id: int, now: datetime) -> str | None:
    """The sentence why this may not be sent now, or None."""
    must_be_known(kind)
    return _CHECKS[kind](subject_id, now)
