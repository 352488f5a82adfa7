"""Each change of plans as one thing: what it does, what is said before it, where it leads."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach
from goldenthread.learning.forms import changes as forms
from goldenthread.learning.operations import handing_over, merging, relocating, shifting, splitting
from goldenthread.learning.operations.rehearsing import Rehearsed
from goldenthread.learning.pages import change_choices as choices
from goldenthread.learning.pages import changes as pages
from goldenthread.learning.pages.changes import Preview
from goldenthread.learning.queries.changes import CohortNow, MayRun, Using
from goldenthread.ui.words import plural


class Work(Protocol):
    """Does it; as a trial, tells what a person would have to give a reason for."""

    def __call__(self, *, is_trial: bool) -> Any: ...


@dataclass(frozen=True)
class Doing:
    """Who changes it, when, and how it stood when they opened the page."""

    by: Actor
    now: datetime
    seen: str

    @property
    def given(self) -> dict[str, Any]:
        return {"by": self.by, "now": self.now, "seen": self.seen}


@dataclass(frozen=True)
class Change:
    """One change: the work itself, what is said before it, and where it leads.

    `empty` says why there is nothing to change; `shows` are people whose names stand in the form.
    """

    title: str
    lead: str
    back: str
    subject: tuple[str, int]
    work: Work
    preview: Callable[[Rehearsed[Any]], Preview]
    done: Callable[[Any], str]
    seen: str = ""
    empty: str = ""
    shows: Collection[int] = ()


def _change(found: CohortNow, **rest: Any) -> Change:
    """Of one cohort: from its list of changes, and back to its page."""
    return Change(
        back=reverse("learning:change_list", args=[found.id]),
        subject=("cohort", found.id),
        seen=found.seen,
        **{"done": lambda _: _page_of(found.id), **rest},
    )


def _page_of(cohort_id: int) -> str:
    return reverse("learning:cohort_show", args=[cohort_id])


def dates(found: CohortNow, *, form: forms.MoveSessionsForm, doing: Doing) -> Change:
    """Several sessions move by the same stretch."""

    def work(*, is_trial: bool) -> Any:
        return shifting.move_sessions(cohort_id=found.id, **form.details(), **doing.given)

    return _change(
        found,
        title=f"Move sessions of {found.name}",
        lead="You see what everyone would read before anything happens.",
        empty="" if found.coming else "No session is to come.",
        work=work,
        preview=lambda tried: pages.dates_preview(found, tried),
    )


@dataclass(frozen=True)
class HandOver:
    """Who hands over, and who could take it on."""

    person_id: int
    name: str
    free: Sequence[tuple[str, str]]
    busy: Mapping[str, str]


def handing(found: CohortNow, *, person_id: int, people: Sequence[MayRun]) -> HandOver:
    """Somebody who runs this cohort, or OutOfReach."""
    name = dict(found.facilitators).get(person_id)
    if name is None:
        raise OutOfReach(f"person {person_id} does not run cohort {found.id}")
    free, busy = choices.facilitator_choices(people, besides=person_id)
    return HandOver(person_id, name, free, busy)


def hand_over(
    found: CohortNow, *, hands: HandOver, form: forms.HandOverForm, doing: Doing
) -> Change:
    """Somebody else runs it."""

    def work(*, is_trial: bool) -> Any:
        return handing_over.hand_over(
            cohort_id=found.id, from_person_id=hands.person_id, **form.details(), **doing.given
        )

    return _change(
        found,
        title=f"Somebody else runs {found.name}",
        lead=choices.hand_over_words(hands.name, hands.busy),
        empty=choices.nobody_free(hands.free),
        work=work,
        preview=lambda tried: pages.hand_over_preview(
            found, gives=hands.name, takes=dict(hands.free)[form.taker], tried=tried
        ),
    )


def place(
    venue_id: int, *, room: str, using: Sequence[Using], form: forms.PlaceForm, doing: Doing
) -> Change:
    """A room is lost: whoever counted on it meets elsewhere."""
    back = choices.back_from_room(using)

    def work(*, is_trial: bool) -> Any:
        return relocating.change_place(
            leaving=venue_id, now=doing.now, by=doing.by, **form.details()
        )

    return Change(
        title=f"{room} cannot be used",
        lead="Choose whose sessions to come move, and where to. You see it first.",
        back=back,
        subject=("venue", venue_id),
        empty="" if using else f"No session to come takes place in {room}.",
        work=work,
        preview=lambda tried: pages.place_preview(form.where, tried),
        done=lambda _: back,
    )


def split(found: CohortNow, *, form: forms.SplitForm, doing: Doing) -> Change:
    """Some people go to a new cohort."""

    def work(*, is_trial: bool) -> Any:
        return splitting.split_cohort(
            cohort_id=found.id, is_trial=is_trial, **form.details(), **doing.given
        )

    return _change(
        found,
        title=f"Split {found.name} in two",
        lead="The new cohort gets the sessions to come, with their safety plans.",
        empty=choices.cannot_split(found),
        work=work,
        shows=[person_id for person_id, _ in found.members],
        preview=lambda tried: pages.split_preview(found, form.cleaned_data["name"], tried),
        done=lambda done: _page_of(done.cohort_id),
    )


def merge(found: CohortNow, *, form: forms.MergeForm, doing: Doing) -> Change:
    """Everyone joins another cohort."""

    def work(*, is_trial: bool) -> Any:
        return merging.merge_cohorts(
            from_cohort_id=found.id, is_trial=is_trial, **form.details(), **doing.given
        )

    return _change(
        found,
        title=f"Merge {found.name} into another cohort",
        lead=f"{plural(len(found.members), 'person', 'people')} would learn there from today on.",
        empty=choices.cannot_merge(found, form.names),
        work=work,
        preview=lambda tried: pages.merge_preview(found, form.into, tried),
        done=lambda done: _page_of(done.cohort_id),
    )
