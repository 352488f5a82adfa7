"""Many new people at once: the same as `add_from_sheet` for each of them, with few statements."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.audit import operations as audit
from goldenthread.directory import rules
from goldenthread.directory.models import AdjustmentNeed, Person, Post, ReportingLine
from goldenthread.directory.operations.additions import Added, NewPerson
from goldenthread.directory.operations.organisations import add_organisations
from goldenthread.directory.operations.people import address_of, must_add
from goldenthread.directory.queries.finding import PERSON
from goldenthread.directory.queries.matching import (
    Wanted,
    find_organisations,
    find_people,
)
from goldenthread.directory.terms import Adjustment
from goldenthread.imports.terms import Made
from goldenthread.search import operations as search


def who_is_new(people: Sequence[NewPerson]) -> list[bool]:
    """Those whom the directory does not know and who stand among these once."""
    rows = find_organisations(one.organisation for one in people)
    wanted = []
    for one in people:
        row = rows.get(rules.organisation_key(one.organisation))
        wanted.append(Wanted(one.email, one.name, row.id if row else None))
    known = find_people(wanted)
    times: dict[str, int] = {}
    for one in people:
        for key in _keys(one):
            times[key] = times.get(key, 0) + 1
    return [
        pk is None and bool(one.name.strip()) and all(times[key] == 1 for key in _keys(one))
        for one, pk in zip(people, known, strict=True)
    ]


def _keys(one: NewPerson) -> set[str]:
    """What could make two lines one person."""
    where = f"{rules.person_key(one.name)}|{rules.organisation_key(one.organisation)}"
    key = rules.email_key(one.email)
    return {where, f"@{key}"} if key else {where}


@transaction.atomic
def add_new_people(*, people: Sequence[NewPerson], on: date, by: Actor) -> list[Added]:
    """Add people of whom `who_is_new` says that they are, with all that the sheet says."""
    made: list[list[Made]] = [[] for _ in people]
    where = _organisations(people, made, by)
    for organisation_id in set(where):
        must_add(by, organisation_id)
    rows = Person.objects.bulk_create(_person(one) for one in people)
    ids = [int(row.pk) for row in rows]
    audit.record_many(by=by, action="person.added", subjects=[("person", pk, pk) for pk in ids])
    search.keep_many(kind=PERSON, thing_ids=ids)
    for mine, pk in zip(made, ids, strict=True):
        mine.append(Made("person", pk))
    _posts(people, ids, where, made, on=on, by=by)
    _needs(people, ids, made, by)
    _managers(people, ids, made, on)
    return [Added(pk, tuple(mine)) for pk, mine in zip(ids, made, strict=True)]


def _person(one: NewPerson) -> Person:
    tidy = " ".join(one.name.split())
    address = address_of(one.email)
    return Person(
        name=tidy[:200],
        key=rules.person_key(tidy),
        email=address,
        email_key=rules.email_key(address),
        phone=one.phone,
        pronouns=one.pronouns,
    )


def _organisations(
    people: Sequence[NewPerson], made: Sequence[list[Made]], by: Actor
) -> list[int | None]:
    """Where each works; a new organisation is made by the first line that names it."""
    known = {
        key: row.id for key, row in find_organisations(one.organisation for one in people).items()
    }
    first: dict[str, int] = {}
    for at, one in enumerate(people):
        key = rules.organisation_key(one.organisation)
        if key and key not in known and one.sector_id is not None:
            first.setdefault(key, at)
    new = {
        people[at].organisation: sector for at in first.values() if (sector := people[at].sector_id)
    }
    added = add_organisations(sectors=new, by=by) if new else {}
    for key, pk in added.items():
        made[first[key]].append(Made("organisation", pk))
    known |= added
    return [known.get(rules.organisation_key(one.organisation)) for one in people]


def _posts(
    people: Sequence[NewPerson],
    ids: Sequence[int],
    where: Sequence[int | None],
    made: Sequence[list[Made]],
    *,
    on: date,
    by: Actor,
) -> None:
    rows = Post.objects.bulk_create(
        Post(
            person_id=pk,
            organisation_id=at,
            title=one.title.strip()[:200],
            seniority=one.seniority,
            starts_on=on,
        )
        for one, pk, at in zip(people, ids, where, strict=True)
        if at is not None
    )
    audit.record_many(
        by=by,
        action="post.added",
        subjects=[("post", int(row.pk), row.person_id) for row in rows],
    )
    _hand_out("post", rows, ids, made)


def _hand_out(
    what: str,
    rows: Iterable[Post | AdjustmentNeed | ReportingLine],
    ids: Sequence[int],
    made: Sequence[list[Made]],
) -> None:
    place: Mapping[int, int] = {pk: at for at, pk in enumerate(ids)}
    for row in rows:
        made[place[row.person_id]].append(Made(what, int(row.pk)))


def _needs(
    people: Sequence[NewPerson], ids: Sequence[int], made: Sequence[list[Made]], by: Actor
) -> None:
    rows = AdjustmentNeed.objects.bulk_create(
        AdjustmentNeed(
            person_id=pk,
            code=code,
            note=one.adjustment_note[:300] if code == Adjustment.OTHER else "",
        )
        for one, pk in zip(people, ids, strict=True)
        for code in dict.fromkeys(
            (*one.adjustments, *([Adjustment.OTHER.value] if one.adjustment_note else []))
        )
    )
    touched = dict.fromkeys(row.person_id for row in rows)
    audit.record_many(
        by=by, action="person.adjustments", subjects=[("person", pk, pk) for pk in touched]
    )
    _hand_out("adjustment", rows, ids, made)


def _managers(
    people: Sequence[NewPerson], ids: Sequence[int], made: Sequence[list[Made]], on: date
) -> None:
    """A manager whom we know by address by the time their report's line is read."""
    found = find_people([Wanted(one.manager_email, "", None) for one in people])
    place = {pk: at for at, pk in enumerate(ids)}
    rows = ReportingLine.objects.bulk_create(
        ReportingLine(person_id=pk, manager_id=manager, starts_on=on)
        for at, (pk, manager) in enumerate(zip(ids, found, strict=True))
        if manager is not None and place.get(manager, -1) < at
    )
    _hand_out("reporting_line", rows, ids, made)
