"""Programmes and offers through their operations; cohorts, rooms and sessions in bulk."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from goldenthread.access.models import Grant
from goldenthread.access.terms import Role, ScopeKind
from goldenthread.directory.terms import MUST_BE_OFFERED
from goldenthread.learning import operations as learning
from goldenthread.learning.models import Cohort, CriteriaVersion, Facilitator, Offer, Session, Venue
from goldenthread.learning.rules.cohorts import state_after
from goldenthread.learning.terms import CohortState, Mode, OfferKind, SessionState
from goldenthread.programmes import operations as programmes
from goldenthread.web.seed import accounts, texts
from goldenthread.web.seed.bulk import add
from goldenthread.web.seed.organisations import Employer
from goldenthread.web.seed.world import SYSTEM, Group, OneOffer, Staff, World, at

FIRST_DAY, LEARNERS_CHOSEN = 56, 43
FEATURES = sorted(need.value for need in MUST_BE_OFFERED)
ROOMS, ROOM_SEATS = 12, 30
SET_SEATS, SET_SHARE = 7, 5  # an action learning set seats few, and fewer people apply
Booked = set[tuple[int, date, int]]


def add_programmes(world: World, employers: Sequence[Employer]) -> None:
    hosts = [one for one in employers if one.sector in ("mental_health", "council")]
    for number in range(world.size.programmes):
        topic = texts.TOPICS[number]
        world.programme_ids.append(
            programmes.create_programme(
                name=f"{topic}: a programme of Eastreach",
                slug=f"eastreach-{number + 1}",
                host_id=hosts[number % len(hosts)].id,
                place_id=world.places[1 + number % world.size.counties],
                starts_on=world.today - timedelta(days=740),
                need=texts.NEED,
                summary=texts.SUMMARY,
                support_line="01632 960 118",
                support_hours="8am to 8pm",
                contact_email=f"programme-{number + 1}@region.example",
                by=SYSTEM,
            )
        )
    accounts.grant_over_programmes(world)


def add_offer(world: World, number: int, age: int) -> OneOffer:
    """Opened as many days ago as its age; who it is for is decided the day before."""
    opened = world.today - timedelta(days=age)
    topic = texts.TOPICS[number % len(texts.TOPICS)]
    kind = OfferKind.ACTION_LEARNING_SET if number % 6 == 5 else OfferKind.COURSE
    offer_id = learning.create_offer(
        programme_id=world.programme_ids[number % world.size.programmes],
        name=f"{topic}, round {number + 1}",
        slug=f"region-round-{number + 1}",
        kind=kind,
        summary=texts.SUMMARY,
        what_to_expect=texts.EXPECT,
        words_used=texts.WORDS_USED,
        what_to_bring=texts.BRING,
        content_note=texts.CONTENT_NOTE,
        opens_on=opened,
        closes_on=opened + timedelta(days=28),
        by=SYSTEM,
    )
    learning.decide_criteria(
        offer_id=offer_id,
        criteria=texts.CRITERIA,
        why="Agreed with people who use these services.",
        decided_by="Programme team",
        decided_on=opened - timedelta(days=1),
        by=SYSTEM,
    )
    if age >= 0:
        learning.open_offer(offer_id=offer_id, today=opened, by=SYSTEM)
    version = CriteriaVersion.objects.get(offer_id=offer_id)
    return OneOffer(
        row=Offer.objects.get(pk=offer_id),
        age=age,
        opened=opened,
        coordinator=accounts.actor_of(world, Role.COORDINATOR),
        criteria_version_id=version.pk,
        criterion_ids=tuple(version.criteria.values_list("pk", flat=True)),
    )


def add_rooms(world: World) -> dict[int, list[Venue]]:
    rows = add(
        [
            Venue(
                programme_id=programme_id,
                name=f"Room {number + 1}",
                address=f"{number + 1} Mill Lane",
                seats=ROOM_SEATS,
                features=["step_free", "hearing_loop"],
            )
            for programme_id in world.programme_ids
            for number in range(ROOMS)
        ]
    )
    found: dict[int, list[Venue]] = {}
    for row in rows:
        found.setdefault(row.programme_id or 0, []).append(row)
    return found


def add_groups(
    world: World, one: OneOffer, rooms: Sequence[Venue], booked: Booked, crew: Sequence[Staff]
) -> OneOffer:
    """Enough cohorts for four in five of those who apply; the first is run by our facilitator."""
    is_set = one.row.kind == OfferKind.ACTION_LEARNING_SET
    seats = SET_SEATS if is_set else world.size.seats
    people = world.size.applicants // (SET_SHARE if is_set else 1)
    count = max(2, people * 4 // 5 // seats)
    rows = [
        Cohort(
            offer=one.row,
            name=f"{'Set' if is_set else 'Cohort'} {number + 1:02}",
            mode=Mode.ONLINE,
            minimum=max(3, seats // 3),
            maximum=seats,
            features=FEATURES,
        )
        for number in range(count)
    ]
    days = [_days(one, number, sessions=4 if is_set else 3) for number in range(count)]
    for number, row in enumerate(rows):
        _book(row, days[number], number % 2, rooms, booked)
    add(rows)
    groups = [
        Group(row, tuple(_sessions(world, one, row, days[number], number % 2)), crew[number])
        for number, row in enumerate(rows)
    ]
    return _keep(world, one, groups)


def _days(one: OneOffer, number: int, *, sessions: int) -> list[date]:
    """Two weeks apart, never on a Saturday or Sunday."""
    first = one.opened + timedelta(days=FIRST_DAY + number * 3 % 20)
    first += timedelta(days=max(0, 8 - first.isoweekday()) if first.isoweekday() > 5 else 0)
    return [first + timedelta(days=14 * step) for step in range(sessions)]


def _book(
    row: Cohort, days: Sequence[date], half: int, rooms: Sequence[Venue], booked: Booked
) -> None:
    """A room that is free on every day, for every other cohort; the rest meet online."""
    if half:
        return
    for room in rooms:
        wanted = {(room.pk, day, half) for day in days}
        if not wanted & booked:
            booked |= wanted
            row.venue, row.mode = room, Mode.IN_PERSON
            return


def _sessions(
    world: World, one: OneOffer, row: Cohort, days: Sequence[date], half: int
) -> list[Session]:
    hours = ((9, 30), (12, 30)) if not half else ((13, 30), (16, 30))
    return [
        _session(world, one, row, number, at(day, *hours[0]), at(day, *hours[1]))
        for number, day in enumerate(days, start=1)
    ]


def _session(
    world: World, one: OneOffer, row: Cohort, number: int, starts_at: datetime, ends_at: datetime
) -> Session:
    """Registers of the last two days are not closed yet."""
    is_held = ends_at < world.now - timedelta(days=2) and one.age >= LEARNERS_CHOSEN
    return Session(
        cohort=row,
        number=number,
        starts_at=starts_at,
        ends_at=ends_at,
        state=SessionState.HELD if is_held else SessionState.PLANNED,
        register_closed_at=ends_at + timedelta(hours=1) if is_held else None,
        online_link="https://meet.example/region" if row.mode == Mode.ONLINE else "",
        content_note=texts.CONTENT_NOTE,
        safety_plan=texts.SAFETY_PLAN,
        on_call_name="Duty manager",
        on_call_phone="01632 960 145",
        calendar_uid=f"{uuid.UUID(int=world.chance.getrandbits(128), version=4)}@golden-thread",
    )


def _keep(world: World, one: OneOffer, groups: Sequence[Group]) -> OneOffer:
    """Sessions, who runs them and their right to; a cohort stands where its registers put it."""
    add([session for group in groups for session in group.sessions])
    add([Facilitator(cohort=g.row, person_id=g.facilitator.id) for g in groups])
    add(
        [
            Grant(
                user_id=g.facilitator.user_id,
                role=Role.FACILITATOR,
                scope_kind=ScopeKind.COHORT,
                scope_id=g.row.pk,
                starts_on=one.opened,
            )
            for g in groups
            if g.facilitator.user_id is not None
        ]
    )
    for group in groups:
        world.record.note(one.coordinator, "cohort.added", ("cohort", group.row.pk))
        held = sum(session.state == SessionState.HELD for session in group.sessions)
        group.row.state = state_after(held, sessions=len(group.sessions))
    moved = [group.row for group in groups if group.row.state != CohortState.PLANNED]
    Cohort.objects.bulk_update(moved, ["state"])
    return replace(one, groups=tuple(groups))
