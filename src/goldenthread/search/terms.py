"""The words search speaks."""

from dataclasses import dataclass

from django.core.paginator import Page


@dataclass(frozen=True)
class Hit:
    """Something found: what it is called, a line beneath it, and where it is."""

    kind: str
    id: int
    title: str
    line: str
    address: str


@dataclass(frozen=True)
class Group:
    """The hits of one kind that are shown, how many there are, and where this page lies."""

    kind: str
    one: str
    many: str
    hits: tuple[Hit, ...]
    pager: Page[int]

    @property
    def total(self) -> int:
        return self.pager.paginator.count


@dataclass(frozen=True)
class Found:
    """What a search found, by kind."""

    typed: str
    groups: tuple[Group, ...] = ()
    is_too_short: bool = False

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)
