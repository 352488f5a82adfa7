"""What a grant over a programme, an offer or a cohort reaches in learning."""

from collections.abc import Iterable

from django.db.models import Q

from goldenthread.access.actor import Reach
from goldenthread.access.scopes import Ids, register
from goldenthread.access.terms import ScopeKind
from goldenthread.directory import queries as directory
from goldenthread.learning.models import Application, Cohort, Offer

OFFER = "offer"
COHORT, PROGRAMME = ScopeKind.COHORT.value, ScopeKind.PROGRAMME.value


def _reached_by_programmes(ids: Ids) -> dict[str, Ids]:
    """Every offer of these programmes, with its cohorts; a programme with an offer exists."""
    rows = Offer.objects.filter(programme__in=ids).order_by()
    return _columns(set(rows.values_list("programme", "pk", "cohorts")), PROGRAMME, OFFER, COHORT)


def _reached_by_offers(ids: Ids) -> dict[str, Ids]:
    """The offers that still exist, and their cohorts."""
    rows = Offer.objects.filter(pk__in=ids).order_by()
    return _columns(set(rows.values_list("pk", "cohorts")), OFFER, COHORT)


def _columns(rows: Iterable[tuple[int | None, ...]], *kinds: str) -> dict[str, Ids]:
    """The ids in each column, by the kind it holds."""
    return {
        kind: frozenset(pk for row in rows if (pk := row[at]) is not None)
        for at, kind in enumerate(kinds)
    }


def _reached_by_cohorts(ids: Ids) -> dict[str, Ids]:
    """The cohorts that still exist; never the offer, nor its other cohorts."""
    return {COHORT: frozenset(Cohort.objects.filter(pk__in=ids).values_list("pk", flat=True))}


def _people_who_applied(reach: Reach) -> Q:
    """People whose application to an offer within reach has been sent."""
    sent = Application.objects.filter(
        offer_id__in=reach.ids(OFFER), person__isnull=False, submitted_at__isnull=False
    )
    return Q(pk__in=sent.values("person_id"))


def register_scopes() -> None:
    """Teach access and the directory once, when the app is ready."""
    directory.register_people_reach(_people_who_applied)
    register(ScopeKind.PROGRAMME, _reached_by_programmes)
    register(OFFER, _reached_by_offers, for_grants_only=True)
    register(COHORT, _reached_by_cohorts, for_grants_only=True)
