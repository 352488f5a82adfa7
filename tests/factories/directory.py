"""Places, sectors, organisations, people and posts for tests."""

from datetime import date
from itertools import count
from typing import Any

from goldenthread.directory import rules
from goldenthread.directory.models import (
    AdjustmentNeed,
    Organisation,
    Person,
    Place,
    Post,
    ReportingLine,
    Sector,
)
from goldenthread.directory.terms import DEFAULT_SECTORS

_numbers = count(1)
LONG_AGO = date(2020, 1, 6)


def make_place(name: str = "", *, parent: Place | None = None) -> Place:
    number = next(_numbers)
    return Place.objects.create(
        name=name or f"Place {number}", code=f"place-{number}", parent=parent
    )


def make_sector(code: str = "primary_care") -> Sector:
    """One of the default sectors, made once."""
    known = {c: (name, letter, at) for at, (c, name, letter) in enumerate(DEFAULT_SECTORS)}
    name, letter, position = known.get(code, (code.replace("_", " ").capitalize(), "X", 99))
    row, _ = Sector.objects.get_or_create(
        code=code, defaults={"name": name, "letter": letter, "position": position}
    )
    return row


def make_organisation(
    name: str = "",
    *,
    sector: Sector | str = "primary_care",
    place: Place | None = None,
    **rest: Any,
) -> Organisation:
    given = name or f"Organisation {next(_numbers)}"
    return Organisation.objects.create(
        name=given,
        key=rules.organisation_key(given),
        sector=make_sector(sector) if isinstance(sector, str) else sector,
        place=place,
        **rest,
    )


def make_post(
    person: Person,
    organisation: Organisation,
    *,
    starts_on: date = LONG_AGO,
    ends_on: date | None = None,
    **rest: Any,
) -> Post:
    return Post.objects.create(
        person=person, organisation=organisation, starts_on=starts_on, ends_on=ends_on, **rest
    )


def make_person(
    *,
    name: str = "",
    organisation: Organisation | None = None,
    email: str | None = None,
    title: str = "",
    seniority: str = "",
    adjustments: tuple[str, ...] = (),
    **rest: Any,
) -> Person:
    """A person with a post that began long ago; pass `email=""` for someone without an address."""
    number = next(_numbers)
    given = name or f"Person {number}"
    address = f"person{number}@example.org" if email is None else email
    person = Person.objects.create(
        name=given,
        key=rules.person_key(given),
        email=address,
        email_key=rules.email_key(address),
        **rest,
    )
    where = organisation or make_organisation()
    make_post(person, where, title=title, seniority=seniority)
    for code in adjustments:
        AdjustmentNeed.objects.create(person=person, code=code)
    return person


def make_report(person: Person, manager: Person, *, starts_on: date = LONG_AGO) -> ReportingLine:
    """`person` reports to `manager`."""
    return ReportingLine.objects.create(person=person, manager=manager, starts_on=starts_on)
