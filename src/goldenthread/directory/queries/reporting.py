"""The people whose line manager somebody is."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission, ScopeKind
from goldenthread.directory.models import Person, Post, ReportingLine
from goldenthread.directory.queries.lookups import person_of_user
from goldenthread.directory.queries.reach import current_posts, people_within


@dataclass(frozen=True)
class Report:
    """Someone who reports to the actor: a name and an organisation, and nothing more."""

    person_id: int
    name: str
    where: str


def reports_of(actor: Actor, *, on: date) -> tuple[Report, ...]:
    """Those who report to the actor on this day, as far as the actor's role reaches.

    A line that has ended, or has not begun, reaches nobody. A role over an organisation reaches
    the reports who work there; one over themselves, or everything, reaches all of their reports.
    """
    own = person_of_user(actor.user_id) if actor.user_id is not None else None
    if own is None:
        return ()
    lines = ReportingLine.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), manager_id=own, starts_on__lte=on
    )
    posts = Post.objects.filter(current_posts(on)).select_related("organisation")
    rows = (
        Person.objects.filter(_within(actor, on), pk__in=lines.values("person_id"))
        .prefetch_related(Prefetch("posts", queryset=posts))
        .order_by("name", "id")
    )
    return tuple(Report(row.pk, row.name, _where(row)) for row in rows)


def _within(actor: Actor, on: date) -> Q:
    reach = actor.reach(Permission.ATTENDANCE_VIEW)
    if any(grant.scope_kind == ScopeKind.SELF for grant in reach.grants):
        return Q()
    return people_within(actor, Permission.ATTENDANCE_VIEW, on=on)


def _where(row: Person) -> str:
    post = next(iter(row.posts.all()), None)
    return post.organisation.name if post else ""
