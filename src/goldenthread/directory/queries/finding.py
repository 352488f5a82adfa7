"""What of the directory can be found by name, and by whom."""

from collections.abc import Collection, Iterable

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable, Expression
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.directory.models import Organisation, OrganisationName, Person, Place, Post
from goldenthread.directory.queries.reach import (
    current_posts,
    is_directory_wide,
    organisations_within,
    people_within,
)
from goldenthread.search import rules
from goldenthread.search.kinds import Named
from goldenthread.search.queries import named

PERSON = "person"


def findable_people(actor: Actor) -> QuerySet[Person]:
    """The people whose page this actor may open."""
    return Person.objects.filter(people_within(actor))


def names_of_people(ids: Collection[int] | None) -> Iterable[Named]:
    """A person is found by their name alone: never by an address, a number or what they need."""
    rows = Person.objects.all() if ids is None else Person.objects.filter(pk__in=ids)
    return ((pk, (name,)) for pk, name in rows.order_by().values_list("pk", "name"))


def post_now() -> Expression:
    """Job title and organisation of the newest post held today."""
    held = Post.objects.filter(current_posts(timezone.localdate()), person_id=OuterRef("pk"))
    words = Concat("title", Value("\n"), "organisation__name")
    return Coalesce(Subquery(held.order_by("-starts_on", "pk").values(words=words)[:1]), Value(""))


def findable_organisations(actor: Actor) -> QuerySet[Organisation]:
    return Organisation.objects.filter(organisations_within(actor.reach(Permission.DIRECTORY_VIEW)))


def names_of_organisations(ids: Collection[int] | None) -> Iterable[Named]:
    """Every way it is written, and how each is abbreviated."""
    found = {pk: list(names) for pk, names in named(Organisation.objects.all(), ids)}
    others = OrganisationName.objects.order_by("pk").values_list("organisation_id", "name")
    for pk, name in others if ids is None else others.filter(organisation_id__in=ids):
        found[pk] += [name, *rules.acronyms(name)]
    return found.items()


def sector_and_place() -> Expression:
    return Concat("sector__name", Value("\n"), Coalesce("place__name", Value("")))


def findable_places(actor: Actor) -> QuerySet[Place]:
    reach = actor.reach(Permission.DIRECTORY_VIEW)
    within = Q() if is_directory_wide(reach) else Q(pk__in=reach.ids("place"))
    return Place.objects.filter(within)


def names_of_places(ids: Collection[int] | None) -> Iterable[Named]:
    return named(Place.objects.all(), ids)


def its_name() -> Combinable:
    return F("name")


def parent_place() -> Expression:
    return Coalesce("parent__name", Value(""))
