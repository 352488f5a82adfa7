"""Matching what an applicant wrote, and changing their dates, in words."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from goldenthread.learning.forms.application import MODES
from goldenthread.learning.forms.application_steps import Asked, DatesForm
from goldenthread.learning.queries.about import About
from goldenthread.learning.queries.own_dates import DatesNow


@dataclass(frozen=True)
class ApplicationStepPage:
    """A page about one application with one form on it."""

    title: str
    lead: str
    act: str
    name: str
    back: str


def _back(one: About) -> str:
    return reverse("learning:application_show", args=(one.id,))


def manager_page(one: About) -> ApplicationStepPage:
    return ApplicationStepPage(
        title=f"Who is “{one.line_manager}”?",
        lead=f"{one.name} wrote this as their line manager. If we know who it is, the two "
        "never share a group. Nobody is told.",
        act="Keep this answer",
        name=one.name,
        back=_back(one),
    )


def dates_page(one: About) -> ApplicationStepPage:
    return ApplicationStepPage(
        title=f"Dates that suit {one.name}",
        lead="Change these when they have told you. They count when groups are formed.",
        act="Change the dates",
        name=one.name,
        back=_back(one),
    )


def dates_form(known: DatesNow, data: Any = None) -> DatesForm:
    """The dates there are, with those chosen before ticked."""
    mode = next((name for name, modes in MODES.items() if set(modes) == set(known.modes)), "")
    initial = {"dates": [str(pk) for pk in known.chosen], "mode": mode}
    return DatesForm(data, asked=Asked(dates=known.asked), initial=initial)
