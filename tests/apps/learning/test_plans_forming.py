"""Forming cohorts: the draw, the plan, what it respects, and what is kept of it."""

import pytest
from django.db import transaction

from goldenthread.access.terms import OutOfReach, Permission, Refused, Role, ScopeKind
from goldenthread.directory.models import Team
from goldenthread.jobs import operations as jobs
from goldenthread.jobs.models import Job
from goldenthread.learning.models import (
    Application,
    Cohort,
    CohortPlan,
    LotteryDraw,
    Offer,
    PlannedPlace,
)
from goldenthread.learning.operations.forming import form_cohorts, start_forming
from goldenthread.learning.operations.keeping_apart import end_keeping_apart, keep_apart
from goldenthread.learning.operations.lottery import draw_lottery
from goldenthread.learning.operations.moves import lock_person, move_person
from goldenthread.learning.terms import (
    ApplicationState,
    CohortPolicy,
    KeepApartReason,
    Mode,
    PlanState,
)
from goldenthread.methods import allocation
from tests.factories.access import actor_of, actor_with, user_with
from tests.factories.directory import make_organisation, make_person, make_report, make_sector
from tests.factories.learning_cohorts import (
    BY,
    NOW,
    TODAY,
    make_applicants,
    make_application,
    make_cohort,
    make_offer,
    make_plan,
    make_venue,
    times,
)

pytestmark = pytest.mark.django_db


def places_of(plan_id: int) -> dict[int, int | None]:
    rows = PlannedPlace.objects.filter(plan_id=plan_id)
    return dict(rows.values_list("application_id", "cohort_id"))


@pytest.fixture
def offer() -> Offer:
    return make_offer()


@pytest.fixture
def two(offer: Offer) -> list[Cohort]:
    return [make_cohort(offer, "Set A"), make_cohort(offer, "Set B")]


def test_everyone_eligible_is_placed_once_with_a_sentence(offer: Offer, two: list[Cohort]) -> None:
    people = make_applicants(offer, people=10, cohorts=two)
    make_application(offer, cohorts=two, state=ApplicationState.NOT_ELIGIBLE)
    plan_id = make_plan(offer)
    placed = places_of(plan_id)
    assert set(placed) == {a.pk for a in people}
    assert sorted(map(list(placed.values()).count, [c.pk for c in two])) == [5, 5]
    reasons = PlannedPlace.objects.filter(plan_id=plan_id).values_list("reason", flat=True)
    assert all(reason.startswith("Placed in C") for reason in reasons)


def test_no_stored_sentence_holds_a_name(offer: Offer, two: list[Cohort]) -> None:
    person = make_person(name="Zebedee Quillfeather")
    make_application(offer, cohorts=two, person=person)
    make_applicants(offer, people=13, cohorts=two)
    plan = CohortPlan.objects.get(pk=make_plan(offer))
    kept = [*plan.places.values_list("reason", flat=True), str(plan.report)]
    assert not any("Quillfeather" in text for text in kept)


def test_the_plan_keeps_what_it_takes_to_make_it_again(offer: Offer, two: list[Cohort]) -> None:
    make_applicants(offer, people=10, cohorts=two)
    first = CohortPlan.objects.get(pk=make_plan(offer, seed=77))
    again = CohortPlan.objects.get(pk=make_plan(offer, seed=77))
    assert (first.seed, first.method, len(first.input_hash)) == (77, again.method, 64)
    assert first.input_hash == again.input_hash
    assert places_of(first.pk) == places_of(again.pk)
    assert 0 < first.report["mixing"] <= first.report["bound"]


def test_a_new_plan_takes_the_place_of_the_draft_before(offer: Offer, two: list[Cohort]) -> None:
    make_applicants(offer, people=10, cohorts=two)
    first, second = make_plan(offer, seed=1), make_plan(offer, seed=2)
    states = dict(CohortPlan.objects.values_list("pk", "state"))
    assert states == {first: PlanState.SUPERSEDED, second: PlanState.DRAFT}


