"""A complete world: a programme of one place with everything a year brings, told twice.

Two worlds share one database and nothing else. Every text of a world that is about a person or
belongs to its organisations carries the world's mark and the kind of text: `Zz-B-answer-3`. So a
page that shows anything of the other world can be recognised by its bytes alone, and it is said
what leaked.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from goldenthread.access.actor import Actor

BY = Actor.system(reason="a world for tests")


@dataclass
class World:
    """Ids of everything in one world, by name. `now` is the moment at which it is looked at."""

    mark: str
    now: datetime
    ids: dict[str, int] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    users: dict[str, int] = field(default_factory=dict)
    applications: dict[str, int] = field(default_factory=dict)
    count: int = 0

    def text(self, kind: str) -> str:
        """A text of this world that nobody else could have written."""
        self.count += 1
        return f"{self.mark}-{kind}-{self.count}"

    def address(self, name: str, *, kind: str = "email") -> str:
        """An email address of this world."""
        return f"{self.mark}-{kind}-{name}@{self.mark[-1]}.example".lower()

    def days(self, number: float) -> datetime:
        """So many days after the moment at which this world is looked at; before it when < 0."""
        return self.now + timedelta(days=number)
