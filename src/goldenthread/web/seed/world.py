"""What the parts of the seed tell one another."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from goldenthread.access.actor import Actor
from goldenthread.learning.models import Cohort, Offer, Session
from goldenthread.ui.words import LONDON, in_london
from goldenthread.web.seed.bulk import Record
from goldenthread.web.seed.sizes import Size

SYSTEM = Actor.system(reason="invented data for a region")


@dataclass(frozen=True)
class Staff:
    """One invented person, as far as later steps need to know them."""

    id: int
    name: str
    email: str
    sector: str
    organisation_id: int
    team_id: int | None
    manager_id: int | None
    user_id: int | None
    is_quiet: bool


@dataclass(frozen=True)
class Group:
    """A cohort with its sessions and who runs it."""

    row: Cohort
    sessions: tuple[Session, ...]
    facilitator: Staff

    @property
    def seats(self) -> int:
        return self.row.maximum

    @property
    def begins(self) -> date:
        return in_london(self.sessions[0].starts_at).date()


@dataclass(frozen=True)
class OneOffer:
    """An offer, when it opened, and what belongs to it."""

    row: Offer
    age: int
    opened: date
    coordinator: Actor
    criteria_version_id: int
    criterion_ids: tuple[int, ...]
    groups: tuple[Group, ...] = ()

    def on(self, days: int, *, hour: int = 11) -> datetime:
        """A moment so many days after it opened."""
        return at(self.opened + timedelta(days=days), hour)


@dataclass
class World:
    """The seed, the day, and what is there so far."""

    size: Size
    chance: Random
    now: datetime
    say: Callable[[str], None]
    record: Record = field(default_factory=Record)
    places: list[int] = field(default_factory=list)
    staff: list[Staff] = field(default_factory=list)
    user_ids: dict[str, int] = field(default_factory=dict)
    programme_ids: list[int] = field(default_factory=list)
    answers: int = 0

    @property
    def today(self) -> date:
        return in_london(self.now).date()

    def nonce(self) -> str:
        return f"{self.chance.getrandbits(96):024x}"


def at(day: date, hour: int = 9, minute: int = 30) -> datetime:
    return datetime.combine(day, time(hour, minute), LONDON)
