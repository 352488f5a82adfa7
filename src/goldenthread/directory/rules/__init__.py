"""Rules of the directory: how names are compared, what an outside identifier looks like."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, time, timedelta

from goldenthread.access.terms import Refused
from goldenthread.directory.terms import ContactBy, IdentifierScheme, RequestState
from goldenthread.search.rules import plain

PAUSES = (2, 4, 8, 12)  # weeks
NOISE = re.compile(
    r"\b(?:nhs (?:foundation )?trust|nhs ft|foundation trust|nhs|limited|ltd|plc|cic|"
    r"community interest company)\b"
)
ENGLISH_TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "revd")
OTHER_TITLES = ("sir", "dame", "lady", "lord", "reverend", "sgt")
TITLES = frozenset({*ENGLISH_TITLES, *OTHER_TITLES})
# Titles of other languages that are also names: only in small letters are they a title.
SMALL_TITLES = frozenset(("pan", "pani", "herr", "frau", "señor", "señora"))


def folded(text: str) -> str:
    """`plain` without the noise of a legal form ('NHS Foundation Trust', 'Ltd', 'CIC')."""
    simple = plain(text)
    return " ".join(NOISE.sub(" ", simple).split()) or simple


def organisation_key(text: str) -> str:
    """`folded` without 'the' in front and without spaces, which people leave out."""
    return folded(text).removeprefix("the ").replace(" ", "")[:200]


def without_title(name: str) -> str:
    """'Dr  Alex Evans ' → 'Alex Evans'; a name that is only a title stays."""
    words = name.split()
    while len(words) > 1 and is_title(words[0]):
        words = words[1:]
    return " ".join(words)


def is_title(word: str) -> bool:
    """'Dr', 'MRS.', 'pan'; not 'Pan', which is a name."""
    return word.rstrip(".").casefold() in TITLES or word in SMALL_TITLES


def person_key(name: str) -> str:
    """A person's name for matching: no title, case, accents, punctuation."""
    return plain(without_title(name))[:200]


def email_key(email: str) -> str | None:
    """One address, one key; None when there is none, so that several people may have none."""
    return unicodedata.normalize("NFC", email.strip()).casefold() or None


# What each scheme looks like, and the sentence that helps when it does not.
SHAPES: dict[IdentifierScheme, tuple[re.Pattern[str], str]] = {
    IdentifierScheme.ODS: (
        re.compile(r"[A-Z0-9]{3,6}"),
        "An ODS code is 3 to 6 letters and numbers, like RXX or A81001.",
    ),
    IdentifierScheme.URN: (
        re.compile(r"[1-9]\d{5}"),
        "A school's URN is 6 numbers, like 123456.",
    ),
    IdentifierScheme.COMPANY: (
        re.compile(r"(?:\d{8}|[A-Z]{2}\d{6}|R\d{7})"),
        "A company number is 8 numbers, or 2 letters and 6 numbers, like 01234567 or SC123456.",
    ),
    IdentifierScheme.CHARITY: (
        re.compile(r"(?:[1-9]\d{5,6}(?:-\d{1,3})?|SC0\d{5}|NIC1\d{5})"),
        "A charity number is 6 or 7 numbers, like 1234567; in Scotland SC0 and 5 numbers; "
        "in Northern Ireland NIC1 and 5 numbers.",
    ),
    IdentifierScheme.OTHER: (
        re.compile(r"\S.{0,58}\S|\S"),
        "Write the number as it stands in the other register, at most 60 letters.",
    ),
}


def identifier(scheme: IdentifierScheme, value: str) -> str:
    """The identifier in its own spelling, or Refused with what it should look like."""
    tidy = value.strip()
    if scheme != IdentifierScheme.OTHER:
        tidy = re.sub(r"\s", "", tidy).upper()
    if scheme == IdentifierScheme.COMPANY and tidy.isdigit():
        tidy = tidy.zfill(8)
    shape, sentence = SHAPES[scheme]
    if not shape.fullmatch(tidy):
        raise Refused(sentence)
    return tidy


def must_not_circle(child_id: int, parent_id: int, parents: Mapping[int, int | None]) -> None:
    """A place or organisation never lies inside itself, however far up."""
    step: int | None = parent_id
    seen: set[int] = set()
    while step is not None and step not in seen:
        if step == child_id:
            raise Refused("It cannot be part of itself. Choose another.")
        seen.add(step)
        step = parents.get(step)


def must_end_after_start(starts_on: date, ends_on: date) -> None:
    """A post lasts at least a day."""
    if ends_on < starts_on:
        raise Refused("The last day is before the first day. Choose a later last day.")


QUIET_BOTH = "Enter both times of your quiet hours, or neither."
QUIET_SAME = "Enter two different times for your quiet hours."
FORGOTTEN = "A person who asked to be forgotten"


def must_be_quiet_hours(start: time | None, end: time | None) -> None:
    """Both ends or neither; they may pass midnight."""
    if (start is None) != (end is None):
        raise Refused(QUIET_BOTH)
    if start is not None and start == end:
        raise Refused(QUIET_SAME)


def must_be_reachable(contact_by: str, *, email: str, phone: str) -> None:
    """A way to be reached needs something to reach them by."""
    if contact_by == ContactBy.EMAIL and not email:
        raise Refused("Enter an email address, or choose another way to be contacted.")
    if contact_by == ContactBy.PHONE and not phone:
        raise Refused("Add a phone number to your details first, or choose another way.")


def must_be_waiting(state: RequestState) -> None:
    if state is not RequestState.WAITING:
        raise Refused("This has been answered already.")


def paused_until(weeks: int, *, today: date) -> date:
    """The day on which messages may come again."""
    if weeks not in PAUSES:
        raise Refused("Choose how long to pause.")
    return today + timedelta(weeks=weeks)
