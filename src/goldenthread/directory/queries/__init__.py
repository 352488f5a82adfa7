"""Reading the directory."""

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
from goldenthread.directory.queries.organisations import (
    find_organisation,
    find_sector,
    organisations,
    sectors,
)
from goldenthread.directory.queries.people import cards_for, people, person
from goldenthread.directory.queries.reach import (
    people_within,
    reaches_person,
    register_people_reach,
)
from goldenthread.directory.queries.scopes import register_scopes

__all__ = [
    "adjustments_of",
    "cards_for",
    "emails_of",
    "find_organisation",
    "find_person",
    "find_sector",
    "line_pairs",
    "name_of",
    "names_of",
    "organisation_of",
    "organisations",
    "people",
    "people_within",
    "person",
    "person_of_user",
    "reaches_person",
    "register_people_reach",
    "register_scopes",
    "sector_of",
    "sectors",
    "team_of",
]
