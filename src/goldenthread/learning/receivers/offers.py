"""Offers and applications: what other floors may ask of them, and what the worker does."""

from datetime import datetime

from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.jobs import ticks
from goldenthread.learning import operations
from goldenthread.learning.operations import letter_templates
from goldenthread.learning.pages import feed as feed_panels
from goldenthread.learning.pages import offer_panels
from goldenthread.learning.queries import applicants, scopes
from goldenthread.messaging import kinds, links, stops
from goldenthread.messaging.terms import Pace
from goldenthread.ui import slots


def path_of_application(application_id: int) -> str:
    """The personal page of an application."""
    slug, token = applicants.token_of(application_id)
    return reverse("learning:apply_mine", args=(slug, token))


def why_not_to_write(application_id: int, now: datetime) -> str | None:
    """A message about an application is not sent once it is withdrawn or gone."""
    return applicants.why_not_to_write(application_id)


def keep_house(now: datetime) -> None:
    """Drafts nobody touched, notes whose purpose is over, offers whose day has come."""
    operations.delete_old_drafts(now=now)
    operations.delete_hard_notes_after_last_session(now)
    operations.move_offers_on(now=now, by=Actor.system(reason="the calendar of offers"))


# Answers to what somebody did a moment ago, and news that can stand with other news of the day.
ANSWERS = ("link", "received", "already_in", "withdrawn")
NEWS = ("application_eligible", "application_rescreened", "waiting_list", "place_expired")

scopes.register_scopes()
kinds.register(*(f"application_{kind}" for kind in ANSWERS), pace=Pace.AT_ONCE)
kinds.register(*NEWS, pace=Pace.CAN_WAIT)
for template in letter_templates.ALL:
    kinds.register_template(template)
links.register(applicants.LINK, path_of_application)
stops.register(applicants.LINK, why_not_to_write)
ticks.register("learning.keep_house", keep_house, every_minutes=15)
slots.register_panel("home.aside", offer_panels.home_thread)
slots.register_panel("programme.panels", offer_panels.programme_offers)
slots.register_panel("cohort.panels", offer_panels.cohort_notes)
slots.register_panel("my.panels", offer_panels.my_applications)
slots.register_panel("my.panels", feed_panels.my_calendar)
slots.register_todo(offer_panels.to_do)
