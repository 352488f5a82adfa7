"""What a sign-up sheet can say, and the headings people give it."""

from goldenthread.imports.terms import Field

CRITERION = "criterion-"
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
        ("is there anything that would make", "anything that would make this", "make this hard"),
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
