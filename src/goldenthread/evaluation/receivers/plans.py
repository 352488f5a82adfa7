"""Waves follow the calendar and the registers; the worker opens, reminds and closes."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.evaluation.operations import figures, reminders, waves
from goldenthread.evaluation.pages import panels
from goldenthread.jobs import ticks
from goldenthread.learning import events
from goldenthread.learning.queries.thread import register_later_steps
from goldenthread.messaging import kinds, stops
from goldenthread.messaging.terms import Pace
from goldenthread.ui import slots


def _schedule(cohort_id: int, why: str) -> None:
    waves.schedule_cohort(
        cohort_id=cohort_id, now=timezone.now(), by=Actor.system(reason=f"waves follow {why}")
    )


@receiver(events.register_closed, dispatch_uid="evaluation.register_closed")
def follow_register(sender: object, *, cohort_id: int, **rest: Any) -> None:
    _schedule(cohort_id, "a closed register")


@receiver(events.session_moved, dispatch_uid="evaluation.session_moved")
def follow_calendar(sender: object, *, cohort_id: int, **rest: Any) -> None:
    _schedule(cohort_id, "a session that moved")


@receiver(events.membership_changed, dispatch_uid="evaluation.membership_changed")
def follow_membership(sender: object, *, cohort_id: int, **rest: Any) -> None:
    _schedule(cohort_id, "a change of membership")


def keep_figures(now: datetime) -> int:
    """Figures grow when nobody can answer, and stay as they are while somebody can."""
    return figures.keep_changed(now=now, by=figures.KEEPER)


def open_due(now: datetime) -> int:
    """Ask everyone whose moment has come, once what was shown before is kept."""
    keep_figures(now)
    return reminders.open_due(now=now, by=Actor.system(reason="opening waves"))


def remind_due(now: datetime) -> int:
    """Remind those whom a reminder is due."""
    return reminders.remind_due(now=now, by=Actor.system(reason="reminding"))


def close_due(now: datetime) -> int:
    """Close what is over."""
    return reminders.close_due(now=now, by=Actor.system(reason="closing waves"))


kinds.register("wave_invitation", "wave_reminder", "interview_invitation", pace=Pace.CAN_WAIT)
slots.register_panel("offer.panels", panels.offer_panel)
slots.register_panel("cohort.panels", panels.cohort_panel)
slots.register_todo(panels.todos)
register_later_steps(panels.later_steps)
stops.register(reminders.CHECK_KIND, reminders.reason_against)
ticks.register("evaluation.close_due", close_due)
ticks.register("evaluation.open_due", open_due)
ticks.register("evaluation.remind_due", remind_due)
