"""The invented region keeps every promise that the operations keep."""

from collections.abc import Iterator
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from goldenthread.access.models import User
from goldenthread.access.terms import Role
from goldenthread.audit import operations as audit
from goldenthread.audit import queries as record
from goldenthread.directory.models import Organisation, Person, Place, Post, ReportingLine
from goldenthread.evaluation.models import Invitation, PersonLink, Plan, Response
from goldenthread.evaluation.operations import reminders, waves
from goldenthread.evaluation.queries.findings import findings
from goldenthread.evaluation.terms import ConfidentialityMode, InvitationState, PlanState
from goldenthread.learning.models import Application, Attendance, Cohort, Membership, Offer, Session
from goldenthread.learning.operations import move_offers_on
from goldenthread.learning.queries.belonging import members_on
from goldenthread.learning.queries.forming import forming
from goldenthread.learning.queries.next_in_line import assignment_of
from goldenthread.learning.queries.plan_checks import broken_now
from goldenthread.learning.terms import ApplicationState, CohortState, OfferState, SessionState
from goldenthread.methods.disclosure import Audience
from goldenthread.ui.words import in_london
from goldenthread.web.demo import checklist
from goldenthread.web.demo.visitors import visitors
from goldenthread.web.seed import accounts, command, names, region, run
from goldenthread.web.seed.sizes import REGION, SMALL
from goldenthread.web.seed.world import SYSTEM, World


def quiet(words: str) -> None:
    """Nobody watches the progress here."""


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield region.make(SMALL, seed=3, now=timezone.now(), say=quiet)
        transaction.set_rollback(True)


@pytest.fixture
def world(made: World, db: None) -> World:
    return made


@pytest.fixture
def by_age(world: World) -> dict[int, Offer]:
    offers = Offer.objects.filter(slug__startswith="region-round").order_by("id")
    return dict(zip(SMALL.ages, offers, strict=True))


def test_everything_asked_for_is_there(world: World) -> None:
    assert Person.objects.count() >= SMALL.people
    assert Organisation.objects.count() == SMALL.organisations
    assert Organisation.objects.values("sector").distinct().count() == 10
    assert Organisation.objects.filter(parent__isnull=False).exists()
    assert Place.objects.filter(parent__parent__isnull=False).exists()
    assert ReportingLine.objects.exists() and Post.objects.filter(ends_on__isnull=False).exists()
    assert world.answers > 1_000


def test_every_constraint_of_the_database_holds(world: World) -> None:
    connection.check_constraints()


def test_offers_stand_where_the_calendar_puts_them(world: World, by_age: dict[int, Offer]) -> None:
    states = {age: OfferState(offer.state) for age, offer in by_age.items()}
    assert states[600] == OfferState.FINISHED
    assert states[70] == OfferState.RUNNING
    assert states[33] == OfferState.CLOSED
    assert states[12] == OfferState.OPEN
    assert states[-14] == OfferState.DRAFT
    assert move_offers_on(now=world.now, by=SYSTEM) == 0


@pytest.mark.parametrize("age", [600, 92])
def test_memberships_pass_the_verifier(world: World, by_age: dict[int, Offer], age: int) -> None:
    """As on the day before the first session, when nobody had left yet."""
    offer = by_age[age]
    Session.objects.filter(cohort__offer=offer).update(state=SessionState.PLANNED)
    Cohort.objects.filter(offer=offer).update(state=CohortState.PLANNED)
    members = dict(
        Membership.objects.filter(cohort__offer=offer, ends_on__isnull=True).values_list(
            "person_id", "cohort_id"
        )
    )
    known = forming(SYSTEM, offer.pk, on=world.today)
    seated = assignment_of(
        {
            pk: members[one.person_id]
            for pk, one in known.applicants.items()
            if one.person_id in members
        }
    )
    assert len(seated) > 20
    found = broken_now(known, seated).violations
    assert [one for one in found if one.rule not in ("minimum", "must_place")] == []


