"""Reading the directory."""

from goldenthread.directory.queries.details import (
    manager_named,
    person_detail,
    person_to_edit,
    post_to_edit,
)
from goldenthread.directory.queries.lookups import (
    adjustments_of,
    emails_of,
    find_person,
    line_pairs,
    name_of,
    names_of,
    organisation_of,
    person_of_user,
    sector_of,
    team_of,
)
from goldenthread.directory.queries.matching import (
    Wanted,
    find_organisations,
    find_people,
    resting_on,
)
from goldenthread.directory.queries.organisations import (
    find_organisation,
    find_sector,
    may_add,
    must_add,
    organisation_detail,
    organisation_lines,
    organisation_to_edit,
    organisations,
    place_to_edit,
    places,
    sectors,
)
from goldenthread.directory.queries.people import all_people, cards_for, people, person
from goldenthread.directory.queries.reach import (
    people_within,
    reaches_person,
    register_people_reach,
)
from goldenthread.directory.queries.scopes import register_scopes

__all__ = [
    "Wanted",
    "adjustments_of",
    "all_people",
    "cards_for",
    "emails_of",
    "find_organisation",
    "find_organisations",
    "find_people",
    "find_person",
    "find_sector",
    "line_pairs",
    "manager_named",
    "may_add",
    "must_add",
    "name_of",
    "names_of",
    "organisation_detail",
    "organisation_lines",
    "organisation_of",
    "organisation_to_edit",
    "organisations",
    "people",
    "people_within",
    "person",
    "person_detail",
    "person_of_user",
    "person_to_edit",
    "place_to_edit",
    "places",
    "post_to_edit",
    "reaches_person",
    "register_people_reach",
    "register_scopes",
    "resting_on",
    "sector_of",
    "sectors",
    "team_of",
]
