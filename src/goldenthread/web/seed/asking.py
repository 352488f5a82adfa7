"""Evaluation plans through their operations, and everyone asked when the rules say so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from goldenthread.evaluation.models import Invitation, Plan, PlannedWave
from goldenthread.evaluation.operations import plans
from goldenthread.evaluation.queries.paths import paths_of_offer
from goldenthread.evaluation.queries.plans import draft_of
from goldenthread.evaluation.queries.waves import timing_of
from goldenthread.evaluation.rules.waves import Asking, Path, asking
from goldenthread.evaluation.terms import (
    Anchor,
    ConfidentialityMode,
    InvitationState,
    Variant,
    WaveDraft,
)
from goldenthread.instruments import queries as instruments
from goldenthread.instruments.terms import VersionView
from goldenthread.learning.terms import OfferKind
from goldenthread.ui.words import in_london
from goldenthread.web.seed.bulk import add
from goldenthread.web.seed.world import SYSTEM, OneOffer, World

MODES = (*(ConfidentialityMode.PSEUDONYM,) * 5, *ConfidentialityMode)
ANSWERED = {"before": 0.82, "end": 0.8, "three-months": 0.66, "six-months": 0.58}
S = InvitationState


@dataclass(frozen=True)
class Asked:
    """One wave of an offer: what was asked, and of whom."""

    wave: PlannedWave
    version: VersionView
    mode: ConfidentialityMode
    invitations: Sequence[Invitation]


def plan_evaluation(world: World, one: OneOffer, number: int) -> Plan:
    """Before, at the end, three and six months on; live from the day the offer opened."""
    is_set = one.row.kind == OfferKind.ACTION_LEARNING_SET
    end = "action-learning-set" if is_set else "self-harm-training-after"
    before = "self-harm-training-before"
    plan_id = plans.create_plan(
        offer_id=one.row.pk,
        mode=MODES[number % len(MODES)],
        kept_until=one.opened + timedelta(days=2200),
        evaluator_contact="Breck Solane, breck.solane@region.example",
        waves=[
            _wave("before", "Before the sessions", before, Anchor.FIRST_SESSION, lead_days=7),
            _wave("end", "End of the sessions", end, Anchor.LAST_ATTENDED),
            _wave("three-months", "Three months on", "then-and-now", months=3),
            _wave("six-months", "Six months on", before, months=6),
        ],
        by=SYSTEM,
    )
    plans.make_live(plan_id=plan_id, now=one.on(0, hour=8), by=SYSTEM)
    return Plan.objects.get(pk=plan_id)


def _wave(
    key: str,
    label: str,
    slug: str,
    anchor: Anchor = Anchor.LAST_ATTENDED,
    *,
    months: int = 0,
    lead_days: int = 0,
) -> WaveDraft:
    return WaveDraft(
        key=key,
        label=label,
        anchor=anchor,
        months=months,
        lead_days=lead_days,
        instrument_version_id=instruments.published_version_id(SYSTEM, slug),
    )


def ask(
    world: World, one: OneOffer, plan: Plan, versions: Mapping[int, VersionView]
) -> list[Asked]:
    """Each person of each wave, as scheduling at the time would have asked them."""
    quiet = {person.id for person in world.staff if person.is_quiet}
    paths = paths_of_offer(one.row.pk)
    found = []
    for wave in plan.waves.all():
        version = versions[wave.instrument_version_id or 0]
        is_short = any(item.in_short_variant for item in version.items)
        rows = []
        for person_id, path in paths.items():
            wanted = _wanted(world, one, wave, path)
            if wanted is not None:
                if not is_short:
                    wanted = replace(wanted, variant=Variant.FULL)
                rows.append(_invitation(world, wave, person_id, path, wanted, person_id in quiet))
        found.append(Asked(wave, version, ConfidentialityMode(plan.mode), add(rows)))
    return found


def _wanted(world: World, one: OneOffer, wave: PlannedWave, path: Path) -> Asking | None:
    """What the rule said when it first could."""
    timing = timing_of(draft_of(wave))
    if wave.anchor == Anchor.FIRST_SESSION:
        begins = path.cohort[0].starts_at
        untouched = tuple(replace(m, mark=None, is_closed=False) for m in path.cohort)
        moment = min(world.now, begins - timedelta(days=8)) if not path.has_left else begins
        return asking(timing, Path(cohort_id=path.cohort_id, cohort=untouched), now=moment)
    last = max(path.cohort, key=lambda meeting: meeting.ends_at)
    return asking(timing, path, now=min(world.now, last.ends_at))


def _invitation(
    world: World, wave: PlannedWave, person_id: int, path: Path, wanted: Asking, is_quiet: bool
) -> Invitation:
    row = Invitation(
        wave=wave,
        person_id=person_id,
        cohort_id=path.cohort_id,
        variant=wanted.variant,
        state=wanted.state,
        due_at=wanted.due_at,
        closes_at=wanted.closes_at,
        nonce=world.nonce(),
    )
    if wanted.due_at <= world.now and wanted.state == S.PLANNED:
        _become(world, row, is_quiet=is_quiet)
    return row


def _become(world: World, row: Invitation, *, is_quiet: bool) -> None:
    """What became of the asking by today. Whoever wants no messages is never asked."""
    over = row.closes_at <= world.now
    if is_quiet:
        row.state = S.CANCELLED if over else S.PLANNED
        row.ended_on = in_london(row.closes_at).date() if over else None
        return
    answered_at = row.due_at + timedelta(hours=world.chance.randint(1, 150))
    row.last_written_at = row.due_at
    if _answers(world, row) and answered_at < min(world.now, row.closes_at):
        row.state, row.opened_at = S.ANSWERED, answered_at
        row.ended_on = in_london(answered_at).date()
        return
    row.state = S.CLOSED if over else S.OPEN
    row.ended_on = in_london(row.closes_at).date() if over else None
    _remind(world, row, until=min(world.now, row.closes_at))


def _answers(world: World, row: Invitation) -> bool:
    return world.chance.random() < ANSWERED[row.wave.key]


def _remind(world: World, row: Invitation, *, until: datetime) -> None:
    """As often as the plan says, where there was time."""
    gap = timedelta(days=row.wave.reminder_gap_days)
    for _ in range(row.wave.max_reminders):
        if row.last_written_at is not None and row.last_written_at + gap < until:
            row.last_written_at += gap
            row.reminders_sent += 1
