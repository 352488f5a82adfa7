"""People in a sheet: what a line can say of a person."""

from goldenthread.directory.rules import email_key, organisation_key, person_key, plain, texts
from goldenthread.directory.rules.sheets import Said, read_all, refused
from goldenthread.directory.terms import SENIORITY_WORDS
from goldenthread.imports.terms import Field, Line

NO_NAME_HERE = "There is no name on this line."
ONLY_A_NAME = (
    "Nothing but a name stands on this line. Add an email address or an organisation, so that we "
    "know who it is."
)
NOT_AN_ADDRESS = "The email address is not complete. Write it like name@example.org."
NAME_FIELDS = (
    Field("name", "Name", "The whole name", ("your name", "full name", "name")),
    Field("forename", "First name", "", ("forename", "first name", "given name")),
    Field("surname", "Last name", "", ("surname", "last name", "family name")),
    Field(
        "email",
        "Email address",
        "How the same person is known again",
        ("work email", "email address", "e mail address", "e mail", "email"),
    ),
    Field(
        "organisation",
        "Organisation",
        "Where the person works",
        ("organisation", "organization", "employer", "org"),
    ),
)
FIELDS: tuple[Field, ...] = (
    *NAME_FIELDS,
    Field("phone", "Phone number", "", ("phone number", "phone", "mobile", "telephone")),
    Field("pronouns", "Pronouns", "", ("pronouns",)),
    Field(
        "sector",
        "Sector",
        "The kind of organisation, for those not in the directory yet",
        ("sector", "type of service", "kind of organisation"),
    ),
    Field("title", "Job title", "", ("job title", "your role", "role", "job")),
    Field(
        "seniority",
        "Seniority",
        f"One of: {', '.join(SENIORITY_WORDS.values())}",
        ("seniority", "level"),
    ),
    Field(
        "adjustments",
        "What helps the person take part",
        "Several in one cell, parted by semicolons",
        ("adjustments", "what helps", "access needs"),
    ),
)
NEEDS_A_NAME = "Say which column holds the name: the whole name, or first and last name."


def whole_name(line: Line) -> str:
    """The name on a line, from one column or two."""
    both = f"{line.text('forename')} {line.text('surname')}"
    return texts.name_of(line.text("name") or both)


def keys_of(name: str, organisation: str, email: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a person is known as, and looked for by.

    An address is one person; a name where they work is one person unless two addresses say
    otherwise.
    """
    address = email_key(email)
    where = f"{person_key(name)}|{organisation_key(organisation)}"
    without = f"{where}|-"
    if address:
        return (f"@{address}", where), (f"@{address}", without)
    return (where, without), (where,)


def read(line: Line) -> Said:
    """One person, or why the line is nobody's."""
    name = whole_name(line)
    typed = texts.said(line.text("email"))
    email = texts.address_of(typed)
    organisation = texts.said(line.text("organisation"))
    title = texts.said(line.text("title"))
    detail = ", ".join(part for part in (title, organisation) if part)
    if refusal := _refusal(name, typed, email, organisation):
        return refused(line.number, name, refusal, detail=detail)
    codes, note = texts.needs_of(line.text("adjustments"))
    known_as, looks_for = keys_of(name, organisation, email)
    data = {
        "name": name,
        "email": email,
        "phone": texts.said(line.text("phone"))[:40],
        "pronouns": texts.said(line.text("pronouns"))[:60],
        "organisation": organisation,
        "sector": texts.said(line.text("sector")),
        "title": title[:200],
        "seniority": seniority_of(line.text("seniority")),
        "adjustments": list(codes),
        "adjustment_note": note,
    }
    return Said(line.number, name, detail, data, known_as, looks_for)


def _refusal(name: str, typed: str, email: str, organisation: str) -> str:
    if not any(letter.isalpha() for letter in name):
        return NO_NAME_HERE
    if typed and not email:
        return NOT_AN_ADDRESS
    return "" if email or organisation else ONLY_A_NAME


def seniority_of(text: str) -> str:
    """The code that a text means, or nothing."""
    wanted = plain(text)
    names = {plain(words): code for code, words in SENIORITY_WORDS.items()}
    return str(names.get(wanted) or (wanted if wanted in SENIORITY_WORDS else ""))


def parse(lines: list[Line] | tuple[Line, ...]) -> tuple[Said, ...]:
    """Everyone in the sheet, in its order."""
    return read_all(lines, read)
