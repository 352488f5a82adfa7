"""The words the audit speaks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Actor(Protocol):
    """Whoever acts: the audit needs to know only a kind and an id."""

    @property
    def kind(self) -> str: ...

    @property
    def id(self) -> str: ...


class ChainedEvent(Protocol):
    """What the chain covers of an event."""

    pk: int
    at: datetime
    actor_kind: str
    actor_id: str
    action: str
    subject_kind: str
    subject_id: str
    person_id: int | None
    is_view: bool
    detail: object


@dataclass(frozen=True)
class Entry:
    """One line of the record, ready to be worded."""

    at: datetime
    actor_kind: str
    actor_id: str
    action: str
    subject_kind: str
    subject_id: str
    is_view: bool
    person_id: int | None = None


@dataclass(frozen=True)
class EntryPage:
    """Some entries, newest first, and where the older ones begin."""

    entries: tuple[Entry, ...]
    older_before: int | None


@dataclass(frozen=True)
class ChainReport:
    """What `audit verify` found."""

    sealed: int
    unsealed: int
    broken_at: int | None

    @property
    def is_whole(self) -> bool:
        return self.broken_at is None
