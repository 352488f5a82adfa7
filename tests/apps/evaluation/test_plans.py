"""Evaluation plans: one an offer, sound, frozen by a fingerprint, honest about their limits."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from goldenthread.access.terms import OutOfReach, Refused, Role, ScopeKind
from goldenthread.evaluation.models import Invitation, Plan
from goldenthread.evaluation.operations import plans
from goldenthread.evaluation.queries import offers
from goldenthread.evaluation.queries import plans as queries
from goldenthread.evaluation.rules import plans as rules
from goldenthread.evaluation.terms import (
    Anchor,
    ConfidentialityMode,
    InvitationState,
    PlanState,
    WaveDraft,
)
from goldenthread.instruments import operations as instruments
from goldenthread.instruments.terms import Licence
from tests.factories.access import actor_with
from tests.factories.evaluation import (
    BY,
    EARLY,
    ENDED,
    KEPT_UNTIL,
    ask_everyone,
    baseline,
    end,
    later,
    make_cohort,
    make_offer,
    make_plan,
    respond,
    run_all,
    wave_of,
)
from tests.factories.instruments import make_draft, make_instrument, make_published
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db

FIRST_SESSION = datetime(2026, 1, 5, 13, tzinfo=UTC)


def warned(*waves: WaveDraft, settled_at: datetime = EARLY) -> set[str]:
    found = rules.warnings(waves, settled_at=settled_at, first_session_at=FIRST_SESSION)
    return {one.key for one in found}


def test_a_plan_made_before_the_first_session_with_long_waves_has_no_warning() -> None:
    assert warned(baseline(1), end(1), later(6, 1), later(12, 1)) == set()


def test_a_plan_made_after_the_first_session_says_no_baseline() -> None:
    """A25: the banner also says that no comparison was named in advance."""
    found = rules.warnings(
        [baseline(1), later(6, 1)], settled_at=ENDED, first_session_at=FIRST_SESSION
    )
    assert [one.title for one in found] == ["No baseline"]
    assert "no comparison was named in advance" in found[0].sentence


def test_a_plan_that_asks_nobody_before_says_so() -> None:
    assert warned(end(1), later(6, 1)) == {"no_baseline"}


@pytest.mark.parametrize(("months", "expected"), [(3, {"nothing_lasts"}), (6, set()), (12, set())])
def test_nothing_lasts_before_six_months(months: int, expected: set[str]) -> None:
    """A24: a measure under 6 months is never called lasting."""
    assert warned(baseline(1), later(months, 1)) == expected


def test_an_offer_has_one_plan() -> None:
    plan = make_plan(make_offer())
    with pytest.raises(Refused, match="has an evaluation plan already"):
        make_plan(plan.offer)


@pytest.mark.parametrize(
    ("wave", "sentence"),
    [
        (WaveDraft(key="end", label="End", anchor=Anchor.LAST_ATTENDED), "Choose the questionn"),
        (baseline(0, open_days=0), "stays open for 1 to 90 days"),
        (end(0, max_reminders=9), "up to 4 reminders"),
        (end(0, reminder_gap_days=1), "2 days or more between reminders"),
        (replace(baseline(0), lead_days=0), "1 day or more before the first session"),
    ],
)
def test_a_wave_that_cannot_be_asked_is_refused(wave: WaveDraft, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        rules.must_be_sound([wave])


def test_two_waves_with_one_key_are_refused() -> None:
    with pytest.raises(Refused, match="Two waves have the key"):
        rules.must_be_sound([end(1), end(1)])


def test_a_plan_without_waves_is_refused() -> None:
    with pytest.raises(Refused, match="at least one moment"):
        make_plan(make_offer(), [])


def test_a_draft_questionnaire_cannot_be_planned() -> None:
    with pytest.raises(Refused, match="is not published"):
        make_plan(make_offer(), [end(make_draft())])


def test_a_licensed_instrument_needs_evidence() -> None:
    """A26: scores only, and only by who holds the licence."""
    shell = make_instrument(licence=Licence.LICENSED)
    instruments.record_licence(
        instrument_id=shell, evidence="Held by the host", until=date(2026, 12, 31), by=BY
    )
    version = make_published([], instrument_id=shell)
    plan = make_plan(make_offer(), [end(version)], live_at=None)
    with pytest.raises(Refused, match="has run out"):
        plans.make_live(plan_id=plan.pk, now=datetime(2027, 1, 1, tzinfo=UTC), by=BY)
    plans.make_live(plan_id=plan.pk, now=EARLY, by=BY)


def test_making_a_plan_live_freezes_it() -> None:
    plan = make_plan(make_offer())
    assert plan.state == PlanState.LIVE
    assert len(plan.content_hash) == 64
    with pytest.raises(Refused, match="is frozen"):
        plans.change_plan(
            plan_id=plan.pk,
            mode=ConfidentialityMode.NAMED,
            kept_until=KEPT_UNTIL,
            waves=[end(make_published())],
            by=BY,
        )


def test_the_fingerprint_covers_every_promise() -> None:
    version = make_published()
    plan = make_plan(make_offer(), [end(version)])
    card = queries.plan(BY, plan.pk, now=EARLY)
    assert queries.is_as_frozen(card)
    wave = card.waves[0]
    for changed in (
        replace(card, mode=ConfidentialityMode.NAMED),
        replace(card, kept_until=date(2030, 1, 1)),
        replace(card, waves=(replace(wave, draft=replace(wave.draft, open_days=20)),)),
    ):
        assert not queries.is_as_frozen(changed)


def test_a_draft_may_still_change() -> None:
    version = make_published()
    plan = make_plan(make_offer(), live_at=None)
    plans.change_plan(
        plan_id=plan.pk,
        mode=ConfidentialityMode.ANONYMOUS,
        kept_until=KEPT_UNTIL,
        waves=[baseline(version), end(version)],
        by=BY,
    )
    card = queries.plan(BY, plan.pk, now=EARLY)
    assert card.mode == ConfidentialityMode.ANONYMOUS
    assert [wave.draft.key for wave in card.waves] == ["baseline", "end"]


def change_mode(plan: Plan, mode: ConfidentialityMode) -> None:
    plans.change_mode(
        plan_id=plan.pk, mode=mode, reason="People asked for it.", on=EARLY.date(), by=BY
    )


def test_the_mode_never_changes_after_the_first_answer() -> None:
    plan = make_plan(make_offer())
    respond(wave_of(plan, "end"), {})
    with pytest.raises(Refused, match="first answer is in"):
        change_mode(plan, ConfidentialityMode.NAMED)


def test_the_mode_does_not_change_once_somebody_was_told() -> None:
    offer = make_offer()
    run_all(make_cohort(offer))
    plan = make_plan(offer)
    ask_everyone(plan)
    with pytest.raises(Refused, match="have been told"):
        change_mode(plan, ConfidentialityMode.NAMED)


def test_the_mode_may_change_before_anybody_was_asked() -> None:
    plan = make_plan(make_offer())
    change_mode(plan, ConfidentialityMode.OWN_CODE)
    card = queries.plan(BY, plan.pk, now=EARLY)
    assert card.mode == ConfidentialityMode.OWN_CODE
    assert queries.is_as_frozen(card)


def test_closing_a_plan_ends_all_asking() -> None:
    offer = make_offer()
    run_all(make_cohort(offer, people=2))
    version = make_published()
    plan = make_plan(offer, [end(version), later(1, version)])
    ask_everyone(plan)
    plans.close_plan(plan_id=plan.pk, now=ENDED + timedelta(days=1), by=BY)
    states = Invitation.objects.order_by("wave__position").values_list("state", flat=True)
    closed, cancelled = InvitationState.CLOSED, InvitationState.CANCELLED
    assert list(states) == [closed, closed, cancelled, cancelled]


def test_a_coordinator_plans_only_for_their_own_programme() -> None:
    offer, other = make_offer(), make_offer()
    coordinator = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, offer.programme_id))
    version = make_published()
    details = {
        "mode": ConfidentialityMode.PSEUDONYM,
        "kept_until": KEPT_UNTIL,
        "waves": [end(version)],
        "by": coordinator,
    }
    plans.create_plan(offer_id=offer.pk, **details)  # type: ignore[arg-type]  # one set of facts
    with pytest.raises(OutOfReach):
        plans.create_plan(offer_id=other.pk, **details)  # type: ignore[arg-type]  # the same


def test_plans_of_other_programmes_are_not_there() -> None:
    mine, other = make_plan(make_offer()), make_plan(make_offer())
    coordinator = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, mine.offer.programme_id))
    assert [row.id for row in queries.plans(coordinator)] == [mine.pk]
    with pytest.raises(OutOfReach):
        queries.plan(coordinator, other.pk, now=EARLY)


def test_a_board_member_knows_of_a_plan_and_may_not_open_it() -> None:
    plan = make_plan(make_offer())
    board = actor_with(Role.BOARD_MEMBER, over=(ScopeKind.PROGRAMME, plan.offer.programme_id))
    assert [(row.id, row.may_open) for row in queries.plans(board)] == [(plan.pk, False)]
    with pytest.raises(OutOfReach):
        queries.plan(board, plan.pk, now=EARLY)


def test_an_offer_waits_for_a_plan_until_it_has_one() -> None:
    programme = make_programme()
    planned, waiting = make_offer(programme), make_offer(programme)
    make_plan(planned)
    coordinator = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, programme.pk))
    assert [row.id for row in offers.offers_without_plan(coordinator)] == [waiting.pk]
    assert offers.plan_of_offer(planned.pk) == Plan.objects.get().pk


def test_only_a_live_plan_is_closed() -> None:
    plan = make_plan(make_offer(), live_at=None)
    with pytest.raises(Refused, match="is not live yet"):
        plans.close_plan(plan_id=plan.pk, now=EARLY, by=BY)


def test_a_closed_plan_keeps_its_mode() -> None:
    plan = make_plan(make_offer())
    plans.close_plan(plan_id=plan.pk, now=ENDED, by=BY)
    with pytest.raises(Refused, match="is closed"):
        change_mode(plan, ConfidentialityMode.NAMED)


def test_a_draft_may_change_its_mode_alone() -> None:
    plan = make_plan(make_offer(), live_at=None)
    change_mode(plan, ConfidentialityMode.NAMED)
    plan.refresh_from_db()
    assert (plan.mode, plan.content_hash) == (ConfidentialityMode.NAMED, "")


def test_what_is_not_there_cannot_be_planned() -> None:
    with pytest.raises(OutOfReach):
        make_plan(make_offer(), [end(0)])
    with pytest.raises(OutOfReach):
        plans.make_live(plan_id=0, now=EARLY, by=BY)
    with pytest.raises(OutOfReach):
        queries.plan(BY, 0)
