"""Things to settle before a plan is published, and the move that would settle each."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from goldenthread.learning.models import CohortPlan
from goldenthread.learning.queries.forming import Forming
from goldenthread.learning.queries.plan_checks import (
    Seated,
    breaks_of_move,
    broken_now,
    in_play,
    named,
    seated_of,
)
from goldenthread.learning.rules.plans import cohort_token, person_token, token_id, tokens_in

FIXES_SHOWN = 6


@dataclass(frozen=True)
class Fix:
    """One move that settles a thing and breaks nothing."""

    application_id: int
    name: str
    cohort_id: int
    cohort: str


@dataclass(frozen=True)
class Thing:
    """One thing to settle. `is_hard`: a rule is broken; otherwise it is a wish. `is_decided`: by a
    person, so nothing is left to do."""

    cohort_id: int | None
    cohort: str
    sentence: str
    is_hard: bool
    application_ids: tuple[int, ...]
    fix: Fix | None = None
    is_decided: bool = False


def decided_by_hand(plan: CohortPlan) -> set[int]:
    """People someone moved with a reason: what their move broke is a decision, not an oversight."""
    return {place.application_id for place in plan.places.all() if place.why and place.breaks}


def is_decided(thing: Thing, known: Forming, by_hand: Collection[int]) -> bool:
    """A person gave a reason for it, or it is only about people who were told already."""
    people = set(thing.application_ids)
    return bool(people & set(by_hand)) or (bool(people) and people <= set(known.settled))


def hard_things(known: Forming, seated: Seated) -> list[Thing]:
    """Every hard rule broken as the plan stands."""
    found = []
    for violation in broken_now(known, in_play(known, seated)).violations:
        people = [number for kind, number in tokens_in(violation.sentence) if kind == "P"]
        cohorts = [number for kind, number in tokens_in(violation.sentence) if kind == "C"]
        cohort_id = cohorts[0] if cohorts else _cohort_of(seated, people)
        found.append(
            Thing(
                cohort_id=cohort_id,
                cohort=known.cohort_names.get(cohort_id or 0, ""),
                sentence=named(violation.sentence, known),
                is_hard=True,
                application_ids=tuple(people),
            )
        )
    return found


def _cohort_of(seated: Seated, people: list[int]) -> int | None:
    tokens = [seated[person_token(pk)] for pk in people if person_token(pk) in seated]
    return token_id(tokens[0]) if tokens else None


def lonely_things(known: Forming, seated: Seated) -> list[Thing]:
    """Nobody should be the only one of their sector, where that can be avoided."""
    sector_of = {person_token(pk): a.card.sector_name for pk, a in known.applicants.items()}
    here = in_play(known, seated)
    whole = Counter(sector_of[person] for person in here)
    single = {c.id for c in known.problem.cohorts if c.single_organisation}
    return [
        _lonely(known, person, token, sector_of[person])
        for token in sorted(set(here.values()) - single)
        for person in _alone({p for p, c in here.items() if c == token}, sector_of)
        if sector_of[person] and whole[sector_of[person]] > 1
    ]


def _alone(people: set[str], sector_of: Mapping[str, str]) -> list[str]:
    counts = Counter(sector_of[person] for person in people)
    return sorted(person for person in people if counts[sector_of[person]] == 1)


def _lonely(known: Forming, person: str, token: str, sector: str) -> Thing:
    return Thing(
        cohort_id=token_id(token),
        cohort=known.cohort_names[token_id(token)],
        sentence=f"Only one person from {sector}. Nobody should be the only one of their sector,"
        " if that can be avoided.",
        is_hard=False,
        application_ids=(token_id(person),),
    )


def unsettled(known: Forming, plan: CohortPlan) -> list[str]:
    """Hard things nobody has decided, in sentences."""
    by_hand = decided_by_hand(plan)
    return [
        thing.sentence
        for thing in hard_things(known, seated_of(plan))
        if not is_decided(thing, known, by_hand)
    ]


def with_fixes(
    things: Iterable[Thing], known: Forming, seated: Seated, *, movable: Mapping[int, bool]
) -> list[Thing]:
    """The same things, the first few with a move that settles each."""
    shown = list(things)
    fixed = [
        replace(thing, fix=_fix_for(thing, known, seated, movable=movable))
        for thing in shown[:FIXES_SHOWN]
    ]
    return fixed + shown[FIXES_SHOWN:]


def _fix_for(
    thing: Thing, known: Forming, seated: Seated, *, movable: Mapping[int, bool]
) -> Fix | None:
    """The first move of someone concerned that settles the thing and breaks nothing.

    One that leaves nobody alone of their sector, if there is one; a rule goes before that wish.
    """
    found = [
        Fix(application_id, known.applicants[application_id].card.name, cohort_id, cohort)
        for application_id in thing.application_ids
        if movable.get(application_id, False)
        for cohort_id, cohort in known.cohort_names.items()
        if seated.get(person_token(application_id)) != cohort_token(cohort_id)
        and not breaks_of_move(known, seated, application_id, cohort_id)
    ]
    kind = [f for f in found if not _would_be_alone(known, seated, f.application_id, f.cohort_id)]
    best = kind or (found if thing.is_hard else [])
    return best[0] if best else None


def _would_be_alone(known: Forming, seated: Seated, application_id: int, cohort_id: int) -> bool:
    """The move would make them, or whoever stays, the only one of their sector."""
    sector = known.applicants[application_id].card.sector_name
    alike = Counter(
        cohort
        for person, cohort in seated.items()
        if known.applicants[token_id(person)].card.sector_name == sector
    )
    here = seated.get(person_token(application_id), "")
    return alike[cohort_token(cohort_id)] == 0 or alike[here] == 2
