"""The lists of the directory as files."""

from collections.abc import Iterable

from goldenthread.directory.queries.organisations import OrganisationLine, PlaceRow
from goldenthread.directory.terms import ADJUSTMENT_WORDS, CONTACT_WORDS, PersonCard
from goldenthread.exports.operations import Column, Sheet

PEOPLE_COLUMNS = (
    Column("Name", "As the person gives it."),
    Column("Pronouns", "As the person gives them."),
    Column("Job title", "Of the newest post held today."),
    Column("Organisation", "Of the newest post held today."),
    Column("Sector", "The kind of organisation."),
    Column("Place", "Where the organisation is."),
    Column("Email address", "One address belongs to one person."),
    Column("Phone number"),
    Column("Contact by", "How the person asked to be contacted."),
    Column("What helps", "Adjustments the person asked for."),
)
ORGANISATION_COLUMNS = (
    Column("Organisation"),
    Column("Sector", "The kind of organisation."),
    Column("Place", "Where the organisation is."),
    Column("People", "People you can see who hold a post there today."),
    Column("Numbers", "ODS code, URN, company or charity number."),
)


def people_sheet(cards: Iterable[PersonCard]) -> Sheet:
    """The list of people as shown."""
    rows = [
        (
            card.name,
            card.pronouns,
            card.title,
            card.organisation,
            card.sector_name,
            card.place,
            card.email,
            card.phone,
            CONTACT_WORDS[card.contact_by],
            "; ".join(ADJUSTMENT_WORDS[code] for code in card.adjustments),
        )
        for card in cards
    ]
    return Sheet("People", PEOPLE_COLUMNS, rows)


def places_sheet(rows: Iterable[PlaceRow]) -> Sheet:
    """The list of places as shown."""
    found = list(rows)
    names = {row.id: row.name for row in found}
    return Sheet(
        "Places",
        (Column("Place"), Column("Part of"), Column("Organisations", "Directly in this place.")),
        [(row.name, names.get(row.parent_id or 0, ""), row.organisations) for row in found],
    )


def organisations_sheet(lines: Iterable[OrganisationLine]) -> Sheet:
    """The list of organisations as shown."""
    rows = [
        (line.name, line.sector, line.place, line.people, ", ".join(line.identifiers))
        for line in lines
    ]
    return Sheet("Organisations", ORGANISATION_COLUMNS, rows)
