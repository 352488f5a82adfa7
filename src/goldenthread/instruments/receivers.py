"""What instruments tell the floors below at start."""

from django.db.models import F, Value
from django.urls import reverse

from goldenthread.access.terms import Permission
from goldenthread.instruments import queries
from goldenthread.search import kinds
from goldenthread.search.kinds import SearchKind


def page_of_instrument(instrument_id: int) -> str:
    return reverse("instruments:instrument_show", args=[instrument_id])


kinds.register(
    SearchKind(
        key=queries.INSTRUMENT,
        one="instrument",
        many="instruments",
        permission=Permission.INSTRUMENT_VIEW,
        within=queries.findable,
        title=lambda: F("name"),
        line=lambda: Value(""),
        address=page_of_instrument,
        names=queries.names_to_find,
        position=60,
    )
)
