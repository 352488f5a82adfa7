"""Organisations in a sheet, with the numbers other registers know them by."""

from goldenthread.access.terms import Refused
from goldenthread.directory.rules import identifier, organisation_key, texts
from goldenthread.directory.rules.sheets import Said, read_all, refused
from goldenthread.directory.terms import SCHEME_WORDS, IdentifierScheme
from goldenthread.imports.terms import Field, Line

NUMBER = "number-"
NO_NAME_HERE = "There is no name of an organisation on this line."
WORDS: dict[IdentifierScheme, tuple[str, ...]] = {
    IdentifierScheme.ODS: ("ods code", "ods"),
    IdentifierScheme.URN: ("urn", "school urn"),
    IdentifierScheme.COMPANY: ("company number", "company"),
    IdentifierScheme.CHARITY: ("charity number", "charity"),
    IdentifierScheme.OTHER: ("other number", "reference"),
}
FIELDS: tuple[Field, ...] = (
    Field(
        "name",
        "Organisation",
        "What the organisation is called",
        ("organisation name", "organisation", "organization", "name"),
        is_required=True,
    ),
    Field(
        "sector",
        "Sector",
        "The kind of organisation; a new one needs it",
        ("sector", "type of service", "kind of organisation", "type"),
    ),
    Field("place", "Place", "As the place is called here", ("place", "area", "town", "county")),
    Field("parent", "Part of", "The organisation it belongs to", ("part of", "parent")),
    Field(
        "welfare_contact",
        "Welfare contact",
        "Who looks after staff there",
        ("welfare contact", "wellbeing contact", "welfare"),
    ),
    *(
        Field(f"{NUMBER}{scheme.value}", SCHEME_WORDS[scheme], "", words)
        for scheme, words in WORDS.items()
    ),
)


def read(line: Line) -> Said:
    """One organisation, or why the line is none."""
    name = " ".join(texts.said(line.text("name")).split())[:200]
    if not organisation_key(name):
        return refused(line.number, name, NO_NAME_HERE)
    try:
        numbers = _numbers(line)
    except Refused as refusal:
        return refused(line.number, name, str(refusal))
    keys = (organisation_key(name), *(f"{scheme}:{value}" for scheme, value in numbers.items()))
    data = {
        "name": name,
        "sector": texts.said(line.text("sector")),
        "place": texts.said(line.text("place")),
        "parent": texts.said(line.text("parent")),
        "welfare_contact": texts.said(line.text("welfare_contact"))[:300],
        "numbers": numbers,
    }
    detail = ", ".join(part for part in (str(data["sector"]), str(data["place"])) if part)
    return Said(line.number, name, detail, data, keys, keys)


def _numbers(line: Line) -> dict[str, str]:
    """The outside identifiers of a line in their own spelling, or Refused."""
    given = {scheme: texts.said(line.text(f"{NUMBER}{scheme.value}")) for scheme in WORDS}
    return {scheme.value: identifier(scheme, text) for scheme, text in given.items() if text}


def parse(lines: list[Line] | tuple[Line, ...]) -> tuple[Said, ...]:
    """Every organisation in the sheet, in its order."""
    return read_all(lines, read)
