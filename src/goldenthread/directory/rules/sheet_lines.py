"""Reporting lines in a sheet: who reports to whom, from which day."""

from goldenthread.directory.rules import email_key, texts
from goldenthread.directory.rules.sheet_people import (
    NAME_FIELDS,
    NOT_AN_ADDRESS,
    keys_of,
    whole_name,
)
from goldenthread.directory.rules.sheets import Said, read_all, refused
from goldenthread.imports.terms import Field, Line

NO_PERSON = "This line does not say whose line manager it is about."
NO_MANAGER = "This line does not say who the line manager is."
THEMSELVES = "A person cannot be their own line manager."
NOT_A_DAY = "We cannot read the day. Write it like 3 March 2027 or 2027-03-03."
FIELDS: tuple[Field, ...] = (
    *NAME_FIELDS,
    Field(
        "manager_email",
        "Line manager's email address",
        "The surest way to say who it is",
        ("line manager email", "line managers email", "manager email", "manager s email"),
    ),
    Field(
        "manager",
        "Line manager",
        "A name is looked up in the same organisation",
        ("line manager name", "line manager", "manager name", "manager", "reports to"),
    ),
    Field(
        "starts_on",
        "From which day",
        "Without a day it counts from the day of the import",
        ("from which day", "start date", "starts on", "from", "since"),
    ),
)


def read(line: Line) -> Said:
    """One reporting line, or why it is none."""
    name, email = whole_name(line), texts.address_of(line.text("email"))
    organisation = texts.said(line.text("organisation"))
    typed = texts.manager_of(line.text("manager"))
    address = texts.address_of(line.text("manager_email")) or texts.address_of(typed)
    manager = "" if texts.address_of(typed) else texts.name_of(typed)
    said_day = texts.said(line.text("starts_on"))
    day = texts.day_of(said_day)
    title = name or email
    if refusal := _refusal(line, title, manager or address):
        return refused(line.number, title, refusal)
    if address and email_key(address) == email_key(email):
        return refused(line.number, title, THEMSELVES)
    if said_day and day is None:
        return refused(line.number, title, NOT_A_DAY)
    known_as, looks_for = keys_of(name, organisation, email)
    data = {
        "name": name,
        "email": email,
        "organisation": organisation,
        "manager": manager,
        "manager_email": address,
        "starts_on": day.isoformat() if day else "",
    }
    detail = f"Reports to {manager or address}"
    return Said(line.number, title, detail, data, known_as, looks_for)


def _refusal(line: Line, person: str, manager: str) -> str:
    if not any(letter.isalnum() for letter in person):
        return NO_PERSON
    if texts.said(line.text("email")) and not texts.address_of(line.text("email")):
        return NOT_AN_ADDRESS
    return "" if manager else NO_MANAGER


def parse(lines: list[Line] | tuple[Line, ...]) -> tuple[Said, ...]:
    """Every reporting line in the sheet, in its order."""
    return read_all(lines, read)
