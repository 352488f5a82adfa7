"""Waves in counts and dates: how many are asked when, and where each wave stands. Never who."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, Q, QuerySet

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.evaluation.models import Invitation
from goldenthread.evaluation.queries import figures
from goldenthread.evaluation.queries.figures import Kept
from goldenthread.evaluation.queries.paths import paths_of_offer
from goldenthread.evaluation.queries.plans import PlanCard, WaveRow
from goldenthread.evaluation.rules import waves as rules
from goldenthread.evaluation.rules.steps import FEWEST_ASKED
from goldenthread.evaluation.rules.waves import WaveTiming
from goldenthread.evaluation.terms import (
    ASKED,
    TO_COME,
    InvitationState,
    PlanState,
    WaveDraft,
    WaveKind,
)
from goldenthread.learning.models import Cohort
from goldenthread.methods.disclosure import Audience
from goldenthread.ui.words import in_london


@dataclass(frozen=True, kw_only=True)
class Told:
    """How many were asked, and how many answered; as of a day, when more have been asked since."""

    asked: int
    answered: int | None = None
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class WaveStates:
    """Where one wave stands, in people.

    `told` stands in for everyone who was asked where counts would tell who answered: how many
    were asked, and how many answered as of which day, as far as that may be said.
    """

    wave: WaveRow
    people: Mapping[InvitationState, int]
    told: Told | None = None

    def count(self, *states: InvitationState) -> int:
        return sum(self.people.get(state, 0) for state in states)


@dataclass(frozen=True, kw_only=True)
class CalendarLine:
    """Some people of one cohort are asked one thing on one day."""

    on: date
    wave_id: int
    wave: str
    cohort_id: int
    cohort: str
    people: int
    is_provisional: bool


@dataclass(frozen=True, kw_only=True)
class NextWave:
    """The next asking, or the one that is open now.

    `people` is None while it is open for a cohort or for a few: the count would tell who answered.
    """

    plan_id: int
    wave: str
    on: date
    people: int | None
    is_open: bool
    is_provisional: bool = False


def wave_states(actor: Actor, card: PlanCard) -> tuple[WaveStates, ...]:
    """Counts by state for each wave of a plan the actor has reached.

    Evaluators, who may join answers to people, see each number as it is. For others a number that
    moved when one cohort or one late joiner answered would tell of them.
    """
    actor.must_reach(Permission.WAVE_VIEW, "offer", card.offer_id)
    rows = Invitation.objects.filter(wave__plan_id=card.id).order_by()
    found: dict[int, dict[InvitationState, int]] = defaultdict(dict)
    for wave_id, state, people in rows.values_list("wave_id", "state").annotate(Count("pk")):
        found[wave_id][InvitationState(state)] = people
    joins = actor.may_reach(Permission.ANSWER_LINK, "offer", card.offer_id)
    kept = {} if joins else figures.kept_of(card.id, Audience.PROGRAMME_TEAM)
    return tuple(
        WaveStates(
            wave=wave,
            people=found.get(wave.id, {}),
            told=None if joins else _told(found.get(wave.id, {}), kept.get(wave.id)),
        )
        for wave in card.waves
    )


def _told(people: Mapping[InvitationState, int], kept: Kept | None) -> Told | None:
    asked = sum(people.get(state, 0) for state in ASKED)
    is_open = people.get(InvitationState.OPEN, 0) > 0
    if kept is not None:
        is_behind = is_open or asked != kept.asked
        return Told(asked=asked, answered=kept.answered, on=kept.on if is_behind else None)
    return Told(asked=asked) if is_open and asked < FEWEST_ASKED else None


def calendar(actor: Actor, card: PlanCard, *, now: datetime) -> tuple[CalendarLine, ...]:
    """Who is asked what when, by day, wave and cohort; for a draft, as it would be."""
    actor.must_reach(Permission.WAVE_VIEW, "offer", card.offer_id)
    counted = (
        _forecast(card, now=now) if card.state == PlanState.DRAFT else _scheduled(actor, card.id)
    )
    waves = {wave.id: wave for wave in card.waves}
    names = _cohort_names({cohort_id for _, _, cohort_id, _ in counted})
    lines = [
        CalendarLine(
            on=on,
            wave_id=wave_id,
            wave=waves[wave_id].label,
            cohort_id=cohort_id,
            cohort=names[cohort_id],
            people=people,
            is_provisional=is_provisional,
        )
        for (on, wave_id, cohort_id, is_provisional), people in counted.items()
    ]
    return tuple(sorted(lines, key=lambda one: (one.on, waves[one.wave_id].position, one.cohort)))


Key = tuple[date, int, int, bool]


def _within_sight(actor: Actor, rows: QuerySet[Invitation]) -> QuerySet[Invitation]:
    """Interviews are planned for whoever agreed to one, and only evaluators may know who did."""
    joins = actor.reach(Permission.ANSWER_LINK)
    if joins.everything:
        return rows
    return rows.exclude(
        ~Q(wave__plan__offer_id__in=joins.ids("offer")), wave__kind=WaveKind.INTERVIEW
    )


def _scheduled(actor: Actor, plan_id: int) -> Counter[Key]:
    found = Invitation.objects.filter(wave__plan_id=plan_id, state__in=TO_COME)
    rows = _within_sight(actor, found)
    counted: Counter[Key] = Counter()
    for due_at, wave_id, cohort_id, state in rows.values_list(
        "due_at", "wave_id", "cohort_id", "state"
    ):
        is_provisional = state == InvitationState.PROVISIONAL
        counted[in_london(due_at).date(), wave_id, cohort_id, is_provisional] += 1
    return counted


def _forecast(card: PlanCard, *, now: datetime) -> Counter[Key]:
    """As if the plan were live now. Interviews are left out: nobody has agreed yet."""
    paths = paths_of_offer(card.offer_id)
    counted: Counter[Key] = Counter()
    for wave in card.waves:
        if wave.is_interview:
            continue
        for path in paths.values():
            wanted = rules.asking(timing_of(wave.draft), path, now=now)
            if wanted is not None:
                on = in_london(wanted.due_at).date()
                counted[on, wave.id, path.cohort_id, wanted.is_provisional] += 1
    return counted


def timing_of(draft: WaveDraft) -> WaveTiming:
    return WaveTiming(
        anchor=draft.anchor,
        months=draft.months,
        lead_days=draft.lead_days,
        open_days=draft.open_days,
    )


def _cohort_names(cohort_ids: Collection[int]) -> dict[int, str]:
    return dict(Cohort.objects.filter(pk__in=cohort_ids).values_list("pk", "name"))


def next_waves(
    actor: Actor, *, offer_id: int | None = None, cohort_id: int | None = None
) -> tuple[NextWave, ...]:
    """What is open now, then what comes next, for the panels of an offer or a cohort."""
    reach = actor.reach(Permission.WAVE_VIEW)
    if not reach:
        return ()
    rows = Invitation.objects.filter(wave__plan__state=PlanState.LIVE).order_by()
    if not reach.everything:
        rows = rows.filter(wave__plan__offer_id__in=reach.ids("offer"))
    rows = _within_sight(actor, rows)
    if offer_id is not None:
        rows = rows.filter(wave__plan__offer_id=offer_id)
    if cohort_id is not None:
        rows = rows.filter(cohort_id=cohort_id)
    grouped = (
        rows.filter(state__in=[*TO_COME, InvitationState.OPEN])
        .values_list("wave__plan_id", "wave__label", "state")
        .annotate(people=Count("pk"), due=Min("due_at"), closes=Min("closes_at"))
    )
    found = [
        NextWave(
            plan_id=plan_id,
            wave=label,
            on=in_london(closes if state == InvitationState.OPEN else due).date(),
            people=None
            if state == InvitationState.OPEN and (cohort_id is not None or people < FEWEST_ASKED)
            else people,
            is_open=state == InvitationState.OPEN,
            is_provisional=state == InvitationState.PROVISIONAL,
        )
        for plan_id, label, state, people, due, closes in grouped
    ]
    opened = sorted((one for one in found if one.is_open), key=lambda one: one.on)
    ahead = sorted((one for one in found if not one.is_open), key=lambda one: one.on)
    return (*opened, *ahead[:1])


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A wave that opens within days."""

    plan_id: int
    offer: str
    wave: str
    on: date
    people: int


def openings(actor: Actor, *, until: datetime) -> tuple[Opening, ...]:
    """Waves within reach that open before then, soonest first."""
    reach = actor.reach(Permission.WAVE_SEND)
    if not reach:
        return ()
    rows = Invitation.objects.filter(
        state=InvitationState.PLANNED, due_at__lte=until, wave__plan__state=PlanState.LIVE
    ).order_by()
    if not reach.everything:
        rows = rows.filter(wave__plan__offer_id__in=reach.ids("offer"))
    seen = _within_sight(actor, rows)
    grouped = seen.values_list("wave__plan_id", "wave__plan__offer__name", "wave__label").annotate(
        people=Count("pk"), due=Min("due_at")
    )
    found = [
        Opening(plan_id=pk, offer=offer, wave=label, on=in_london(due).date(), people=people)
        for pk, offer, label, people, due in grouped
    ]
    return tuple(sorted(found, key=lambda one: (one.on, one.offer)))


def people_with_a_place(actor: Actor, card: PlanCard) -> int:
    """How many people a plan would ask now."""
    actor.must_reach(Permission.WAVE_VIEW, "offer", card.offer_id)
    return sum(1 for path in paths_of_offer(card.offer_id).values() if not path.has_left)
