"""Offers and cohorts found by name, and by whom."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.learning.models import Cohort, Offer
from goldenthread.learning.queries.offers import within_reach
from goldenthread.learning.queries.scopes import COHORT, OFFER
from goldenthread.search.kinds import Named
from goldenthread.search.queries import named


def findable_offers(actor: Actor) -> QuerySet[Offer]:
    """The offers whose page this actor may open."""
    return within_reach(actor, Permission.OFFER_VIEW)


def names_of_offers(ids: Collection[int] | None) -> Iterable[Named]:
    return named(Offer.objects.all(), ids)


def findable_cohorts(actor: Actor) -> QuerySet[Cohort]:
    """The cohorts whose page this actor may open."""
    reach = actor.reach(Permission.COHORT_VIEW)
    rows = Cohort.objects.all()
    return rows if reach.everything else rows.filter(pk__in=reach.ids(COHORT))


def names_of_cohorts(ids: Collection[int] | None) -> Iterable[Named]:
    return named(Cohort.objects.all(), ids)


__all__ = [
    "COHORT",
    "OFFER",
    "findable_cohorts",
    "findable_offers",
    "names_of_cohorts",
    "names_of_offers",
]
