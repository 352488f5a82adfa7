"""The words programmes speak."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ThreadStep:
    """One step of the thread from need to board: its name, and done, now or todo."""

    label: str
    state: str
