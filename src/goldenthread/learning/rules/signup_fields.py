"""What a sign-up sheet can say, and the headings people give it."""

from collections.abc import Iterable
from datetime import date

from goldenthread.directory.rules import plain
from goldenthread.directory.terms import DEFAULT_SECTORS, SECTOR_WORDS
from goldenthread.imports.terms import Field
from goldenthread.learning.rules import signup_texts as texts
from goldenthread.learning.rules.signup_dates import names_a_day, ways_to_write
from goldenthread.ui.words import day as day_words

CRITERION = "criterion-"
DAY = "day-"
SECTORS = frozenset((*SECTOR_WORDS, *(plain(name) for _, name, _ in DEFAULT_SECTORS)))


def is_address(text: str) -> bool:
    """Whether an email address could stand here."""
    return bool(texts.address_of(text))


def is_sector(text: str) -> bool:
    """Whether the name of a sector could stand here."""
    return plain(text) in SECTORS


NEEDS_A_NAME = "Say which column holds the name: the whole name, or first and last name."

FIELDS: tuple[Field, ...] = (
    Field("name", "Name", "The whole name", ("your name", "full name", "name")),
    Field("forename", "First name", "", ("forename", "first name", "given name")),
    Field("surname", "Last name", "", ("surname", "last name", "family name")),
    Field(
        "email",
        "Email address",
        "How the same person is known again",
        ("your work email", "work email", "email address", "e mail address", "e mail", "email"),
        fits=is_address,
    ),
    Field("phone", "Phone number", "", ("phone number", "phone", "mobile", "telephone")),
    Field("pronouns", "Pronouns", "", ("your pronouns", "pronouns")),
    Field(
        "organisation",
        "Organisation",
        "Where the person works",
        ("which organisation", "your organisation", "organisation", "organization", "org"),
    ),
    Field(
        "sector",
        "Sector",
        "The kind of organisation",
        ("which best describes your service", "sector", "type of service", "service"),
        fits=is_sector,
    ),
    Field("title", "Job title", "", ("your role", "job title", "your job", "role", "job")),
    Field(
        "manager",
        "Line manager",
        "A manager and their report are never put in the same group",
        ("who is your line manager", "line manager", "manager"),
    ),
    Field(
        "prior_training",
        "Training before",
        "What the person has been to already",
        ("have you attended", "previous training", "prior training", "training before"),
    ),
    Field(
        "dates",
        "Dates the person can make",
        "Several dates in one cell, parted by semicolons",
        ("which dates can you make", "dates you can make", "dates", "availability", "available"),
    ),
    Field(
        "mode",
        "In person or online",
        "",
        ("how would you like to take part", "in person or online", "take part"),
    ),
    Field(
        "adjustments",
        "What helps the person take part",
        "",
        ("do you need any adjustments", "adjustments", "access needs", "access"),
    ),
    Field(
        "hard_note",
        "Anything that would make this hard",
        "Encrypted at once; only the facilitators of the group read it",
        (
            "is there anything that would make",
            "anything that would make this",
            "make this hard",
            "notes",
            "comments",
        ),
        is_private=True,
    ),
    Field(
        "notes",
        "Notes kept by whoever ran the sheet",
        "Adjustments in them are recognised; the rest is encrypted, for the facilitators only",
        ("notes", "note", "comments", "comment", "other information"),
        is_private=True,
    ),
    Field(
        "evaluation",
        "May be asked about the evaluation",
        "",
        ("happy to be contacted about the evaluation", "contacted", "evaluation"),
    ),
    Field(
        "sent",
        "When the person signed up",
        "Sets the order of applications",
        ("completion time", "submitted", "timestamp", "date received", "date rec d", "start time"),
    ),
)


def day_fields(days: Iterable[date]) -> tuple[Field, ...]:
    """A column for each first day of a group, as sheets kept by hand have them."""
    return tuple(
        Field(
            f"{DAY}{day.isoformat()}",
            f"Can make {day_words(day)}",
            "Y, yes or a tick where the person can; a question mark where they are not sure",
            ways_to_write(day),
        )
        for day in sorted(set(days))
    )


def days_in_headings(headings: Iterable[str]) -> tuple[Field, ...]:
    """A field for each heading that names a day, where no offer says which days there are."""
    named = dict.fromkeys(heading for heading in headings if names_a_day(heading))
    return tuple(Field(f"{DAY}{heading}", heading, "", (heading,)) for heading in named)
