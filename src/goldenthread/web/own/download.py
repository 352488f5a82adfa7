"""Everything in one file to keep: a page to read and the same as data."""

import json
import zipfile
from datetime import date, datetime, time
from io import BytesIO

from django.template.loader import render_to_string

from goldenthread.ui import held
from goldenthread.ui.held import Kind, Row
from goldenthread.web.own.held import LEFT_OUT
from goldenthread.web.own.wording import facts

Told = tuple[Kind, list[Row]]
READ, DATA = "everything-held-about-you.html", "everything-held-about-you.json"


def everything(person_id: int) -> tuple[Told, ...]:
    """Each kind with all of its rows, even where there are none."""
    return tuple((kind, list(kind.rows(person_id))) for kind in held.kinds())


def as_zip(person_id: int, *, name: str, now: datetime) -> bytes:
    """The file; nothing of it is kept here."""
    told = everything(person_id)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(READ, as_page(told, name=name, now=now))
        archive.writestr(DATA, as_data(told, name=name, now=now))
    return packed.getvalue()


def as_page(told: tuple[Told, ...], *, name: str, now: datetime) -> str:
    """To read in any browser, without this site."""
    kinds = [(kind, [facts(row) for row in rows]) for kind, rows in told]
    shown = {"name": name, "now": now, "kinds": kinds, "left_out": LEFT_OUT}
    return render_to_string("own/download.jinja", shown)


def as_data(told: tuple[Told, ...], *, name: str, now: datetime) -> str:
    """To take to another system: times as ISO 8601, names of fields as they stand here."""
    kinds = [
        {"kind": k.key, "title": k.title, "why": k.why, "until": k.until, "rows": rows}
        for k, rows in told
    ]
    whole = {"name": name, "made": now, "kinds": kinds, "left_out": LEFT_OUT}
    return json.dumps(whole, default=_plain, ensure_ascii=False, indent=2)


def _plain(value: object) -> str:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    raise TypeError(f"{type(value)} has no plain form")
