"""Matching what an applicant wrote, and changing their dates, in words."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.directory import queries as directory
from goldenthread.learning.forms.application import MODES
from goldenthread.learning.forms.application_steps import Asked, DatesForm
from goldenthread.learning.queries.applications import ApplicationCard
from goldenthread.learning.queries.own_dates import DatesNow

MOST_SHOWN = 12


@dataclass(frozen=True)
class ManagerChoice:
    """Someone the line manager may be."""

    id: int
    words: str


@dataclass(frozen=True)
class ApplicationStepPage:
    """A page about one application with one form on it."""

    title: str
    lead: str
    act: str
    name: str
    back: str


def manager_choices(actor: Actor, card: ApplicationCard) -> tuple[ManagerChoice, ...]:
    """People within reach whose name is like what was written, those who work there first."""
    found = directory.people(actor, card.line_manager).cards
    here = card.person.organisation_id if card.person else None
    others = [one for one in found if one.id != card.row.person_id]
    nearest = sorted(others, key=lambda one: (one.organisation_id != here, one.name))
    return tuple(
        ManagerChoice(one.id, ", ".join(filter(None, (one.name, one.title, one.organisation))))
        for one in nearest[:MOST_SHOWN]
    )


def _back(card: ApplicationCard) -> str:
    return reverse("learning:application_show", args=(card.id,))


def manager_page(card: ApplicationCard) -> ApplicationStepPage:
    return ApplicationStepPage(
        title=f"Who is “{card.line_manager}”?",
        lead=f"{card.row.name} wrote this as their line manager. If we know who it is, the two "
        "never share a group. Nobody is told.",
        act="Keep this answer",
        name=card.row.name,
        back=_back(card),
    )


def dates_page(card: ApplicationCard) -> ApplicationStepPage:
    return ApplicationStepPage(
        title=f"Dates that suit {card.row.name}",
        lead="Change these when they have told you. They count when groups are formed.",
        act="Change the dates",
        name=card.row.name,
        back=_back(card),
    )


def dates_form(known: DatesNow, data: Any = None) -> DatesForm:
    """The dates there are, with those chosen before ticked."""
    mode = next((name for name, modes in MODES.items() if set(modes) == set(known.modes)), "")
    initial = {"dates": [str(pk) for pk in known.chosen], "mode": mode}
    return DatesForm(data, asked=Asked(dates=known.asked), initial=initial)
