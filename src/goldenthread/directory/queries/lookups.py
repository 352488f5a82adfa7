"""Lookups for operations and background work, which have checked reach themselves."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from goldenthread.directory import rules
from goldenthread.directory.models import AdjustmentNeed, Person, Post, ReportingLine
from goldenthread.directory.queries.reach import current_posts
from goldenthread.directory.terms import Contact, OrganisationRow, SectorRow


def person_of_user(user_id: int) -> int | None:
    """The person this account belongs to."""
    return Person.objects.filter(user_id=user_id).values_list("pk", flat=True).first()


def user_of_person(person_id: int) -> int | None:
    """The account of this person, if there is one."""
    return Person.objects.filter(pk=person_id).values_list("user_id", flat=True).first()


def name_of(person_id: int) -> str:
    """The name as given, or nothing when there is no such person."""
    return Person.objects.filter(pk=person_id).values_list("name", flat=True).first() or ""


def names_of(person_ids: Iterable[int]) -> dict[int, str]:
    """Several names at once."""
    return dict(Person.objects.filter(pk__in=set(person_ids)).values_list("pk", "name"))


def emails_of(person_ids: Iterable[int]) -> dict[int, Contact]:
    """How to reach each person."""
    rows = Person.objects.filter(pk__in=set(person_ids))
    return {p.pk: _contact(p) for p in rows}


def _contact(row: Person) -> Contact:
    return Contact(
        row.name,
        row.email,
        row.contact_by,
        row.paused_until,
        digest=row.digest,
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
    )


def lines_between(on: date, person_ids: Iterable[int]) -> QuerySet[ReportingLine]:
    """Reporting lines on this day where both are among these people."""
    ids = set(person_ids)
    return ReportingLine.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on),
        starts_on__lte=on,
        person_id__in=ids,
        manager_id__in=ids,
    )


def line_pairs(on: date, person_ids: Iterable[int]) -> frozenset[frozenset[int]]:
    """The same as pairs of manager and report."""
    rows = lines_between(on, person_ids)
    return frozenset(frozenset(pair) for pair in rows.values_list("person_id", "manager_id"))


def _posts(person_ids: Iterable[int], on: date) -> dict[int, Post]:
    """The main post of each person on this day: the newest of those held."""
    rows = Post.objects.filter(current_posts(on), person_id__in=set(person_ids))
    newest_last = rows.select_related("organisation__sector", "organisation__place").order_by(
        "starts_on", "-id"
    )
    return {post.person_id: post for post in newest_last}


def sector_of(person_ids: Iterable[int], on: date) -> dict[int, SectorRow]:
    """Sector of each person's main post on this day."""
    found = {}
    for person_id, post in _posts(person_ids, on).items():
        sector = post.organisation.sector
        found[person_id] = SectorRow(sector.pk, sector.code, sector.name, sector.letter)
    return found


def organisation_of(person_ids: Iterable[int], on: date) -> dict[int, OrganisationRow]:
    """Organisation of each person's main post on this day."""
    found = {}
    for person_id, post in _posts(person_ids, on).items():
        row = post.organisation
        place = row.place.name if row.place else ""
        found[person_id] = OrganisationRow(row.pk, row.name, row.sector.code, place)
    return found


def adjustments_of(person_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Codes of what helps each person take part; everyone asked about is in the answer."""
    found: dict[int, list[str]] = {person_id: [] for person_id in person_ids}
    rows = AdjustmentNeed.objects.filter(person_id__in=found)
    for person_id, code in rows.values_list("person_id", "code"):
        found[person_id].append(code)
    return {person_id: tuple(codes) for person_id, codes in found.items()}


def find_person(
    *, email: str = "", name: str = "", organisation_id: int | None = None
) -> int | None:
    """The same address is the same person; without one, the same name in the same organisation.

    A name shared by two people of an organisation finds neither.
    """
    key = rules.email_key(email)
    if key:
        found = Person.objects.filter(email_key=key).values_list("pk", flat=True).first()
        if found is not None:
            return found
    if not name or organisation_id is None:
        return None
    rows = Person.objects.filter(key=rules.person_key(name), posts__organisation_id=organisation_id)
    if key:
        rows = rows.filter(email_key__isnull=True)
    ids = set(rows.values_list("pk", flat=True))
    return ids.pop() if len(ids) == 1 else None
