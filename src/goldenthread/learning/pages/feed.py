"""A person's own calendar address, worded."""

from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.learning.queries.feed import OwnFeed
from goldenthread.ui.slots import Panel
from goldenthread.ui.words import day

HOW = (
    "In your calendar, look for “subscribe”, “add from the internet” or “add by URL”, and paste "
    "the address there.",
    "Your sessions show there and follow every change. How often it looks is up to your calendar; "
    "some look once a day.",
    "Whoever has the address can see when you meet. Keep it to yourself, and make a new one if "
    "it got about.",
)
RENEW = (
    "You get a new address. It is shown once.",
    "The address you have now stops working at once. Calendars that use it stop being kept up.",
)
END = (
    "The address stops working at once.",
    "Entries that a calendar has already fetched may stay there until you remove them.",
)


def initial_of(feed: OwnFeed | None) -> dict[str, str] | None:
    if feed is None:
        return None
    return {"title": feed.title, "place": "yes" if feed.shows_place else "no"}


def state_words(feed: OwnFeed | None) -> str:
    if feed is None:
        return "You have none yet."
    return f"Made on {day(feed.made_at)}. Entries are called “{feed.title}”."


def my_calendar(actor: Actor, person_id: int) -> Panel:
    """On the page of the person who signed in, and on no other. Whether there is one is told
    where it leads, so that a page with much on it asks for nothing more."""
    context = {"href": reverse("learning:own_calendar")}
    return Panel("learning/_panel_calendar.jinja", context, position=25)
