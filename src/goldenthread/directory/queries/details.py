"""One person in full, for their page: posts over time, reporting lines, what helps them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, OuterRef, Q, When
from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.directory import rules
from goldenthread.directory.models import Person, Post, ReportingLine
from goldenthread.directory.queries.people import card, matching, row_of
from goldenthread.directory.queries.reach import people_within, reaches_person
from goldenthread.directory.terms import PersonCard


@dataclass(frozen=True)
class PostRow:
    """A post, held now or before."""

    id: int
    organisation_id: int
    organisation: str
    title: str
    seniority: str
    team: str
    starts_on: date
    ends_on: date | None
    is_current: bool


@dataclass(frozen=True)
class LineRow:
    """Someone this person reports to, or who reports to them. No name beyond the actor's reach."""

    person_id: int | None
    name: str
    starts_on: date
    ends_on: date | None
    is_current: bool


@dataclass(frozen=True)
class PersonDetail:
    """Everything the page of a person shows."""

    card: PersonCard
    posts: tuple[PostRow, ...]
    managers: tuple[LineRow, ...]
    reports: tuple[LineRow, ...]
    needs: tuple[tuple[str, str], ...]
    paused_until: date | None
    may_edit: bool


def _post(row: Post, on: date) -> PostRow:
    return PostRow(
        id=row.pk,
        organisation_id=row.organisation_id,
        organisation=row.organisation.name,
        title=row.title,
        seniority=row.seniority,
        team=row.team.name if row.team else "",
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        is_current=row.starts_on <= on and (row.ends_on is None or row.ends_on >= on),
    )


def _lines(actor: Actor, person_id: int, on: date) -> tuple[list[LineRow], list[LineRow]]:
    """Managers and reports, newest first; names only of people within reach."""
    other = Case(When(person_id=person_id, then="manager_id"), default="person_id")
    within = Person.objects.filter(people_within(actor, on=on), pk=OuterRef("other"))
    rows = (
        ReportingLine.objects.filter(Q(person_id=person_id) | Q(manager_id=person_id))
        .select_related("person", "manager")
        .annotate(other=other, is_within=Exists(within))
        .order_by("-starts_on", "-id")
    )
    managers: list[LineRow] = []
    reports: list[LineRow] = []
    for row in rows:
        is_report = row.manager_id == person_id
        who = row.person if is_report else row.manager
        (reports if is_report else managers).append(_line(row, who, on))
    return managers, reports


def _line(row: ReportingLine, who: Person, on: date) -> LineRow:
    is_within = bool(row.is_within)  # type: ignore[attr-defined]  # annotated
    return LineRow(
        person_id=who.pk if is_within else None,
        name=who.name if is_within else "",
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        is_current=row.starts_on <= on and (row.ends_on is None or row.ends_on >= on),
    )


def _may_edit(actor: Actor, person_id: int) -> bool:
    """Asks the database only when changing reaches other people than seeing."""
    if actor.reach(Permission.PERSON_EDIT) == actor.reach(Permission.PERSON_VIEW):
        return True
    return reaches_person(actor, person_id, Permission.PERSON_EDIT)


def person_detail(actor: Actor, person_id: int, *, on: date | None = None) -> PersonDetail:
    """One person within reach in full, or OutOfReach."""
    today = on or timezone.localdate()
    row = row_of(actor, person_id, today)
    managers, reports = _lines(actor, person_id, today)
    return PersonDetail(
        card=card(row, today),
        posts=tuple(_post(post, today) for post in row.held),
        managers=tuple(managers),
        reports=tuple(reports),
        needs=tuple((need.code, need.note) for need in row.needs),
        paused_until=row.paused_until,
        may_edit=_may_edit(actor, person_id),
    )


def person_to_edit(actor: Actor, person_id: int) -> PersonDetail:
    """The same, for those who may change it."""
    found = person_detail(actor, person_id)
    if not found.may_edit:
        raise OutOfReach(f"person {person_id}")
    return found


def post_to_edit(actor: Actor, post_id: int, *, on: date | None = None) -> tuple[int, PostRow]:
    """A post and whose it is, for those who may change that person."""
    row = Post.objects.select_related("organisation", "team").filter(pk=post_id).first()
    if row is None or not reaches_person(actor, row.person_id, Permission.PERSON_EDIT):
        raise OutOfReach(f"post {post_id}")
    return row.person_id, _post(row, on or timezone.localdate())


def manager_named(actor: Actor, text: str) -> int | None:
    """The one person within reach whom this name or address means; None for no text.

    Someone beyond reach is answered exactly like someone who is not there.
    """
    if not text.strip():
        return None
    everyone = matching(actor)
    if "@" in text:
        found = everyone.filter(email_key=rules.email_key(text))
    else:
        found = everyone.filter(key=rules.person_key(text))
        found = found if found.exists() else matching(actor, search=text)
    ids = list(found.values_list("pk", flat=True)[:2])
    if not ids:
        raise Refused("We do not know this person. Check the spelling, or add them first.")
    if len(ids) > 1:
        raise Refused("More than one person has this name. Enter the email address instead.")
    return ids[0]
