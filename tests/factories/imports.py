"""A small kind of import for tests: names of places into a place, and back."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO

from django.apps import apps
from django.core import serializers
from django.http import HttpResponse
from openpyxl import Workbook

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission, Refused
from goldenthread.directory.models import Place
from goldenthread.imports.kinds import ImportKind
from goldenthread.imports.terms import Field, Line, LinePlan, Made, Outcome, Plan, Remark, Target

FIELDS = (
    Field("name", "Name", "What the place is called", ("place", "town"), is_required=True),
    Field("secret", "Secret", words=("secret",), is_private=True),
    Field("kind", "Kind", words=("kind",), constants=(("town", "A town, every line"),)),
)


def fields(target_id: int) -> Sequence[Field]:
    return FIELDS


def targets(actor: Actor) -> Sequence[Target]:
    reach = actor.reach(Permission.DIRECTORY_EDIT)
    rows = Place.objects.filter(parent=None)
    if not reach.everything:
        rows = rows.filter(pk__in=reach.ids("place"))
    return [Target(row.pk, row.name) for row in rows]


def plan(actor: Actor, target_id: int, lines: Sequence[Line]) -> Plan:
    seen: dict[str, int] = {}
    known = set(Place.objects.values_list("code", flat=True))
    found = [_plan(line, seen, known) for line in lines]
    return Plan(tuple(found), (Remark("Good to know", ("Places are made.",)),))


def _plan(line: Line, seen: dict[str, int], known: set[str]) -> LinePlan:
    name = line.text("name")
    code = name.casefold()
    if code in seen:
        reason = f"The same as line {seen[code]}"
        return LinePlan(line.number, Outcome.DUPLICATE, name, "", reason, seen[code])
    if not name:
        return LinePlan(line.number, Outcome.REFUSED, "No name", reason="Add a name")
    seen[code] = line.number
    outcome = Outcome.CHANGED if code in known else Outcome.CREATED
    return LinePlan(line.number, outcome, name, data={"name": name})


def apply(
    *, target_id: int, data: Mapping[str, object], now: datetime, by: Actor
) -> Sequence[Made]:
    name = str(data["name"])
    if name == "Nowhere":
        raise Refused("There is no such place.")
    old = Place.objects.filter(code=name.casefold()).first()
    if old is not None:
        before = {"name": old.name}
        old.name = name
        old.save()
        return [Made("renamed", old.pk, before)]
    made = Place.objects.create(name=name, code=name.casefold(), parent_id=target_id)
    return [Made("place", made.pk)]


def depending(made: Sequence[Made]) -> Sequence[str]:
    ids = [one.id for one in made if one.what == "place"]
    rows = Place.objects.filter(parent_id__in=ids)
    return [f"{row.name} lies in {row.parent}." for row in rows]


def take_back(*, made: Sequence[Made], by: Actor) -> None:
    for one in made:
        rows = Place.objects.filter(pk=one.id)
        if one.what == "place":
            rows.delete()
        else:
            rows.update(**one.before)


def template(target_id: int) -> bytes:
    return sheet([["Place", "Secret"]])


def download(
    *, name: str, columns: Sequence[str], rows: Sequence[Sequence[str | int]], kind: str
) -> HttpResponse:
    return HttpResponse(f"{name}.{kind} {columns} {rows}")


PLACES = ImportKind(
    key="test-places",
    title="Import places",
    about="A sheet with one place a line.",
    target_label="Into which place",
    one="place",
    many="places",
    fields=fields,
    targets=targets,
    plan=plan,
    apply=apply,
    depending=depending,
    take_back=take_back,
    template=template,
    download=download,
)


def sheet(rows: Sequence[Sequence[object]]) -> bytes:
    """An XLSX file with these rows."""
    book = Workbook()
    page = book.worksheets[0]
    for row in rows:
        page.append(list(row))
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def snapshot() -> str:
    """Every place as it stands, to compare before and after."""
    rows = Place.objects.order_by("id").values_list("id", "name", "code", "parent_id")
    return json.dumps(list(rows))


# Rows that tell of an import itself: its record, its work and its file.
OF_THE_IMPORT = ("audit", "jobs", "imports", "files", "sessions", "django_tasks_database", "search")


def everything() -> str:
    """Every row of every table but those that tell of imports, to compare before and after."""
    rows = [
        row
        for model in apps.get_models()
        if model._meta.app_label not in OF_THE_IMPORT and model._meta.managed
        for row in model._default_manager.order_by("pk")
    ]
    return serializers.serialize("json", rows)
