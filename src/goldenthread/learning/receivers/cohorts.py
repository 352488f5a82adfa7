"""Cohorts, places and registers: what other floors may ask of them, and what the worker does."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models.signals import post_save
from django.urls import reverse
from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.directory.models import Person
from goldenthread.jobs import registry, ticks
from goldenthread.learning.operations import facilitators, forming, place_reminders, places
from goldenthread.learning.operations.telling import MEMBERSHIP, PLACE, WAITING
from goldenthread.learning.pages import taking_part
from goldenthread.learning.pages.person_panel import person_panel
from goldenthread.learning.pages.todos import learning_todos
from goldenthread.learning.queries import facilitating as asking
from goldenthread.learning.queries import stops
from goldenthread.messaging import links
from goldenthread.messaging import stops as messaging
from goldenthread.ui import slots


def form_cohorts(run: registry.JobRun) -> Mapping[str, Any]:
    """The job behind “Form cohorts”."""
    plan_id = forming.form_cohorts(
        offer_id=run.payload["offer_id"],
        seed=run.payload["seed"],
        now=timezone.now(),
        by=run.by,
        report=run.report,
    )
    return forming.ending_of(plan_id)


def expire_places(now: datetime) -> int:
    """Seats whose time to answer is over go to the next person."""
    return places.expire_places(now=now, by=Actor.system(reason="places that ran out"))


def remind_places(now: datetime) -> int:
    """People who have not answered, while there is time."""
    by = Actor.system(reason="places that run out soon")
    return place_reminders.remind_places(now=now, by=by)


def path_of_asking(invitation_id: int) -> str:
    """The page on which somebody answers whether they run a cohort."""
    return reverse("learning:facilitator_answer", args=[asking.token_of(invitation_id)])


def follow_account(
    instance: Person, update_fields: frozenset[str] | None = None, **_: object
) -> None:
    """An account was connected to a person: their cohorts bring it roles."""
    if instance.user_id and "user" in (update_fields or ()):
        facilitators.follow_account(person_id=instance.pk, on=timezone.localdate())


post_save.connect(follow_account, sender=Person)
registry.register(forming.KIND, form_cohorts, about="Forming cohorts")
ticks.register("learning.expire_places", expire_places, every_minutes=5)
ticks.register("learning.remind_places", remind_places, every_minutes=15)
messaging.register(PLACE, stops.about_place)
messaging.register(MEMBERSHIP, stops.about_membership)
messaging.register(WAITING, stops.about_waiting)
messaging.register(asking.LINK, asking.why_not_to_ask)
links.register(asking.LINK, path_of_asking)
slots.register_panel("person.panels", person_panel)
slots.register_panel("organisation.panels", taking_part.organisation_panel)
slots.register_panel("home.aside", taking_part.own_organisations_panel)
slots.register_todo(learning_todos)
