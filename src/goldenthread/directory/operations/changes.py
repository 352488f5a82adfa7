"""Changes that can be taken back: what stood there before is kept with what stands there now."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Model

from goldenthread.directory.models import (
    Organisation,
    OutsideIdentifier,
    Person,
    Post,
    ReportingLine,
)
from goldenthread.imports.terms import Made
from goldenthread.ui.words import listed, plural

M = TypeVar("M", bound=Model)
NOW = " now"
CHANGED: Mapping[str, type[Model]] = {
    "person.changed": Person,
    "post.changed": Post,
    "organisation.changed": Organisation,
    "identifier.changed": OutsideIdentifier,
    "reporting_line.changed": ReportingLine,
}
GONE = "reporting_line.gone"
NAMED_AT_MOST = 5


def texts_of(row: Model, fields: Iterable[str]) -> dict[str, str]:
    """These columns as texts; nothing is an empty text."""
    found = {field: getattr(row, field) for field in fields}
    return {field: "" if value is None else str(value) for field, value in found.items()}


def changed(what: str, pk: int, before: Mapping[str, str], after: Mapping[str, str]) -> list[Made]:
    """What differs, as it was and as it is."""
    differ = [field for field in before if before[field] != after[field]]
    kept = {field: before[field] for field in differ}
    kept |= {field + NOW: after[field] for field in differ}
    return [Made(what, pk, kept)] if differ else []


def set_texts(row: Model, given: Mapping[str, str]) -> None:
    """Set columns from texts; an empty one is nothing where nothing is allowed."""
    for field, text in given.items():
        column: Any = row._meta.get_field(field)
        value = None if column.null and text == "" else column.to_python(text)
        setattr(row, column.attname, value)
    row.save()


def _parts(one: Made) -> tuple[dict[str, str], dict[str, str]]:
    before = {field: text for field, text in one.before.items() if not field.endswith(NOW)}
    return before, {field: one.before[field + NOW] for field in before}


def later_changes(made: Sequence[Made]) -> list[str]:
    """Rows that someone has changed again since, in a sentence; they stay as they are now."""
    again = []
    for one in made:
        if one.what not in CHANGED:
            continue
        row = CHANGED[one.what]._default_manager.filter(pk=one.id).first()
        _, now = _parts(one)
        if row is None or texts_of(row, now) != now:
            again.append(str(row) if row is not None else "something that is gone by now")
    if not again:
        return []
    more = len(again) - NAMED_AT_MOST
    names = [*again[:NAMED_AT_MOST], *([plural(more, "other")] if more > 0 else [])]
    return [f"Changed again since: {listed(names)}."]


def change_back(one: Made) -> None:
    """What stood there before stands there again."""
    row = CHANGED[one.what]._default_manager.select_for_update().filter(pk=one.id).first()
    before, _ = _parts(one)
    if row is not None:
        set_texts(row, before)


def bring_back(one: Made) -> None:
    """A reporting line that was taken away is there again, under its own number."""
    set_texts(ReportingLine(pk=one.id), one.before)
