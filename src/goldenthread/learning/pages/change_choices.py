"""Where changes of plans begin: what can be changed, what to choose from, and what was changed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from goldenthread.learning.queries.changes import CohortNow, Done, MayRun, Using
from goldenthread.learning.terms import ChangeKind
from goldenthread.ui.words import counted, listed, short_day, span, when


@dataclass(frozen=True)
class DoneLine:
    """A change that was made."""

    id: int
    words: str
    note: str
    may_put_back: bool


@dataclass(frozen=True)
class Option:
    """One thing that can be changed."""

    label: str
    href: str
    words: str


@dataclass(frozen=True)
class ChangesPage:
    """The page that all changes of plans begin on."""

    cohort_id: int
    cohort: str
    options: tuple[Option, ...]
    done: tuple[DoneLine, ...]


def changes_page(found: CohortNow, done: Sequence[Done]) -> ChangesPage:
    return ChangesPage(
        cohort_id=found.id,
        cohort=found.name,
        options=tuple(_options(found)),
        done=tuple(_done(one) for one in done),
    )


def _options(found: CohortNow) -> list[Option]:
    own = [found.id]
    options = [
        Option(
            "Move several sessions",
            reverse("learning:change_dates", args=own),
            "By the same number of days or weeks, with one message for all of them.",
        )
    ]
    if found.venue_id is not None:
        options.append(
            Option(
                f"{found.venue} cannot be used",
                reverse("learning:change_place", args=[found.venue_id]),
                "Everything that was to take place there, moved to another room or online.",
            )
        )
    options += [
        Option(
            f"Somebody else runs it instead of {name}",
            reverse("learning:change_facilitator", args=[found.id, person_id]),
            "See who is free. They begin at once, and the group is told.",
        )
        for person_id, name in found.facilitators
    ]
    options.append(
        Option(
            "Split it in two",
            reverse("learning:change_split", args=own),
            "Some people go to a new cohort, with sessions of its own.",
        )
    )
    options.append(
        Option(
            "Merge it into another cohort",
            reverse("learning:change_merge", args=own),
            "Everyone learns in another cohort of the offer from today on.",
        )
    )
    return options


def _done(one: Done) -> DoneLine:
    what = (
        f"{counted(one.sessions, 'session')} moved"
        if one.kind == ChangeKind.DATES
        else "The place changed"
    )
    return DoneLine(
        id=one.id,
        words=what,
        note=f"{when(one.made_at)}{', put back since' if one.is_undone else ''}",
        may_put_back=one.may_put_back,
    )


def session_choices(found: CohortNow) -> list[tuple[str, str]]:
    return [
        (str(one.id), f"Session {one.number}: {span(one.starts_at, one.ends_at)}")
        for one in found.coming
    ]


def people_choices(found: CohortNow) -> list[tuple[str, str]]:
    return [(str(person_id), name) for person_id, name in found.members]


def cohort_choices(rows: Sequence[Using]) -> list[tuple[str, str]]:
    """Each cohort with its dates, which all go with it."""
    return [(str(one.cohort_id), f"{one.cohort}, {one.offer}: {_dates(one)}") for one in rows]


def _dates(one: Using) -> str:
    return listed([short_day(start) for start, _ in one.dates])


def facilitator_choices(
    people: Sequence[MayRun], *, besides: int
) -> tuple[list[tuple[str, str]], Mapping[str, str]]:
    """The free ones to choose from, and the busy ones with what they have."""
    others = [one for one in people if one.person_id != besides]
    free = [(str(one.person_id), one.name) for one in others if not one.clashes]
    busy = {
        one.name: listed([f"{cohort} on {when(start)}" for cohort, start in one.clashes])
        for one in others
        if one.clashes
    }
    return free, busy


def hand_over_words(gives: str, busy: Mapping[str, str]) -> str:
    """Who is not free, and when, so that nobody looks for them."""
    said = f"{gives} is told that somebody else takes over, and not asked why."
    if busy:
        lines = " ".join(f"{name} is not free: {when_}." for name, when_ in busy.items())
        said = f"{said} {lines}"
    return said


def nobody_free(free: Sequence[tuple[str, str]]) -> str:
    return "" if free else "Nobody who runs your cohorts is free on all these dates. Add one first."


def cannot_split(found: CohortNow) -> str:
    if not found.coming:
        return "No session is to come, so there is nothing to split."
    return "" if len(found.members) > 1 else "A split needs at least two people in the cohort."


def cannot_merge(found: CohortNow, others: Collection[str]) -> str:
    if not found.members:
        return "Nobody belongs to this cohort. Call it off instead."
    return "" if others else "There is no other cohort in this offer."


def next_name(name: str) -> str:
    """A first idea for what the second is called."""
    return f"{name} two"[:100]


def back_from_room(using: Sequence[Using]) -> str:
    """To the first cohort that meets there, or home."""
    if not using:
        return reverse("home")
    return reverse("learning:change_list", args=[using[0].cohort_id])
