"""What of the directory can be found by name."""

from django.urls import reverse

from goldenthread.access.terms import Permission
from goldenthread.directory.queries import finding
from goldenthread.directory.queries.keeping import ORGANISATION, PLACE
from goldenthread.search import kinds
from goldenthread.search.kinds import SearchKind


def page_of_person(person_id: int) -> str:
    return reverse("directory:person_show", args=[person_id])


def page_of_organisation(organisation_id: int) -> str:
    return reverse("directory:organisation_show", args=[organisation_id])


def line_of_place(place_id: int) -> str:
    """Places have no page of their own: they stand in their list."""
    return f"{reverse('directory:place_list')}#place-{place_id}"


kinds.register(
    SearchKind(
        key=finding.PERSON,
        one="person",
        many="people",
        permission=Permission.PERSON_VIEW,
        within=finding.findable_people,
        title=finding.its_name,
        line=finding.post_now,
        address=page_of_person,
        names=finding.names_of_people,
        position=10,
    )
)
kinds.register(
    SearchKind(
        key=ORGANISATION,
        one="organisation",
        many="organisations",
        permission=Permission.DIRECTORY_VIEW,
        within=finding.findable_organisations,
        title=finding.its_name,
        line=finding.sector_and_place,
        address=page_of_organisation,
        names=finding.names_of_organisations,
        position=20,
    )
)
kinds.register(
    SearchKind(
        key=PLACE,
        one="place",
        many="places",
        permission=Permission.DIRECTORY_VIEW,
        within=finding.findable_places,
        title=finding.its_name,
        line=finding.parent_place,
        address=line_of_place,
        names=finding.names_of_places,
        position=70,
    )
)
