"""When a message is tried again, and when we stop trying."""

import re
from datetime import datetime, timedelta

from django.conf import settings

from goldenthread.access.terms import Refused
from goldenthread.messaging.terms import MessageState

MOST_ATTEMPTS = 5
# Waiting after the first, second, third and fourth try: an outage of a working morning is bridged.
DELAYS = (
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=4),
)
OBJECT = re.compile(r"^BEGIN:VCALENDAR\r?$.*?^END:VCALENDAR\r?\n?", re.MULTILINE | re.DOTALL)
HOLD = timedelta(minutes=10)
# While there is no mail server at all, messages keep: a long weekend is bridged, and more.
DOWN_DELAY = timedelta(hours=1)
DOWN_AT_MOST = timedelta(days=7)
NOT_TAKEN = (
    "The mail server did not take this message after five tries. "
    "Check the mail settings, then send it again."
)
CAME_BACK = (
    "A message to this address came back, so nothing more is sent there. Ask the person another "
    "way. When the address is corrected, or works again, send it again."
)
NO_SERVER = (
    "There was no mail server to take this message for a week. "
    "Check the mail settings, then send it again."
)
NO_SUCH_ADDRESS = "The mail server says this address is not in use. Check it, then send it again."
NOT_AN_ADDRESS = "This does not read as an email address. Correct it, then send it again."
NO_LINK = "The personal link in this message leads to something that is no longer there."
NO_ADDRESS = "We do not write to this person by email, or we hold no address."


def has_a_way_out() -> bool:
    """A demonstration sends nothing to anyone, whatever its settings say."""
    return not settings.DEMO


def next_try(now: datetime, *, attempts: int) -> datetime | None:
    """When to try again after this many tries, or None when it is time to stop trying."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return now + DELAYS[min(attempts, len(DELAYS)) - 1]


def next_try_when_down(now: datetime, *, attempts: int, due_at: datetime) -> datetime | None:
    """When to try again while there is no mail server; None when a week has gone by."""
    if now - due_at >= DOWN_AT_MOST:
        return None
    return now + min(DELAYS[min(attempts, len(DELAYS)) - 1], DOWN_DELAY)


def address_key(address: str) -> str:
    """Under which an address is found again."""
    return address.strip().lower()[:254]


def one_line(text: str) -> str:
    """A subject is one line, whatever it was made from."""
    return " ".join(text.split())


def calendar_objects(text: str) -> tuple[str, ...]:
    """Each calendar object of a stored text. RFC 5546 allows one meeting in an object that invites
    or removes, so every meeting is an object of its own. A folded line starts with a blank, so an
    end within somebody's words never stands at the start of a line."""
    return tuple(OBJECT.findall(text)) or ((text,) if text else ())


def entry_names(count: int) -> tuple[str, ...]:
    """Plain file names, one for each calendar object."""
    if count == 1:
        return ("calendar-entry.ics",)
    return tuple(f"calendar-entry-{number}.ics" for number in range(1, count + 1))


def may_be_sent_again(state: str) -> bool:
    """Only what could not be delivered; what was stopped had a reason."""
    return state == MessageState.NOT_DELIVERED


def must_be_sendable_again(state: str) -> None:
    """Refuse anything else."""
    if not may_be_sent_again(state):
        raise Refused("Only a message that could not be delivered can be sent again.")
