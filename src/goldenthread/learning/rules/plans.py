"""Rules for forming cohorts and moving people by hand."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

from goldenthread.access.terms import Refused
from goldenthread.learning.terms import PlanState
from goldenthread.ui.words import counted, plural

# How much mixing counts: sector before organisation before seniority and place.
WEIGHTS: Mapping[str, float] = {
    "sector": 3.0,
    "organisation": 2.0,
    "seniority": 1.0,
    "place": 1.0,
}
NEVER_ALONE = ("sector",)
STRATA = ("sector", "place", "dates")

# The method speaks in ids. These stand for people and cohorts until a page puts names to them, so
# that no stored sentence holds a name.
TOKEN = re.compile(r"\b([PC])(\d{7})\b")


APART_WORDS: Mapping[str, str] = {
    "line": "{first} and {second} would learn in the same room, and one is the other's line"
    " manager.",
    "team": "{first} and {second} would learn in the same room, and they are in one team.",
    "named": "{first} and {second} are kept apart and would learn in the same room.",
}
MOVED_BY_HAND = "Moved here by hand."


def person_token(application_id: int) -> str:
    return f"P{application_id:07d}"


def cohort_token(cohort_id: int) -> str:
    return f"C{cohort_id:07d}"


def token_id(token: str) -> int:
    return int(token[1:])


def tokens_in(text: str) -> tuple[tuple[str, int], ...]:
    """("P", 12) for each person and ("C", 3) for each cohort a sentence speaks of."""
    return tuple((kind, int(number)) for kind, number in TOKEN.findall(text))


def said(text: str, *, person: Callable[[int], str], cohort: Callable[[int], str]) -> str:
    """A sentence of the method with names in the place of ids."""

    def name(found: re.Match[str]) -> str:
        return (person if found[1] == "P" else cohort)(int(found[2]))

    return TOKEN.sub(name, text)


def apart(
    *,
    lines: Iterable[frozenset[int]],
    teams: Mapping[int, int | None],
    named: Iterable[frozenset[int]],
    one_organisation: Callable[[int], bool],
) -> frozenset[frozenset[int]]:
    """Pairs of people who are not placed together.

    A line manager and a report, people of one team, and pairs named by hand. People of one team
    may share a cohort where theirs is the organisation a cohort was made for.
    """
    by_team: dict[int, list[int]] = {}
    for person_id, team in teams.items():
        if team is not None:
            by_team.setdefault(team, []).append(person_id)
    same_team = {
        frozenset(pair)
        for members in by_team.values()
        for pair in combinations(sorted(members), 2)
        if not all(one_organisation(person_id) for person_id in pair)
    }
    return frozenset(lines) | frozenset(named) | same_team


def tier(priority: int, *, highest: int) -> int:
    """The greatest need is placed first: tier 0."""
    return highest - priority


def must_be_drawable(published: int) -> None:
    if published:
        raise Refused(
            "Places were offered in the order drawn, so the draw stays. New people are drawn"
            " after everyone else when cohorts are formed."
        )


def must_have_people(people: int, *, cohorts: int) -> None:
    if not cohorts:
        raise Refused("There is no cohort yet. Add one with its dates first.")
    if not people:
        raise Refused("Nobody is eligible yet. Screen the applications first.")


def must_be_draft(state: PlanState) -> None:
    if state == PlanState.PUBLISHED:
        raise Refused("This plan is published and people were told. Move members on their cohort.")
    if state == PlanState.SUPERSEDED:
        raise Refused("A newer plan took this one's place. Open the newer plan.")


def must_be_made(status: str) -> None:
    if status != "ok":
        raise Refused("No plan was made, so there is nothing to publish. See what would fix it.")


def must_say_why(breaks: Sequence[str], why: str) -> None:
    """Anything may be decided by a person, with a reason."""
    if breaks and not why.strip():
        raise Refused(f"Say why. {breaks[0]}")


def must_be_settled(unsettled: Sequence[str], why: str) -> None:
    if unsettled and not why.strip():
        raise Refused(
            f"{counted(len(unsettled), 'thing is', 'things are')} not settled yet."
            " Settle them, or say why you publish the plan as it is."
        )


def must_be_a_move(from_cohort_id: int | None, to_cohort_id: int | None, *, name: str) -> None:
    if from_cohort_id == to_cohort_id:
        where = "on the waiting list" if to_cohort_id is None else "in this cohort"
        raise Refused(f"{name} is {where} already. Choose somewhere else.")


def must_not_be_locked(*, is_locked: bool, name: str) -> None:
    if is_locked:
        raise Refused(f"{name} is locked in their cohort. Unlock them first.")


def must_still_be_free(*, has_place: bool, name: str) -> None:
    """Someone who has been told of a place is moved on the cohort, not on the plan."""
    if has_place:
        raise Refused(f"{name} has been offered a place already. Move them on their cohort's page.")


def must_have_room(*, is_full: bool) -> None:
    if is_full:
        raise Refused("That cohort is full. Let two people change places instead.")


def must_still_apply(*, is_in_play: bool) -> None:
    if not is_in_play:
        raise Refused("This person is no longer applying, so there is nobody to move.")


def must_be_in_a_cohort(cohort_id: int | None) -> None:
    if cohort_id is None:
        raise Refused("Someone on the waiting list has no seat to lock. Move them first.")


def must_be_undoable(*, has_moves: bool) -> None:
    if not has_moves:
        raise Refused("There is no move to undo.")


def must_differ(person_a: int, person_b: int) -> None:
    if person_a == person_b:
        raise Refused("Choose two different people.")


def waiting_sentence(*, dates: int, full: int, rank: int | None, of: int, not_running: int) -> str:
    """Why someone is on the waiting list, said to them: true, and about nobody else.

    `dates`: cohorts whose dates, mode and adjustments suit them. `full`: how many of those are
    full. `not_running`: how many of those are not going ahead.
    """
    if dates == 0:
        return (
            "None of the cohorts we can run now fits the dates, way of joining and adjustments"
            " you gave us."
        )
    drawn = f" You were drawn {ordinal(rank)} of {of}." if rank else ""
    if full + not_running < dates:
        return (
            "There was no seat for you that fits everything we have to arrange: seats, dates,"
            f" adjustments, and a mix of people from different work.{drawn}"
        )
    if full == 0:
        return (
            f"{plural(dates, 'cohort that suits', 'cohorts that suit')} you"
            f" {'is' if dates == 1 else 'are'} not going ahead, because too few people could come."
        )
    return f"Every seat on your dates went to people drawn before you.{drawn}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th, 119th."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
