"""What a person reads of themselves, and what others are asked about it."""

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.directory.models import Person, PersonRequest, Post
from goldenthread.directory.queries.lookups import person_of_user
from goldenthread.directory.queries.reach import people_within
from goldenthread.directory.terms import OwnDetails, RequestKind, RequestRow, RequestState
from goldenthread.ui.words import in_london


def is_own(actor: Actor, person_id: int) -> bool:
    """Is the actor this person: by account, or by the link to their own page?"""
    if actor.kind == "link":
        return actor.id == f"person:{person_id}"
    return actor.user_id is not None and person_of_user(actor.user_id) == person_id


def own_details(actor: Actor, person_id: int) -> OwnDetails:
    """For the person themselves: what they may see and change."""
    today = in_london(timezone.now()).date()
    posts_held = Prefetch("posts", queryset=Post.objects.select_related("organisation"))
    asked = Exists(PersonRequest.objects.filter(person_id=OuterRef("pk")))
    rows = Person.objects.annotate(has_asked=asked).filter(pk=person_id)
    row = rows.prefetch_related(posts_held, "adjustments").first()
    if row is None:
        raise OutOfReach(f"person {person_id}")
    if actor.id != f"person:{person_id}" and (actor.user_id or 0) != row.user_id:
        raise OutOfReach(f"person {person_id}")
    posts = [p for p in row.posts.all() if p.ends_on is None or p.ends_on >= today]
    work = "; ".join(
        ", ".join(part for part in (post.title, post.organisation.name) if part) for post in posts
    )
    return OwnDetails(
        id=row.pk,
        name=row.name,
        pronouns=row.pronouns,
        email=row.email,
        phone=row.phone,
        work=work,
        contact_by=row.contact_by,
        digest=row.digest,
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
        paused_until=row.paused_until,
        needs=tuple((need.code, need.note) for need in row.adjustments.all()),
        has_asked=row.has_asked,
    )


def own_requests(actor: Actor, person_id: int) -> tuple[RequestRow, ...]:
    """What this person asked, newest first, with what became of it."""
    rows = _requests().filter(person_id=person_id)
    if actor.id != f"person:{person_id}":
        rows = rows.filter(person__user_id=actor.user_id or 0)
    return tuple(_row(row) for row in rows)


def _requests() -> QuerySet[PersonRequest]:
    return PersonRequest.objects.select_related("person").order_by("-asked_at", "-id")


def requests_within(actor: Actor, *, waiting: bool = True) -> tuple[RequestRow, ...]:
    """What people within reach asked; for those who may change their record."""
    people = Person.objects.filter(people_within(actor, Permission.PERSON_EDIT)).order_by()
    rows = _requests().filter(person_id__in=people.values("pk"))
    if waiting:
        rows = rows.filter(state=RequestState.WAITING)
    return tuple(_row(row) for row in rows[:100])


def request_within(actor: Actor, request_id: int) -> RequestRow:
    """One of them, or OutOfReach."""
    people = Person.objects.filter(people_within(actor, Permission.PERSON_EDIT)).order_by()
    row = _requests().filter(pk=request_id, person_id__in=people.values("pk")).first()
    if row is None:
        raise OutOfReach(f"request {request_id}")
    return _row(row)


def waiting(actor: Actor) -> QuerySet[PersonRequest] | None:
    """What waits for an answer, within reach; None for whoever answers nobody."""
    if not actor.may(Permission.PERSON_EDIT):
        return None
    people = Person.objects.filter(people_within(actor, Permission.PERSON_EDIT)).order_by()
    rows = PersonRequest.objects.filter(state=RequestState.WAITING)
    return rows.filter(person_id__in=people.values("pk"))


def _row(row: PersonRequest) -> RequestRow:
    return RequestRow(
        id=row.pk,
        person_id=row.person_id,
        name=row.person.name,
        kind=RequestKind(row.kind),
        about=row.about,
        words=row.words,
        state=RequestState(row.state),
        answer=row.answer,
        asked_at=row.asked_at,
        answered_at=row.answered_at,
    )
