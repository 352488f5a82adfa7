"""Sheets of people, organisations and reporting lines: each line written, and taken back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.directory import rules
from goldenthread.directory.models import (
    Organisation,
    OrganisationName,
    OutsideIdentifier,
    Person,
    Post,
    ReportingLine,
)
from goldenthread.directory.operations.additions import (
    NewPerson,
    add_from_sheet,
    resting_on_additions,
    take_back_additions,
)
from goldenthread.directory.operations.changes import (
    CHANGED,
    GONE,
    bring_back,
    change_back,
    changed,
    later_changes,
    set_texts,
    texts_of,
)
from goldenthread.directory.operations.organisations import (
    add_organisation,
    edit_organisation,
    learn_name,
    set_identifier,
)
from goldenthread.directory.operations.posts import set_manager
from goldenthread.directory.queries.finding import PERSON
from goldenthread.directory.queries.keeping import ORGANISATION
from goldenthread.directory.queries.organisations import find_organisation
from goldenthread.directory.queries.reach import must_reach_person
from goldenthread.directory.terms import IdentifierScheme
from goldenthread.imports.terms import Made
from goldenthread.search import operations as search
from goldenthread.ui.words import in_london, listed, plural

NAME = "organisation_name"
FACTS = ("sector_id", "place_id", "parent_id", "welfare_contact")
LINE = ("person_id", "manager_id", "starts_on", "ends_on")


@transaction.atomic
def add_person_line(
    *, target_id: int, data: Mapping[str, Any], now: datetime, by: Actor
) -> Sequence[Made]:
    """One person, new or with what the line says differently."""
    made = _change_person(data, by) if data.get("person_id") else []
    person = NewPerson(
        name=data["name"],
        email=data["email"],
        phone=data["phone"],
        pronouns=data["pronouns"],
        organisation=data["organisation"],
        sector_id=data["sector_id"],
        title=data["title"],
        seniority=data["seniority"],
        adjustments=tuple(data["adjustments"]),
        adjustment_note=data["adjustment_note"],
    )
    added = add_from_sheet(person=person, on=in_london(now).date(), by=by)
    return [*made, *added.made]


def _change_person(data: Mapping[str, Any], by: Actor) -> list[Made]:
    person_id = data["person_id"]
    must_reach_person(by, person_id, Permission.PERSON_EDIT)
    given = dict(data["person"])
    if "name" in given:
        given["key"] = rules.person_key(given["name"])
    made = _set("person.changed", Person.objects.select_for_update().get(pk=person_id), given)
    if data["post_id"]:
        post = Post.objects.select_for_update().filter(pk=data["post_id"], person_id=person_id)
        made += _set("post.changed", post.get(), data["post"])
    if made:
        search.keep(kind=PERSON, thing_id=person_id)
        audit.record(
            by=by,
            action="person.changed",
            subject=("person", person_id),
            person_id=person_id,
            detail={"fields": [*data["person"], *data["post"]]},
        )
    return made


def _set(what: str, row: Model, given: Mapping[str, str]) -> list[Made]:
    before = texts_of(row, given)
    set_texts(row, given)
    return changed(what, int(row.pk), before, texts_of(row, given))


@transaction.atomic
def add_organisation_line(
    *, target_id: int, data: Mapping[str, Any], now: datetime, by: Actor
) -> Sequence[Made]:
    """One organisation with its numbers, new or with what the line says differently."""
    parent = find_organisation(data["parent"]) if data["parent"] else None
    if data["parent"] and parent is None:
        raise Refused(f"{data['parent']} is not in the directory.")
    pk = data.get("organisation_id")
    if pk is None:
        pk = add_organisation(
            name=data["name"],
            sector_id=data["sector_id"],
            place_id=data["place_id"],
            parent_id=parent.id if parent else None,
            welfare_contact=data["welfare_contact"],
            by=by,
        )
        made = [Made("organisation", pk)]
    else:
        made = _change_organisation(pk, data, parent.id if parent else None, by)
    return [*made, *_names(pk, data["name"], by), *_numbers(pk, data["numbers"], by)]


def _change_organisation(
    pk: int, data: Mapping[str, Any], parent_id: int | None, by: Actor
) -> list[Made]:
    row = Organisation.objects.get(pk=pk)
    before = texts_of(row, FACTS)
    edit_organisation(
        organisation_id=pk,
        name=row.name,
        sector_id=data["sector_id"] or row.sector_id,
        place_id=data["place_id"] or row.place_id,
        parent_id=parent_id or row.parent_id,
        welfare_contact=data["welfare_contact"] or row.welfare_contact,
        by=by,
    )
    row.refresh_from_db()
    return changed("organisation.changed", pk, before, texts_of(row, FACTS))


def _names(pk: int, name: str, by: Actor) -> list[Made]:
    rows = OrganisationName.objects.filter(organisation_id=pk)
    known = set(rows.values_list("pk", flat=True))
    learn_name(organisation_id=pk, name=name, by=by)
    return [Made(NAME, one) for one in rows.values_list("pk", flat=True) if one not in known]


def _numbers(pk: int, numbers: Mapping[str, str], by: Actor) -> list[Made]:
    made: list[Made] = []
    rows = OutsideIdentifier.objects.filter(organisation_id=pk)
    for scheme, value in numbers.items():
        before = rows.filter(scheme=scheme).first()
        set_identifier(organisation_id=pk, scheme=IdentifierScheme(scheme), value=value, by=by)
        after = rows.get(scheme=scheme)
        if before is None:
            made.append(Made("identifier", after.pk))
        else:
            was, now = texts_of(before, ["value"]), texts_of(after, ["value"])
            made += changed("identifier.changed", after.pk, was, now)
    return made


@transaction.atomic
def add_reporting_line(
    *, target_id: int, data: Mapping[str, Any], now: datetime, by: Actor
) -> Sequence[Made]:
    """One reporting line; those that were open until now end the day before."""
    person_id = data["person_id"]
    before = _lines(person_id)
    set_manager(
        person_id=person_id,
        manager_id=data["manager_id"],
        starts_on=date.fromisoformat(data["starts_on"]),
        by=by,
    )
    after = _lines(person_id)
    made = [Made("reporting_line", pk) for pk in after if pk not in before]
    for pk, was in before.items():
        made += (
            changed("reporting_line.changed", pk, was, after[pk])
            if pk in after
            else [Made(GONE, pk, was)]
        )
    return made


def _lines(person_id: int) -> dict[int, dict[str, str]]:
    rows = ReportingLine.objects.filter(person_id=person_id).order_by("pk")
    return {row.pk: texts_of(row, LINE) for row in rows}


def later_work(made: Sequence[Made]) -> list[str]:
    """What rests by now on what was brought in, in sentences; while there is some, it stays."""
    said = later_changes(made)
    counts = resting_on_additions(made, going=())
    if counts:
        things = listed(plural(count, name) for name, count in counts.items())
        said.append(f"Made since: {things}.")
    return said


@transaction.atomic
def take_back_line(*, made: Sequence[Made], by: Actor) -> None:
    """Take back one line, last made first."""
    _must_edit(by, made)
    for one in made:
        if one.what in CHANGED:
            change_back(one)
        elif one.what == GONE:
            bring_back(one)
        else:
            _take_away(one, by)
            continue
        if one.what == "person.changed":
            search.keep(kind=PERSON, thing_id=one.id)
        kind = one.what.partition(".")[0]
        audit.record(by=by, action=f"{kind}.changed_back", subject=(kind, one.id))


def _take_away(one: Made, by: Actor) -> None:
    """A name that was learnt is searched by no longer."""
    learnt = OrganisationName.objects.filter(pk=one.id).values_list("organisation_id", flat=True)
    named = list(learnt) if one.what == NAME else []
    take_back_additions(made=[one], by=by)
    search.keep_many(kind=ORGANISATION, thing_ids=named)


def _must_edit(by: Actor, made: Iterable[Made]) -> None:
    for one in made:
        is_place_of_work = one.what.startswith(("organisation", "identifier"))
        needed = Permission.DIRECTORY_EDIT if is_place_of_work else Permission.PERSON_EDIT
        if not by.may(needed):
            raise OutOfReach(f"taking back {one.what} needs {needed}")
