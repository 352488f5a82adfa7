"""What a sheet of people would become, line by line. Writes nothing.

Someone known here whom the actor does not reach looks like someone new: nothing of them is shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.directory.models import Person, Post
from goldenthread.directory.queries.matching import (
    Wanted,
    chunks,
    find_organisations,
    find_people,
)
from goldenthread.directory.queries.organisations import find_sector
from goldenthread.directory.queries.people import loaded
from goldenthread.directory.queries.reach import is_directory_wide, people_within
from goldenthread.directory.rules import organisation_key, person_key, sheet_people
from goldenthread.directory.rules.sheets import Said, settled, shown_change
from goldenthread.directory.terms import ADJUSTMENT_WORDS, OrganisationRow
from goldenthread.imports.terms import Line, LinePlan, Outcome, Plan
from goldenthread.ui.words import listed

OTHER_SECTOR = "other"
NOT_HERE = "This person cannot be added here. Ask whoever looks after the directory."
ALL_KNOWN = "Everything on this line is in the directory already."
LABELS = {"name": "Name", "phone": "Phone number", "pronouns": "Pronouns", "email": "Email address"}


@dataclass(frozen=True)
class Known:
    """What we know already that bears on a sheet of people."""

    organisations: Mapping[str, OrganisationRow]
    matched: Mapping[int, int]
    reached: Mapping[int, Person]
    allowed: frozenset[int] | None
    sectors: Mapping[str, int]
    on: date

    def may_be_at(self, organisation_id: int | None) -> bool:
        """Whoever edits the whole directory adds people anywhere; others where they edit."""
        return self.allowed is None or organisation_id in self.allowed


@dataclass(frozen=True)
class Change:
    """What a line changes: in words, and for the operation."""

    words: tuple[str, ...]
    person: Mapping[str, str]
    post_id: int | None
    post: Mapping[str, str]


def plan_people(actor: Actor, _: int, lines: Sequence[Line]) -> Plan:
    """What each line would become."""
    if not actor.may(Permission.PERSON_EDIT):
        raise OutOfReach("people are added by who edits them")
    keys = {key for line in lines[:1] for key in line.values}
    if "name" not in keys and not {"forename", "surname"} <= keys:
        raise Refused(sheet_people.NEEDS_A_NAME)
    said = sheet_people.parse(tuple(lines))
    known = _known(actor, [one for one in said if not one.refusal], timezone.localdate())
    return Plan(tuple(settled(one) or _line(one, known) for one in said))


def people_reached(
    actor: Actor, ids: Iterable[int], permission: Permission, on: date
) -> dict[int, Person]:
    """Those among these people whom the permission reaches, with posts and what helps them."""
    within = people_within(actor, permission, on=on)
    return {
        row.pk: row
        for some in chunks(ids)
        for row in loaded(Person.objects.filter(within, pk__in=some))
    }


def _known(actor: Actor, said: Sequence[Said], on: date) -> Known:
    organisations = find_organisations(one.data["organisation"] for one in said)
    wanted = [
        Wanted(
            one.data["email"],
            one.data["name"],
            row.id if (row := _at(one, organisations)) else None,
        )
        for one in said
    ]
    ids = find_people(wanted)
    matched = {one.number: pk for one, pk in zip(said, ids, strict=True) if pk is not None}
    reach = actor.reach(Permission.PERSON_EDIT)
    names = {one.data["sector"] for one in said} | {OTHER_SECTOR}
    return Known(
        organisations=organisations,
        matched=matched,
        reached=people_reached(actor, set(matched.values()), Permission.PERSON_EDIT, on),
        allowed=None if is_directory_wide(reach) else reach.ids("organisation"),
        sectors={name: kind.id for name in names if name and (kind := find_sector(name))},
        on=on,
    )


def _at(one: Said, organisations: Mapping[str, OrganisationRow]) -> OrganisationRow | None:
    return organisations.get(organisation_key(one.data["organisation"]))


def _line(one: Said, known: Known) -> LinePlan:
    row = _at(one, known.organisations)
    matched = known.matched.get(one.number)
    person = known.reached.get(matched) if matched is not None else None
    is_elsewhere = matched is not None and person is None and known.allowed is not None
    if is_elsewhere or not known.may_be_at(row.id if row else None):
        return LinePlan(one.number, Outcome.REFUSED, one.title, one.detail, NOT_HERE)
    data = {**one.data, "sector_id": _sector_id(one, row, known)}
    new_place = [_added(one.data["organisation"])] if data["sector_id"] else []
    if person is None:
        reason = " ".join(new_place)
        return LinePlan(one.number, Outcome.CREATED, one.title, one.detail, reason, data=data)
    found = _change(person, one.data, row, known.on)
    words = [*found.words, *new_place]
    if not words:
        return LinePlan(one.number, Outcome.DUPLICATE, one.title, one.detail, ALL_KNOWN)
    data |= {
        "person_id": person.pk,
        "person": dict(found.person),
        "post_id": found.post_id,
        "post": dict(found.post),
    }
    return LinePlan(one.number, Outcome.CHANGED, one.title, one.detail, " ".join(words), data=data)


def _added(organisation: str) -> str:
    return f"{organisation} will be added to the directory."


def _sector_id(one: Said, row: OrganisationRow | None, known: Known) -> int | None:
    """The sector that a new organisation gets."""
    if row is not None or not organisation_key(one.data["organisation"]):
        return None
    return known.sectors.get(one.data["sector"]) or known.sectors.get(OTHER_SECTOR)


def _change(
    person: Person, data: Mapping[str, Any], row: OrganisationRow | None, on: date
) -> Change:
    """What the line says differently. A blank takes nothing away."""
    given = {field: data[field] for field in ("phone", "pronouns") if data[field]}
    if person_key(data["name"]) != person_key(person.name):
        given["name"] = data["name"]
    own = {field: now for field, now in given.items() if getattr(person, field) != now}
    words = [shown_change(LABELS[field], getattr(person, field), now) for field, now in own.items()]
    if data["email"] and not person.email:
        words.append(shown_change(LABELS["email"], "", data["email"]))
    post = _post_there(person, row, on)
    if row is not None and post is None:
        words.append(f"A post at {row.name} is added.")
    terms = _terms(post, data)
    words += (
        [shown_change("Job title", post.title, terms["title"])] if post and "title" in terms else []
    )
    words += ["Seniority changes."] if "seniority" in terms else []
    words += _help(person, data["adjustments"])
    return Change(tuple(words), own, post.pk if post and terms else None, terms)


def _post_there(person: Person, row: OrganisationRow | None, on: date) -> Post | None:
    held = [
        post
        for post in person.posts.all()
        if row is not None
        and post.organisation_id == row.id
        and post.starts_on <= on
        and (post.ends_on is None or post.ends_on >= on)
    ]
    return held[0] if held else None


def _terms(post: Post | None, data: Mapping[str, Any]) -> dict[str, str]:
    """What the line says differently of the post held there."""
    if post is None:
        return {}
    given = {field: data[field] for field in ("title", "seniority") if data[field]}
    return {field: now for field, now in given.items() if getattr(post, field) != now}


def _help(person: Person, codes: Iterable[str]) -> list[str]:
    known = {need.code for need in person.adjustments.all()}
    more = [ADJUSTMENT_WORDS[code] for code in codes if code not in known]
    return [f"What helps: {listed(more)}."] if more else []
