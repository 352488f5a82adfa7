"""Which column says what."""

import re
from collections.abc import Mapping, Sequence

from goldenthread.access.terms import Refused
from goldenthread.imports.rules.texts import fold
from goldenthread.imports.terms import CONSTANT, Field, Line, Table

LONGEST_SAMPLE = 60
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}")
EXACT, BEGINS, HOLDS = 3, 2, 1
MOSTLY, FEWEST, LOOKED_AT = 0.8, 3, 200
Matching = Mapping[str, int | str]


def likeness(field: Field, heading: str) -> tuple[int, int]:
    """How sure we are: exactly these words, beginning with them, or holding them."""
    said = fold(heading)
    best = (0, 0)
    for place, words in enumerate(field.words or (field.label,)):
        wanted = fold(words)
        padded = f" {said} "
        grade = (
            EXACT
            if said == wanted
            else BEGINS
            if said.startswith(f"{wanted} ")
            else HOLDS
            if f" {wanted} " in padded
            else 0
        )
        if grade:
            best = max(best, (grade, -place))
    return best


def suggest(fields: Sequence[Field], table: Table) -> dict[str, int]:
    """The likeliest column for each field, each column once. Empty columns are not suggested."""
    used = [any(row.cells[at] for row in table.rows) for at in range(len(table.headings))]
    pairs = sorted(
        (
            (*likeness(field, heading), -place, -at)
            for place, field in enumerate(fields)
            for at, heading in enumerate(table.headings)
            if used[at] and likeness(field, heading)[0]
        ),
        reverse=True,
    )
    found: dict[str, int] = {}
    for _, _, minus_place, minus_at in pairs:
        key, at = fields[-minus_place].key, -minus_at
        if key not in found and at not in found.values():
            found[key] = at
    return {**found, **_by_texts(fields, table, found)}


def _by_texts(fields: Sequence[Field], table: Table, found: Mapping[str, int]) -> dict[str, int]:
    """Columns that no heading explains, known by what stands in them."""
    made: dict[str, int] = {}
    for field in fields:
        if field.key in found or field.fits is None:
            continue
        taken = {*found.values(), *made.values()}
        shares = [
            (_share(field, table, at), -at) for at in range(len(table.headings)) if at not in taken
        ]
        share, minus_at = max(shares, default=(0.0, 0))
        if share >= MOSTLY:
            made[field.key] = -minus_at
    return made


def _share(field: Field, table: Table, at: int) -> float:
    """How much of a column could stand under the field; too few texts say nothing."""
    texts = [row.cells[at] for row in table.rows[:LOOKED_AT] if row.cells[at]]
    if field.fits is None or len(texts) < FEWEST:
        return 0.0
    return sum(field.fits(text) for text in texts) / len(texts)


def _is_choice(field: Field, value: int | str | None, width: int) -> bool:
    """A column that is there, or a value that every line may get."""
    if isinstance(value, int):
        return 0 <= value < width
    return value in {CONSTANT + own for own, _ in field.constants}


def checked(fields: Sequence[Field], matching: Matching, width: int) -> dict[str, int | str]:
    """A matching that names existing columns or allowed values, with nothing needed left out."""
    made = {f.key: matching[f.key] for f in fields if _is_choice(f, matching.get(f.key), width)}
    missing = [field.label for field in fields if field.is_required and field.key not in made]
    if missing:
        raise Refused(f"Say which column holds: {', '.join(missing)}.")
    return made


def lines(table: Table, matching: Matching) -> tuple[Line, ...]:
    """Every row as the text under each field; rows that say nothing under any are left out."""
    found = []
    for row in table.rows:
        from_columns = {k: row.cells[at] for k, at in matching.items() if isinstance(at, int)}
        if not any(from_columns.values()):
            continue
        fixed = {k: v.removeprefix(CONSTANT) for k, v in matching.items() if isinstance(v, str)}
        found.append(Line(row.number, {**from_columns, **fixed}))
    return tuple(found)


def samples(table: Table, at: int, *, most: int = 3) -> tuple[str, ...]:
    """A few different texts of a column, so that a person recognises it."""
    seen = dict.fromkeys(row.cells[at] for row in table.rows[:200] if row.cells[at])
    return tuple(_shown(text) for text in list(seen)[:most])


def _shown(text: str) -> str:
    """Short, and a moment as people write it."""
    if MOMENT.fullmatch(text):
        return text[:16].replace("T", " ")
    return text if len(text) <= LONGEST_SAMPLE else text[: LONGEST_SAMPLE - 1] + "…"
