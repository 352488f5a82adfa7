"""Offers and cohorts can be found by name."""

from django.db.models import F
from django.urls import reverse

from goldenthread.access.terms import Permission
from goldenthread.learning.queries import finding
from goldenthread.search import kinds
from goldenthread.search.kinds import SearchKind


def page_of_offer(offer_id: int) -> str:
    return reverse("learning:offer_show", args=[offer_id])


def page_of_cohort(cohort_id: int) -> str:
    return reverse("learning:cohort_show", args=[cohort_id])


kinds.register(
    SearchKind(
        key=finding.OFFER,
        one="offer",
        many="offers",
        permission=Permission.OFFER_VIEW,
        within=finding.findable_offers,
        title=lambda: F("name"),
        line=lambda: F("programme__name"),
        address=page_of_offer,
        names=finding.names_of_offers,
        position=30,
    )
)
kinds.register(
    SearchKind(
        key=finding.COHORT,
        one="cohort",
        many="cohorts",
        permission=Permission.COHORT_VIEW,
        within=finding.findable_cohorts,
        title=lambda: F("name"),
        line=lambda: F("offer__name"),
        address=page_of_cohort,
        names=finding.names_of_cohorts,
        position=40,
    )
)
