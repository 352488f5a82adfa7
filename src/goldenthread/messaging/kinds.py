"""What is known of each kind of message: how soon it must go."""

from goldenthread.messaging.terms import Pace

_PACES: dict[str, Pace] = {}


def register(*kinds: str, pace: Pace) -> None:
    """Say how soon messages of these kinds must go."""
    _PACES.update(dict.fromkeys(kinds, pace))


def pace_of(kind: str) -> Pace:
    """After the quiet hours, and alone, where nothing else was said."""
    return _PACES.get(kind, Pace.SOON)
