"""Cohorts, places and registers: what other floors may ask of them, and what the worker does."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.jobs import registry, ticks
from goldenthread.learning.operations import forming, places
from goldenthread.learning.operations.telling import MEMBERSHIP, PLACE, WAITING
from goldenthread.learning.queries import stops
from goldenthread.messaging import stops as messaging


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


registry.register(forming.KIND, form_cohorts)
ticks.register("learning.expire_places", expire_places, every_minutes=5)
messaging.register(PLACE, stops.about_place)
messaging.register(MEMBERSHIP, stops.about_membership)
messaging.register(WAITING, stops.about_waiting)
