"""Where one person of a draft plan could go, and what each move would break or settle."""

from dataclasses import dataclass
from datetime import date

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach
from goldenthread.directory.terms import PersonCard
from goldenthread.learning.queries.forming import Forming, forming
from goldenthread.learning.queries.plan_checks import (
    Seated,
    breaks_of_move,
    breaks_of_swap,
    broken_now,
    in_play,
    named,
    seated_of,
)
from goldenthread.learning.queries.plans import plan_with_places
from goldenthread.learning.rules.plans import cohort_token, person_token, token_id
from goldenthread.learning.terms import PlanState

SWAPS_SHOWN, SWAPS_TRIED = 3, 12


@dataclass(frozen=True)
class Swap:
    """Someone to change places with, so that nothing breaks."""

    application_id: int
    name: str
    sector_letter: str
    sector: str


@dataclass(frozen=True)
class Choice:
    """One place the person could go; cohort None is the waiting list."""

    cohort_id: int | None
    name: str
    free: int
    breaks: tuple[str, ...]
    rules: tuple[str, ...]
    settles: bool
    is_full: bool
    swaps: tuple[Swap, ...] = ()


@dataclass(frozen=True)
class MoveChoices:
    """The person, where they are, and where they could be."""

    plan_id: int
    offer_id: int
    offer: str
    is_draft: bool
    application_id: int
    card: PersonCard
    rank: int | None
    here: str
    cohort_id: int | None
    reason: str
    why: str
    is_locked: bool
    has_place: bool
    choices: tuple[Choice, ...]

    @property
    def may_move(self) -> bool:
        return self.is_draft and not self.is_locked and not self.has_place


def move_choices(actor: Actor, plan_id: int, application_id: int, *, on: date) -> MoveChoices:
    """Everything the move menu of one person says."""
    plan = plan_with_places(actor, plan_id)
    place = next((p for p in plan.places.all() if p.application_id == application_id), None)
    known = forming(actor, plan.offer_id, on=on)
    if place is None or application_id not in known.applicants:
        raise OutOfReach(f"application {application_id} in plan {plan_id}")
    applicant = known.applicants[application_id]
    found = MoveChoices(
        plan_id=plan_id,
        offer_id=plan.offer_id,
        offer=plan.offer.name,
        is_draft=PlanState(plan.state) == PlanState.DRAFT,
        application_id=application_id,
        card=applicant.card,
        rank=applicant.rank,
        here=known.cohort_names.get(place.cohort_id or 0, ""),
        cohort_id=place.cohort_id,
        reason=named(place.reason, known),
        why=place.why,
        is_locked=place.is_locked,
        has_place=application_id in known.settled,
        choices=(),
    )
    if not found.may_move:
        return found
    seated = in_play(known, seated_of(plan))
    locked = {p.application_id for p in plan.places.all() if p.is_locked}
    return MoveChoices(**{**found.__dict__, "choices": _choices(known, seated, found, locked)})


def _choices(
    known: Forming, seated: Seated, person: MoveChoices, locked: set[int]
) -> tuple[Choice, ...]:
    before = len(broken_now(known, seated).violations)
    fixed = locked | set(known.settled)
    targets = [pk for pk in known.cohort_names if pk != person.cohort_id]
    found = [
        _choice(known, seated, person.application_id, pk, before=before, fixed=fixed)
        for pk in targets
    ]
    if person.cohort_id is not None:
        found.append(
            _choice(known, seated, person.application_id, None, before=before, fixed=fixed)
        )
    return tuple(found)


def _choice(
    known: Forming,
    seated: Seated,
    application_id: int,
    cohort_id: int | None,
    *,
    before: int,
    fixed: set[int],
) -> Choice:
    broken = breaks_of_move(known, seated, application_id, cohort_id)
    token = cohort_token(cohort_id) if cohort_id is not None else ""
    seats = {cohort.id: cohort.maximum for cohort in known.problem.cohorts}
    here = [token_id(p) for p, c in seated.items() if c == token]
    free = seats.get(token, 0) - len(here)
    after = {p: c for p, c in seated.items() if p != person_token(application_id)}
    if token:
        after[person_token(application_id)] = token
    swaps = (
        _swaps(known, seated, application_id, [pk for pk in here if pk not in fixed])
        if broken.is_full
        else ()
    )
    return Choice(
        cohort_id=cohort_id,
        name=known.cohort_names[cohort_id] if cohort_id is not None else "Waiting list",
        free=max(0, free),
        breaks=broken.shown(known),
        rules=tuple(v.rule for v in broken.violations),
        settles=not broken and len(broken_now(known, after).violations) < before,
        is_full=broken.is_full,
        swaps=swaps,
    )


def _swaps(
    known: Forming, seated: Seated, application_id: int, others: list[int]
) -> tuple[Swap, ...]:
    """The first few who could come here while this person goes there; own sector first."""
    if person_token(application_id) not in seated:
        return ()
    sector = known.applicants[application_id].card.sector_code
    ordered = sorted(others, key=lambda pk: (known.applicants[pk].card.sector_code != sector, pk))
    found: list[Swap] = []
    for pk in ordered[:SWAPS_TRIED]:
        if breaks_of_swap(known, seated, application_id, pk):
            continue
        card = known.applicants[pk].card
        found.append(Swap(pk, card.name, card.sector_letter, card.sector_name))
        if len(found) == SWAPS_SHOWN:
            break
    return tuple(found)