def test_required_sectors_are_in_every_mixed_cohort(two: list[Cohort], offer: Offer) -> None:
    offer.required_sectors.set([make_sector("primary_care"), make_sector("mental_health")])
    make_applicants(offer, people=12, cohorts=two, sectors=("primary_care", "mental_health"))
    placed = places_of(make_plan(offer))
    for cohort in two:
        here = [pk for pk, c in placed.items() if c == cohort.pk]
        posts = Application.objects.filter(pk__in=here, person__posts__isnull=False)
        codes = set(posts.values_list("person__posts__organisation__sector__code", flat=True))
        assert codes == {"primary_care", "mental_health"}


def test_a_missing_sector_is_named_and_the_plan_before_stays(
    offer: Offer, two: list[Cohort]
) -> None:
    make_applicants(offer, people=10, cohorts=two, sectors=("primary_care",))
    good = make_plan(offer)
    offer.required_sectors.set([make_sector("a_and_e")])
    plan = CohortPlan.objects.get(pk=make_plan(offer))
    assert plan.status == "infeasible"
    assert "A&E" in plan.report["explanation"]
    assert plan.report["smallest_fix"]
    assert plan.places.count() == 0
    assert CohortPlan.objects.get(pk=good).state == PlanState.DRAFT
    assert len(places_of(good)) == 10


def test_a_manager_a_team_and_a_named_pair_are_never_placed_together(
    offer: Offer, two: list[Cohort]
) -> None:
    people = make_applicants(offer, people=10, cohorts=two)
    a, b, c, d, e, f = (row.person for row in people[:6])
    assert a and b and c and d and e and f
    make_report(a, b)
    team = Team.objects.create(organisation=c.posts.get().organisation, name="Crisis")
    for person in (c, d):
        person.posts.update(team=team)
    keep_apart(
        offer_id=offer.pk,
        person_a=f.pk,
        person_b=e.pk,
        reason_kind=KeepApartReason.ASKED,
        by=BY,
    )
    placed = places_of(make_plan(offer))
    for one, other in ((0, 1), (2, 3), (4, 5)):
        assert placed[people[one].pk] != placed[people[other].pk]


def test_keeping_apart_is_between_two_applicants_and_ends(offer: Offer, two: list[Cohort]) -> None:
    one, other = (make_application(offer, cohorts=two).person_id or 0 for _ in range(2))
    kind = KeepApartReason.DECLARED_CONFLICT
    pair = {"offer_id": offer.pk, "person_a": one, "reason_kind": kind, "by": BY}
    row = keep_apart(person_b=other, **pair)  # type: ignore[arg-type]  # the same facts three times
    for somebody in (one, other, make_person().pk):
        with pytest.raises(Refused):
            keep_apart(person_b=somebody, **pair)  # type: ignore[arg-type]
    end_keeping_apart(keep_apart_id=row, by=BY)
    assert offer.keep_apart.count() == 0


def test_adjustments_that_must_be_offered_decide_the_cohort(offer: Offer) -> None:
    plain = make_cohort(offer, "Upstairs", venue_id=make_venue().pk)
    level = make_cohort(offer, "Level", venue_id=make_venue(features=["step_free"]).pk)
    online = make_cohort(offer, "Online", mode=Mode.ONLINE)
    wheels = make_person(adjustments=("step_free",))
    row = make_application(offer, cohorts=[plain, level], person=wheels)
    at_home = make_application(
        offer, cohorts=[online], person=make_person(adjustments=("step_free",))
    )
    make_applicants(offer, people=10, cohorts=[plain, level, online])
    placed = places_of(make_plan(offer))
    assert placed[row.pk] == level.pk
    assert placed[at_home.pk] == online.pk


def test_the_room_less_its_facilitators_is_never_overfilled(offer: Offer) -> None:
    room = make_cohort(offer, venue_id=make_venue(seats=5).pk, maximum=12, trainers_needed=2)
    make_applicants(offer, people=8, cohorts=[room])
    placed = places_of(make_plan(offer))
    assert list(placed.values()).count(room.pk) == 3