def test_whoever_has_a_place_belongs_somewhere_and_nobody_else_does(world: World) -> None:
    placed = Application.objects.filter(state=ApplicationState.PLACED)
    open_now = Membership.objects.filter(ends_on__isnull=True)
    assert set(placed.values_list("offer_id", "person_id")) == set(
        open_now.values_list("cohort__offer_id", "person_id")
    )


def test_a_closed_register_has_a_mark_for_everyone_of_that_day(world: World) -> None:
    held = Session.objects.filter(state=SessionState.HELD)
    assert held.count() > 20
    for session in held:
        marked = set(Attendance.objects.filter(session=session).values_list("person_id", flat=True))
        assert marked == set(members_on(session.cohort_id, in_london(session.starts_at).date()))
        assert session.register_closed_at is not None


def test_scheduling_again_changes_nothing(world: World) -> None:
    live = Plan.objects.filter(state=PlanState.LIVE).exclude(offer__slug="region-round-6")
    for plan in live:
        report = waves.schedule_offer(offer_id=plan.offer_id, now=world.now, by=SYSTEM)
        assert report.changed == 0, plan.offer


def test_nothing_is_overdue_to_be_closed(world: World) -> None:
    assert reminders.close_due(now=world.now, by=SYSTEM) == 0


def test_each_answered_invitation_has_one_response_as_its_mode_promises(world: World) -> None:
    for plan in Plan.objects.all():
        for wave in plan.waves.all():
            answered = Invitation.objects.filter(wave=wave, state=InvitationState.ANSWERED)
            responses = Response.objects.filter(wave=wave)
            assert responses.count() == answered.count()
            if plan.mode == ConfidentialityMode.PSEUDONYM:
                links = PersonLink.objects.filter(plan=plan)
                joined = links.filter(pseudonym__in=responses.values("pseudonym"))
                people = joined.values_list("person_id", flat=True)
                assert set(people) == set(answered.values_list("person_id", flat=True))


def test_findings_are_computed(world: World, by_age: dict[int, Offer]) -> None:
    plan = Plan.objects.get(offer=by_age[600])
    found = findings(SYSTEM, plan.pk, Audience.EVALUATION_TEAM)
    assert len(found.waves) == 4
    assert any(item.k for wave in found.waves for item in wave.items)


def test_the_record_is_whole_and_sealed(world: World) -> None:
    while audit.seal():
        pass
    report = record.verify()
    assert report.is_whole and report.unsealed == 0 and report.sealed > 3_000


def test_somebody_of_each_role_signs_in_and_sees_their_page(world: World) -> None:
    assert {Role.COORDINATOR, Role.EVALUATOR, Role.LEARNER} <= {p.role for p in accounts.PEOPLE}
    for person in accounts.PEOPLE:
        client = Client()
        client.force_login(User.objects.get(email=person.email))
        assert client.get("/").status_code == 200, person.role


def test_there_are_names_enough_and_each_comes_once() -> None:
    found = list(names.people(Random(1)))
    assert len(set(found)) == len(found) > REGION.people


def test_a_visitor_chooses_among_those_who_are_here(world: World) -> None:
    assert visitors() == accounts.PEOPLE
    assert checklist.steps(today=world.today) == ()


def test_a_database_that_holds_people_is_left_alone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "call_command", lambda *args, **options: None)
    assert run.refusal() == command.MADE
    monkeypatch.setattr(region, "is_made", lambda: False)
    assert run.refusal() == command.IN_USE
    monkeypatch.setattr(run, "settings", _settings(is_demo=True))
    assert run.refusal() == ""
    monkeypatch.setattr(run, "settings", _settings(is_production=True))
    assert run.refusal() == command.REAL


def _settings(*, is_demo: bool = False, is_production: bool = False) -> SimpleNamespace:
    return SimpleNamespace(DEMO=is_demo, ENVIRONMENT=SimpleNamespace(is_production=is_production))
