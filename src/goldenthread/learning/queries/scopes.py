"""What a grant over a programme, an offer or a cohort reaches in learning."""

from goldenthread.access.scopes import Ids, register
from goldenthread.access.terms import ScopeKind
from goldenthread.learning.models import Cohort, Offer

OFFER = "offer"
COHORT = ScopeKind.COHORT.value


def _reached_by_programmes(ids: Ids) -> dict[str, Ids]:
    """Every offer of these programmes; the offers lead on to their cohorts."""
    return {OFFER: frozenset(Offer.objects.filter(programme__in=ids).values_list("pk", flat=True))}


def _reached_by_offers(ids: Ids) -> dict[str, Ids]:
    """The offers that still exist, and their cohorts."""
    return {
        OFFER: frozenset(Offer.objects.filter(pk__in=ids).values_list("pk", flat=True)),
        COHORT: frozenset(Cohort.objects.filter(offer__in=ids).values_list("pk", flat=True)),
    }


def _reached_by_cohorts(ids: Ids) -> dict[str, Ids]:
    """The cohorts that still exist; never the offer, nor its other cohorts."""
    return {COHORT: frozenset(Cohort.objects.filter(pk__in=ids).values_list("pk", flat=True))}


def register_scopes() -> None:
    """Teach access once, when the app is ready."""
    register(ScopeKind.PROGRAMME, _reached_by_programmes)
    register(OFFER, _reached_by_offers)
    register(COHORT, _reached_by_cohorts)