def test_a_cohort_of_one_organisation_takes_only_its_people(offer: Offer) -> None:
    own = make_organisation("Northmoor Housing", sector="council")
    single = make_cohort(
        offer,
        "Housing set",
        policy=CohortPolicy.SINGLE_ORGANISATION,
        single_organisation_id=own.pk,
    )
    mixed = make_cohort(offer, "Mixed set")
    mine = [
        make_application(offer, cohorts=[single], person=make_person(organisation=own))
        for _ in range(4)
    ]
    others = make_applicants(offer, people=5, cohorts=[single, mixed])
    placed = places_of(make_plan(offer))
    assert {placed[a.pk] for a in mine} == {single.pk}
    assert {placed[a.pk] for a in others} == {mixed.pk}


def test_greater_need_is_placed_first_whatever_the_draw(offer: Offer) -> None:
    small = make_cohort(offer, maximum=2)
    make_applicants(offer, people=8, cohorts=[small])
    first = [make_application(offer, cohorts=[small], priority=1) for _ in range(2)]
    placed = places_of(make_plan(offer))
    assert {pk for pk, cohort in placed.items() if cohort} == {a.pk for a in first}


def test_seats_go_in_the_order_drawn(offer: Offer) -> None:
    small = make_cohort(offer, maximum=3)
    make_applicants(offer, people=9, cohorts=[small])
    placed = places_of(make_plan(offer))
    seated = {pk for pk, cohort in placed.items() if cohort}
    ranks = dict(Application.objects.values_list("pk", "lottery_rank"))
    assert sorted(ranks[pk] or 0 for pk in seated) == [1, 2, 3]


def test_the_draw_is_recorded_with_its_seed_and_strata(offer: Offer, two: list[Cohort]) -> None:
    make_applicants(offer, people=10, cohorts=two)
    draw_lottery(offer_id=offer.pk, seed=4182, by=BY, now=NOW)
    draw = LotteryDraw.objects.get()
    assert (draw.seed, draw.people, draw.drawn_at) == (4182, 10, NOW)
    assert sum(row[-1] for row in draw.strata) == 10
    first = dict(Application.objects.values_list("pk", "lottery_rank"))
    assert sorted(first.values()) == list(range(1, 11))  # type: ignore[type-var]
    draw_lottery(offer_id=offer.pk, seed=4182, by=BY, now=NOW)
    assert dict(Application.objects.values_list("pk", "lottery_rank")) == first


def test_a_late_applicant_is_drawn_after_everyone_else(offer: Offer, two: list[Cohort]) -> None:
    make_applicants(offer, people=10, cohorts=two)
    make_plan(offer)
    late = make_application(offer, cohorts=two)
    make_plan(offer)
    late.refresh_from_db()
    assert late.lottery_rank == 11
    assert LotteryDraw.objects.count() == 2


def test_once_places_were_offered_nobody_is_drawn_anew(offer: Offer, two: list[Cohort]) -> None:
    make_applicants(offer, people=4, cohorts=two)
    CohortPlan.objects.filter(pk=make_plan(offer)).update(state=PlanState.PUBLISHED)
    with pytest.raises(Refused, match="the draw stays"):
        draw_lottery(offer_id=offer.pk, seed=1, by=BY, now=NOW)


def test_locked_people_stay_when_cohorts_are_formed_again(offer: Offer, two: list[Cohort]) -> None:
    make_applicants(offer, people=10, cohorts=two)
    only_a = make_application(offer, cohorts=two[:1])
    plan_id = make_plan(offer)
    assert places_of(plan_id)[only_a.pk] == two[0].pk
    move_person(
        plan_id=plan_id,
        application_id=only_a.pk,
        to_cohort_id=two[1].pk,
        why="She changed her shifts.",
        by=BY,
        now=NOW,
    )
    lock_person(plan_id=plan_id, application_id=only_a.pk, is_locked=True, by=BY)
    again = make_plan(offer, seed=99)
    row = PlannedPlace.objects.get(plan_id=again, application=only_a)
    assert (row.cohort_id, row.is_locked, row.why) == (two[1].pk, True, "She changed her shifts.")


def test_nobody_to_place_or_nowhere_to_go_is_said(offer: Offer) -> None:
    with pytest.raises(Refused, match="no cohort yet"):
        make_plan(offer)
    make_cohort(offer)
    with pytest.raises(Refused, match="Nobody is eligible yet"):
        make_plan(offer)


