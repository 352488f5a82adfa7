"""`goldenthread import-preview`: what a sheet would become, with nothing kept.

Needs no database: it reads the file and says what each line is. The same reading stands behind
the page of imports, which also knows the offer and the directory.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from goldenthread.access.terms import Refused
from goldenthread.imports.rules import columns, reading
from goldenthread.imports.terms import MAX_BYTES, Line, Table
from goldenthread.learning.rules import signup_words as words
from goldenthread.learning.rules import signups
from goldenthread.learning.rules.signup_fields import FIELDS, days_in_headings
from goldenthread.learning.rules.signup_organisations import organisations_said
from goldenthread.learning.rules.signups import SignUp, SignUps
from goldenthread.web.commands import import_preview_directory as others

READ, NOT_READ = 0, 2
SIGN_UPS = "sign-ups"
CREATED, DUPLICATE, REFUSED = "created", "duplicate", "refused"


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="goldenthread import-preview",
        description="Say what each line of a sheet would become. Nothing is kept.",
    )
    made.add_argument("file", type=Path, help="an Excel workbook (.xlsx) or a CSV file")
    made.add_argument("--kind", choices=(SIGN_UPS, *others.KINDS), default=SIGN_UPS)
    made.add_argument("--format", choices=("text", "json"), default="text")
    return made


def main(argv: Sequence[str]) -> int:
    """0 when the file could be read; 2, with one sentence, when it could not."""
    options = parser().parse_args(list(argv))
    try:
        found = preview(_content(options.file), kind=options.kind)
    except Refused as refused:
        print(str(refused), file=sys.stderr)
        return NOT_READ
    if options.format == "json":
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_as_text(found)))
    return READ


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Refused(reading.TOO_LARGE)
        return path.read_bytes()
    except OSError as missing:
        raise Refused(f"There is no file {path.name} that can be opened.") from missing


def preview(content: bytes, *, kind: str = SIGN_UPS) -> dict[str, Any]:
    """Counts, columns and lines. What only facilitators read is never among them."""
    table = reading.read(content)
    if kind == SIGN_UPS:
        return _sign_ups(table)
    found = others.preview(kind, table)
    return {**found, "columns": _columns(table, found.pop("matching"))}


def _sign_ups(table: Table) -> dict[str, Any]:
    fields = (*FIELDS, *days_in_headings(table.headings))
    matching = columns.suggest(fields, table)
    signups.must_name(set(matching))
    read = columns.lines(table, matching)
    sheet = signups.parse_signups(read)
    return {
        "kind": SIGN_UPS,
        "sheet": table.sheet,
        "other_sheets": list(table.other_sheets),
        "counts": {
            "lines": len(read),
            "people": len(sheet.people),
            "duplicates": len(sheet.twice),
            "refused": len(sheet.nobodys),
            "organisations": len(organisations_said(sheet.people)),
        },
        "columns": _columns(table, matching),
        "lines": _lines(sheet, read),
    }


def _columns(table: Table, matching: Mapping[str, int]) -> dict[str, str | None]:
    """Each heading, and what is read from its column."""
    of = {at: key for key, at in matching.items()}
    return {heading: of.get(at) for at, heading in enumerate(table.headings)}


def _lines(sheet: SignUps, read: Sequence[Line]) -> list[dict[str, Any]]:
    made = [
        *(_person(one) for one in sheet.people),
        *(
            {
                "line": one.number,
                "outcome": DUPLICATE,
                "name": one.name,
                "same_as": one.same_as,
                "reason": words.twice(one.same_as, one.why),
            }
            for one in sheet.twice
        ),
        *(
            {"line": number, "outcome": REFUSED, "name": name, "reason": words.nobodys(name)}
            for number, name in sheet.nobodys
        ),
    ]
    return sorted(made, key=lambda line: int(str(line["line"])))


def _person(one: SignUp) -> dict[str, Any]:
    notes = words.notes(
        one, is_known=False, organisation=one.organisation, has_dates=bool(one.dates)
    )
    return {
        "line": one.number,
        "outcome": CREATED,
        "name": one.name,
        "email": one.email,
        "organisation": one.organisation,
        "sector": one.sector,
        "title": one.title,
        "dates": list(one.dates),
        "adjustments": list(one.adjustments),
        "signed_up": one.sent,
        "notes": notes,
    }


def _as_text(found: Mapping[str, Any]) -> list[str]:
    counts = found["counts"]
    named = ("lines", "duplicates", "refused", "organisations")
    what = next((key for key in counts if key not in named), "organisations")
    said = [
        f"{counts['lines']} lines: {counts[what]} {what.replace('_', ' ')}, "
        f"{counts['duplicates']} there twice, {counts['refused']} not brought in.",
        "",
    ]
    said += [
        f"  {heading}: {key.replace('_', ' ') if key else 'not used'}"
        for heading, key in found["columns"].items()
    ]
    told = [line for line in found["lines"] if line["outcome"] != CREATED]
    said += ["", *(f"Line {line['line']}, {line['name']}: {line['reason']}" for line in told)]
    return said
