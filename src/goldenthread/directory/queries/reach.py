"""Which people an actor reaches.

A person is within reach of a grant over a place or an organisation when a current post is there.
What a grant over a programme or a cohort reaches is known upstairs: the upper app registers a
function, for example "people who applied to an offer within reach". With no function registered,
such a grant reaches nobody.
"""

from collections.abc import Callable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from goldenthread.access.actor import Actor, Reach
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.directory.models import Person, Post

PeopleReach = Callable[[Reach], Q]

_REACHES: list[PeopleReach] = []


def register_people_reach(function: PeopleReach) -> None:
    """Teach the directory another way to reach people.

    The function takes a Reach and gives a condition on Person, best with a subquery:
    `Q(pk__in=Application.objects.filter(offer_id__in=reach.ids("offer")).values("person_id"))`.
    Registering twice is harmless.
    """
    if function not in _REACHES:
        _REACHES.append(function)


def current_posts(on: date) -> Q:
    """Posts held on this day, as a condition on Post."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def condition(reach: Reach, on: date | None = None) -> Q:
    """The people within this reach, as a condition on Person."""
    if reach.everything:
        return Q()
    if not reach:
        return Q(pk__in=())
    posts = Post.objects.filter(
        current_posts(on or timezone.localdate()),
        person_id=OuterRef("pk"),
        organisation_id__in=reach.ids("organisation"),
    )
    found = Q(Exists(posts))
    for function in _REACHES:
        found |= function(reach)
    return found


def people_within(
    actor: Actor, permission: Permission = Permission.PERSON_VIEW, *, on: date | None = None
) -> Q:
    """A condition on Person: who this permission reaches for the actor."""
    return condition(actor.reach(permission), on)


def reaches_person(
    actor: Actor, person_id: int, permission: Permission = Permission.PERSON_VIEW
) -> bool:
    """Does the permission reach this person, who exists?"""
    return Person.objects.filter(people_within(actor, permission), pk=person_id).exists()


def must_reach_person(actor: Actor, person_id: int, permission: Permission) -> None:
    """OutOfReach unless it does."""
    if not reaches_person(actor, person_id, permission):
        raise OutOfReach(f"{permission} does not reach person {person_id}")


def people_at(organisation_id: int, *, on: date) -> QuerySet[Person]:
    """Everyone who holds a post there on this day; for callers that have checked reach."""
    posts = Post.objects.filter(current_posts(on), organisation_id=organisation_id)
    return Person.objects.filter(pk__in=posts.order_by().values("person_id")).order_by()


def is_directory_wide(reach: Reach) -> bool:
    """Organisations, unlike people, are published facts.

    A programme is open to the whole partnership, so a grant over one reaches every organisation;
    a grant over a place or an organisation reaches only those in it.
    """
    return reach.everything or bool(reach.ids("programme"))


def organisations_within(reach: Reach) -> Q:
    """A condition on Organisation."""
    if is_directory_wide(reach):
        return Q()
    return Q(pk__in=reach.ids("organisation"))
