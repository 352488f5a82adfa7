"""What programmes tell the floors below at start."""

from django.db.models import F
from django.urls import reverse

from goldenthread.access.terms import Permission
from goldenthread.programmes import queries
from goldenthread.search import kinds
from goldenthread.search.kinds import SearchKind


def page_of_programme(programme_id: int) -> str:
    return reverse("programmes:programme_show", args=[programme_id])


kinds.register(
    SearchKind(
        key=queries.PROGRAMME,
        one="programme",
        many="programmes",
        permission=Permission.PROGRAMME_VIEW,
        within=queries.findable,
        title=lambda: F("name"),
        line=lambda: F("host__name"),
        address=page_of_programme,
        names=queries.names_to_find,
        position=50,
    )
)
