"""The words search speaks."""

from dataclasses import dataclass


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
    """The hits of one kind: the page of them that is shown, and how many there are."""

    kind: str
    one: str
    many: str
    hits: tuple[Hit, ...]
    total: int
    is_cut: bool = False
    page: int = 1
    pages: int = 1


@dataclass(frozen=True)
class Found:
    """What a search found, by kind."""

    typed: str
    groups: tuple[Group, ...] = ()
    is_too_short: bool = False

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)
