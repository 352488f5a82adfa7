"""What a sheet of people, organisations or reporting lines says, with no directory to look in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goldenthread.access.terms import Refused
from goldenthread.directory.rules import sheet_lines, sheet_organisations, sheet_people
from goldenthread.directory.rules.sheets import Said, settled
from goldenthread.imports.rules import columns
from goldenthread.imports.terms import Field, Line, Outcome, Table


@dataclass(frozen=True)
class SheetKind:
    """One kind of sheet: what it can say, how it is read, and what is counted."""

    fields: Sequence[Field]
    parse: Callable[[tuple[Line, ...]], tuple[Said, ...]]
    counted: str


KINDS: Mapping[str, SheetKind] = {
    "people": SheetKind(sheet_people.FIELDS, sheet_people.parse, "people"),
    "organisations": SheetKind(
        sheet_organisations.FIELDS, sheet_organisations.parse, "organisations"
    ),
    "reporting-lines": SheetKind(sheet_lines.FIELDS, sheet_lines.parse, "reporting_lines"),
}


def preview(kind: str, table: Table) -> dict[str, Any]:
    """Counts, columns and lines, as for sign-ups."""
    found = KINDS[kind]
    matching = columns.suggest(found.fields, table)
    _must_match(kind, found, matching)
    read = columns.lines(table, matching)
    lines = [_line(one) for one in found.parse(read)]
    counts = {outcome: sum(line["outcome"] == outcome for line in lines) for outcome in Outcome}
    return {
        "kind": kind,
        "sheet": table.sheet,
        "other_sheets": list(table.other_sheets),
        "counts": {
            "lines": len(read),
            found.counted: counts[Outcome.CREATED],
            "duplicates": counts[Outcome.DUPLICATE],
            "refused": counts[Outcome.REFUSED],
        },
        "matching": matching,
        "lines": lines,
    }


def _must_match(kind: str, found: SheetKind, matching: Mapping[str, int]) -> None:
    columns.checked(found.fields, matching, max(matching.values(), default=-1) + 1)
    if kind == "people" and "name" not in matching and not {"forename", "surname"} <= set(matching):
        raise Refused(sheet_people.NEEDS_A_NAME)
    if not matching:
        raise Refused("No column of this sheet is one we know. Check that it is the right file.")


def _line(one: Said) -> dict[str, Any]:
    plan = settled(one)
    if plan is None:
        return {
            "line": one.number,
            "outcome": Outcome.CREATED.value,
            "name": one.title,
            **{key: value for key, value in one.data.items() if key != "name"},
        }
    said: dict[str, Any] = {
        "line": one.number,
        "outcome": plan.outcome.value,
        "name": one.title,
        "reason": plan.reason,
    }
    return said if plan.same_as is None else {**said, "same_as": plan.same_as}