def test_someone_leaving_meanwhile_is_in_no_plan(
    offer: Offer, two: list[Cohort], monkeypatch: pytest.MonkeyPatch
) -> None:
    people = make_applicants(offer, people=10, cohorts=two)

    def leave(percent: float, doing: str) -> None:
        if percent == 85:
            Application.objects.filter(pk=people[0].pk).update(state=ApplicationState.WITHDRAWN)

    with pytest.raises(Refused, match="Form them again"):
        form_cohorts(offer_id=offer.pk, seed=1, now=NOW, by=BY, report=leave)
    assert CohortPlan.objects.count() == 0


def test_forming_runs_as_a_job_that_ends_on_the_plan(offer: Offer, two: list[Cohort]) -> None:
    make_applicants(offer, people=10, cohorts=two)
    job_id = start_forming(offer_id=offer.pk, seed=4182, by=BY)
    jobs.run(job_id)
    job = Job.objects.get(pk=job_id)
    assert job.sentence == "A plan is ready: 10 people have a seat."
    assert job.result["next_url"] == f"/plans/{CohortPlan.objects.get().pk}/"


def test_forming_stops_when_asked_and_keeps_nothing(offer: Offer, two: list[Cohort]) -> None:
    make_applicants(offer, people=10, cohorts=two)
    job_id = start_forming(offer_id=offer.pk, seed=1, by=BY)
    Job.objects.filter(pk=job_id).update(cancel_requested=True)
    jobs.run(job_id)
    assert Job.objects.get(pk=job_id).state == "cancelled"
    assert CohortPlan.objects.count() == 0


def test_a_plan_the_verifier_does_not_pass_is_never_shown(
    offer: Offer, two: list[Cohort], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_applicants(offer, people=10, cohorts=two)
    broken = allocation.Violation(rule="capacity", sentence="Too many.")
    monkeypatch.setattr(allocation, "verify", lambda *_: (broken,))
    with pytest.raises(Refused, match="breaks one rule, so it was not kept"):
        make_plan(offer)
    assert CohortPlan.objects.count() == 0


def test_a_second_coordinator_hears_that_it_is_under_way(offer: Offer, two: list[Cohort]) -> None:
    make_applicants(offer, people=10, cohorts=two)
    first = start_forming(offer_id=offer.pk, seed=1, by=BY)
    with pytest.raises(Refused, match="A colleague is forming these cohorts right now"):
        start_forming(offer_id=offer.pk, seed=2, by=actor_with(Role.COORDINATOR))
    jobs.run(first)
    assert start_forming(offer_id=offer.pk, seed=2, by=BY) != first


def test_only_who_may_form_cohorts_of_this_offer_does(offer: Offer, two: list[Cohort]) -> None:
    make_applicants(offer, people=4, cohorts=two)
    elsewhere = user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, make_offer().programme_id))
    here = user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, offer.programme_id))
    for actor in (actor_of(elsewhere), actor_with(Role.FACILITATOR), actor_with(Role.EVALUATOR)):
        with pytest.raises(OutOfReach):
            form_cohorts(offer_id=offer.pk, seed=1, now=NOW, by=actor)
        with transaction.atomic(), pytest.raises(OutOfReach):
            draw_lottery(offer_id=offer.pk, seed=1, by=actor, now=NOW)
    assert actor_of(here).may_reach(Permission.COHORT_FORM, "offer", offer.pk)
    assert form_cohorts(offer_id=offer.pk, seed=1, now=NOW, by=actor_of(here))


def test_two_cohorts_in_one_room_on_one_day_both_run(offer: Offer) -> None:
    room = make_venue()
    morning = make_cohort(offer, "Morning", venue_id=room.pk, maximum=3)
    later = [(start.replace(hour=13), end.replace(hour=16)) for start, end in times()]
    evening = make_cohort(offer, "Evening", venue_id=room.pk, maximum=3, session_times=later)
    make_applicants(offer, people=6, cohorts=[morning, evening])
    assert set(places_of(make_plan(offer)).values()) == {morning.pk, evening.pk}
    assert morning.sessions.get(number=1).starts_at.date() > TODAY
