"""Who learns with whom, dealt: quick, and within every hard rule of the allocation method."""

from collections.abc import Iterable, Mapping, Sequence

from goldenthread.web.seed.applying import Applied
from goldenthread.web.seed.world import Group, Staff


class Tables:
    """Seats of an offer's cohorts. Line managers and team-mates never sit at one table."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._seats = [group.seats for group in groups]
        self._people: list[set[int]] = [set() for _ in groups]
        self._teams: list[set[int]] = [set() for _ in groups]
        self._managers: list[set[int]] = [set() for _ in groups]

    def takes(self, place: int, person: Staff, *, keep_free: int = 0) -> bool:
        people, managers = self._people[place], self._managers[place]
        return (
            len(people) < self._seats[place] - keep_free
            and person.id not in managers
            and person.manager_id not in people
            and (person.team_id is None or person.team_id not in self._teams[place])
        )

    def seat(self, place: int, person: Staff) -> None:
        self._people[place].add(person.id)
        if person.team_id is not None:
            self._teams[place].add(person.team_id)
        if person.manager_id is not None:
            self._managers[place].add(person.manager_id)

    def taken(self, place: int) -> int:
        return len(self._people[place])


def deal(people: Sequence[Applied], tables: Tables) -> Mapping[int, int]:
    """Application to place in the list of cohorts; who finds no seat is not in it.

    Sector by sector, each to the emptiest of their cohorts; one seat in each is kept free.
    """
    seated = {}
    for each in sorted(people, key=lambda one: one.person.sector):
        place = _emptiest(each.dates, each.person, tables)
        if place is not None:
            tables.seat(place, each.person)
            seated[each.row.pk] = place
    return seated


def _emptiest(places: Iterable[int], person: Staff, tables: Tables) -> int | None:
    free = [place for place in places if tables.takes(place, person, keep_free=1)]
    return min(free, key=lambda place: (tables.taken(place), place), default=None)
