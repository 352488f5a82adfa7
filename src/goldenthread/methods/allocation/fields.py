"""Reads one field of one record; anything unexpected becomes one sentence that names both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.methods.allocation.problem import BadProblem


@dataclass(frozen=True)
class Record:
    """A JSON object and what to call it in a sentence, for instance ``Person P1``."""

    name: str
    row: Mapping[str, object]

    def refuse(self, key: str, because: str) -> BadProblem:
        return BadProblem(f"{self.name}, field {key}: {because}.")

    def text(self, key: str) -> str:
        value = self.row.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(key, "a text is needed here")
        return value

    def text_or_none(self, key: str) -> str | None:
        return None if self.row.get(key) in (None, "") else self.text(key)

    def number(self, key: str, *, least: int, default: int | None = None) -> int:
        value = self.row.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise self.refuse(key, f"a whole number of at least {least} is needed here")
        return value

    def number_or_none(self, key: str, *, least: int) -> int | None:
        return None if self.row.get(key) is None else self.number(key, least=least)

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.row.get(key, default)
        if not isinstance(value, bool):
            raise self.refuse(key, "true or false is needed here")
        return value

    def texts(self, key: str, *, default: tuple[str, ...] | None = ()) -> tuple[str, ...]:
        """A list of texts. A missing field gives ``default``; ``None`` means it must be there."""
        value = self.row.get(key, default)
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise self.refuse(key, "a list of texts is needed here")
        if not all(isinstance(item, str) for item in value):
            raise self.refuse(key, "every item of the list must be a text")
        return tuple(value)

    def day(self, key: str) -> date:
        return self._day(key, self.row.get(key))

    def day_or_none(self, key: str) -> date | None:
        return None if self.row.get(key) in (None, "") else self.day(key)

    def days(self, key: str) -> tuple[date, ...]:
        return tuple(self._day(key, item) for item in self.texts(key))

    def _day(self, key: str, value: object) -> date:
        try:
            return date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            raise self.refuse(key, "a date written as 2027-01-31 is needed here") from None

    def mapping(self, key: str) -> Mapping[str, object]:
        value = self.row.get(key, {})
        if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value):
            raise self.refuse(key, "names with values are needed here")
        return value

    def share(self, key: str, *, most: float) -> float:
        value = self.row.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            raise self.refuse(key, f"a number from 0 to {most:g} is needed here")
        return float(value)

    def refuse_unknown(self, known: frozenset[str]) -> None:
        for key in sorted(set(self.row) - known):
            raise self.refuse(key, "this field is not known")


def records(name: str, value: object) -> list[Record]:
    """A list of objects as records called ``name`` and their id (or place in the list)."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise BadProblem(f"The problem, field {name}: a list is needed here.")
    found = []
    for place, row in enumerate(value, start=1):
        if not isinstance(row, Mapping):
            raise BadProblem(f"Item {place} of {name} is not a record with named fields.")
        label = f"{name.removesuffix('s').replace('_', ' ').capitalize()} {row.get('id') or place}"
        found.append(Record(label.replace("People", "Person"), row))
    return found
