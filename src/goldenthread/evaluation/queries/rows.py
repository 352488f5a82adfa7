"""Raw rows of one plan: who was asked and what was answered. For this floor alone; no page, no
export and no report reads them but through the disclosure door."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.directory import queries as directory
from goldenthread.evaluation.models import Invitation, Response
from goldenthread.evaluation.queries.plans import PlanCard
from goldenthread.evaluation.terms import ASKED, Arm, InvitationState
from goldenthread.instruments.queries import frozen_version
from goldenthread.instruments.terms import Answer, ItemView
from goldenthread.learning.terms import CohortPolicy
from goldenthread.methods.disclosure import Audience
from goldenthread.ui.words import in_london


@dataclass(frozen=True)
class Asked:
    """One person asked in one wave."""

    person_id: int
    cohort_id: int
    arm: Arm
    state: InvitationState
    on: date


@dataclass(frozen=True)
class Answered:
    """One person's answers, without the person."""

    arm: str
    answers: Mapping[str, Answer]


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What the steps are made of; raw, for this floor alone."""

    asked: Counter[int]
    answered: Counter[int]
    spoke: Counter[int]


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Rows by wave, questions by version, and the organisation of each person asked.

    Organisations are left out for the evaluation team, whose view does not depend on them.
    """

    asked: Mapping[int, Sequence[Asked]]
    answered: Mapping[int, Sequence[Answered]]
    items: Mapping[int, Sequence[ItemView]]
    organisations: Mapping[int, int]

    def organisations_of(self, asked: Iterable[Asked]) -> set[int]:
        found = {self.organisations.get(row.person_id) for row in asked}
        return {pk for pk in found if pk is not None}


def rows_of(card: PlanCard, *, audience: Audience) -> Rows:
    """Everything the findings of one plan are made of, for callers that have checked reach."""
    asked = _asked(card.id)
    return Rows(
        asked=asked,
        answered=_answered(card.id),
        items={
            wave.id: frozen_version(wave.draft.instrument_version_id, wave.digest).items
            for wave in card.waves
            if wave.draft.instrument_version_id and wave.digest
        },
        organisations={} if audience is Audience.EVALUATION_TEAM else _organisations(asked),
    )


def _asked(plan_id: int) -> dict[int, list[Asked]]:
    found: dict[int, list[Asked]] = defaultdict(list)
    rows = Invitation.objects.filter(wave__plan_id=plan_id, state__in=ASKED)
    for wave_id, person_id, cohort_id, policy, state, due_at in rows.values_list(
        "wave_id", "person_id", "cohort_id", "cohort__policy", "state", "due_at"
    ):
        single = policy == CohortPolicy.SINGLE_ORGANISATION
        arm = Arm.SINGLE_ORGANISATION if single else Arm.MIXED
        on = in_london(due_at).date()
        found[wave_id].append(Asked(person_id, cohort_id, arm, InvitationState(state), on))
    return found


def _answered(plan_id: int) -> dict[int, list[Answered]]:
    """Ordered by a random id: nothing tells who answered when."""
    found: dict[int, list[Answered]] = defaultdict(list)
    rows = Response.objects.filter(wave__plan_id=plan_id).order_by("pk")
    for wave_id, arm, answers in rows.values_list("wave_id", "arm", "answers"):
        found[wave_id].append(Answered(arm, answers))
    return found


def _organisations(asked: Mapping[int, Sequence[Asked]]) -> dict[int, int]:
    """Where each person worked when the latest wave was asked."""
    everyone = [row for rows in asked.values() for row in rows]
    if not everyone:
        return {}
    found = directory.organisation_of(
        {row.person_id for row in everyone}, max(row.on for row in everyone)
    )
    return {person_id: row.id for person_id, row in found.items()}
