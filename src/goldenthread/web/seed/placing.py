"""Plans, places offered and taken, and who belongs from when to when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256

from goldenthread.access.actor import Actor
from goldenthread.learning.models import (
    Application,
    CohortPlan,
    Membership,
    PlaceOffer,
    PlannedPlace,
)
from goldenthread.learning.rules.places import expires_at
from goldenthread.learning.terms import ApplicationState, LeaveReason, PlaceState, PlanState
from goldenthread.web.seed.applying import Applied
from goldenthread.web.seed.bulk import add
from goldenthread.web.seed.dealing import Tables, deal
from goldenthread.web.seed.world import Group, OneOffer, World

FORMED, PUBLISHED = 35, 36  # days after the offer opened
TOLD = "Every seat on the dates you gave is taken. You are next if one comes free."
CAUTION = "Invented data: people were dealt, and the mix was not weighed."


@dataclass
class Placed:
    """Who came to belong where; the group is where they are now, or were last."""

    members: list[tuple[Membership, Applied, Group]] = field(default_factory=list)
    places: list[PlaceOffer] = field(default_factory=list)


def place(world: World, one: OneOffer, applied: Sequence[Applied]) -> Placed:
    """Everyone eligible is dealt; nearly all take their place, some move or leave later."""
    tables, found = Tables(one.groups), Placed()
    eligible = [each for each in applied if each.row.state == ApplicationState.ELIGIBLE]
    declining = [each for each in eligible[1:] if world.chance.random() < 0.04]
    gone = {each.row.pk for each in declining}
    seated = deal([each for each in eligible if each.row.pk not in gone], tables)
    _keep_plan(world, one, eligible, seated)
    for each in eligible:
        group = one.groups[seated.get(each.row.pk, each.dates[0])]
        if each.row.pk in seated:
            _offer(world, one, found, each, group, PlaceState.ACCEPTED)
            _join(world, one, found, each, group, tables)
        elif each.row.pk in gone:
            _offer(world, one, found, each, group, PlaceState.DECLINED)
        else:
            each.row.state = ApplicationState.WAITING
    add(found.places)
    _keep_members(world, one, found)
    Application.objects.bulk_update(
        [each.row for each in eligible], ["state", "withdrawn_at"], batch_size=1_000
    )
    return found


def _keep_plan(
    world: World, one: OneOffer, eligible: Sequence[Applied], seated: Mapping[int, int]
) -> None:
    plan = CohortPlan.objects.create(
        offer=one.row,
        state=PlanState.PUBLISHED,
        status="ok",
        method="dealt",
        seed=one.row.pk,
        input_hash=sha256(str(sorted(seated.items())).encode()).hexdigest(),
        report={"placed": len(seated), "people": len(eligible), "cautions": [CAUTION]},
        made_by=one.coordinator.id,
        made_at=one.on(FORMED),
        published_at=one.on(PUBLISHED),
    )
    add(
        [
            PlannedPlace(
                plan=plan,
                application=each.row,
                cohort=one.groups[seated[each.row.pk]].row if each.row.pk in seated else None,
                reason="Dealt." if each.row.pk in seated else "No seat on these dates.",
                told="" if each.row.pk in seated else TOLD,
            )
            for each in eligible
        ]
    )
    for action in ("plan.made", "plan.published"):
        world.record.note(one.coordinator, action, ("plan", plan.pk))


def _offer(
    world: World, one: OneOffer, found: Placed, each: Applied, group: Group, state: PlaceState
) -> None:
    taken = state == PlaceState.ACCEPTED
    each.row.state = ApplicationState.PLACED if taken else ApplicationState.DECLINED
    told_at = one.on(PUBLISHED)
    found.places.append(
        PlaceOffer(
            application=each.row,
            cohort=group.row,
            state=state,
            offered_at=told_at,
            expires_at=expires_at(told_at, days=7, first_session=group.sessions[0].starts_at),
            decided_at=told_at + timedelta(hours=world.chance.randint(1, 140)),
        )
    )


def _join(
    world: World, one: OneOffer, found: Placed, each: Applied, group: Group, tables: Tables
) -> None:
    """They belong from the day of their yes. A few move before the first session, a few leave."""
    decided: datetime = found.places[-1].decided_at or one.on(PUBLISHED)
    row = Membership(cohort=group.row, person_id=each.person.id, starts_on=decided.date())
    roll = world.chance.random()
    if each.person is world.staff[1]:
        roll = 1.0
    if roll < 0.02:
        other = world.chance.randrange(len(one.groups))
        if one.groups[other] is not group and tables.takes(other, each.person):
            tables.seat(other, each.person)
            _end(row, decided.date() + timedelta(days=3), LeaveReason.MOVED)
            found.members.append((row, each, group))
            group = one.groups[other]
            row = Membership(
                cohort=group.row, person_id=each.person.id, starts_on=row.ends_on or decided.date()
            )
    elif roll < 0.05:
        _leave(world, each, row, group)
    found.members.append((row, each, group))


def _leave(world: World, each: Applied, row: Membership, group: Group) -> None:
    """After the first session, where that was long enough ago."""
    day = group.begins + timedelta(days=4)
    if day < world.today:
        _end(row, day, LeaveReason.WITHDREW)
        each.row.state = ApplicationState.WITHDRAWN
        each.row.withdrawn_at = group.sessions[0].ends_at + timedelta(days=4)


def _end(row: Membership, on: date, reason: LeaveReason) -> None:
    row.ends_on, row.leave_reason = on, reason


def _keep_members(world: World, one: OneOffer, found: Placed) -> None:
    add([row for row, _, _ in found.members])
    for place_offer in found.places:
        application_id, person_id = place_offer.application_id, place_offer.application.person_id
        by, subject = (
            Actor.link(subject=f"application:{application_id}"),
            ("place_offer", place_offer.pk),
        )
        world.record.note(one.coordinator, "place.offered", subject, person_id=person_id)
        world.record.note(by, f"place.{place_offer.state}", subject, person_id=person_id)
    for row, each, _ in found.members:
        subject = ("cohort", row.cohort_id)
        by = Actor.link(subject=f"application:{each.row.pk}")
        world.record.note(by, "membership.began", subject, person_id=row.person_id)
        if row.leave_reason:
            world.record.note(
                by,
                "membership.ended",
                subject,
                person_id=row.person_id,
                detail={"reason": row.leave_reason},
            )
