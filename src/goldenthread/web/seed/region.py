"""Makes a whole region in one transaction, so that stopping leaves nothing half made."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from random import Random

from django.db import transaction

from goldenthread.audit import operations as audit
from goldenthread.directory.models import Person, Place
from goldenthread.evaluation.models import Plan
from goldenthread.instruments import operations as library
from goldenthread.instruments import queries as instruments
from goldenthread.instruments.models import InstrumentVersion
from goldenthread.instruments.terms import VersionState, VersionView
from goldenthread.learning.operations import forming, move_offers_on, places, publishing
from goldenthread.learning.queries.places import places as places_of
from goldenthread.ui.words import number
from goldenthread.web.seed import (
    accounts,
    answering,
    applying,
    asking,
    attending,
    letters,
    offers,
    organisations,
    placing,
    staff,
)
from goldenthread.web.seed.bulk import check_as_we_go
from goldenthread.web.seed.sizes import Size
from goldenthread.web.seed.world import SYSTEM, OneOffer, World

CREW = 60
ACCEPTED_AT_ONCE = 5


def is_made() -> bool:
    return Place.objects.filter(code=organisations.REGION_CODE).exists()


def has_people() -> bool:
    return Person.objects.exists()


def make(size: Size, *, seed: int, now: datetime, say: Callable[[str], None]) -> World:
    """Everything, or nothing when it is stopped; the record is sealed at its end."""
    begun = time.monotonic()

    def progress(words: str) -> None:
        say(f"{time.monotonic() - begun:5.0f} s  {words}")

    world = World(size=size, chance=Random(seed), now=now, say=progress)
    with transaction.atomic():
        check_as_we_go()
        _make_directory(world)
        _make_learning(world, seed=seed)
        world.record.write()
    progress("Sealing the record")
    while audit.seal():
        pass
    return world


def _make_directory(world: World) -> None:
    library.install_library(now=world.now, by=SYSTEM)
    organisations.add_places(world)
    employers = organisations.add_organisations(world)
    world.say(f"{len(employers)} organisations in {len(world.places)} places")
    staff.add_staff(world, employers)
    accounts.add_accounts(world, employers)
    world.say(f"{number(len(world.staff))} people")
    offers.add_programmes(world, employers)


def _make_learning(world: World, *, seed: int) -> None:
    rooms = offers.add_rooms(world)
    booked: offers.Booked = set()
    versions = _versions()
    crew = [person for person in world.staff[2:] if person.user_id is not None][:CREW]
    for place, age in enumerate(world.size.ages):
        world.chance.shuffle(crew)
        one = offers.add_offer(world, place, age)
        one = offers.add_groups(
            world, one, rooms[one.row.programme_id], booked, [world.staff[0], *crew]
        )
        if age >= 0:
            _live(world, one, place, versions, seed=seed)
        if place % 5 == 4 or age < 45:
            world.say(
                f"{place + 1} of {len(world.size.ages)} offers, {number(world.answers)} answers"
            )
    while move_offers_on(now=world.now, by=SYSTEM):
        pass


def _versions() -> Mapping[int, VersionView]:
    rows = InstrumentVersion.objects.filter(state=VersionState.PUBLISHED)
    return {pk: instruments.version(SYSTEM, pk) for pk in rows.values_list("pk", flat=True)}


def _live(
    world: World,
    one: OneOffer,
    place: int,
    versions: Mapping[int, VersionView],
    *,
    seed: int,
) -> None:
    """From applications to answers, as far as the offer's age goes."""
    plan = asking.plan_evaluation(world, one, place)
    applied = applying.apply(world, one)
    if one.age in world.size.formed:
        _form(world, one, seed=seed)
    elif one.age >= offers.LEARNERS_CHOSEN:
        _run(world, one, plan, applied, versions)


def _run(
    world: World,
    one: OneOffer,
    plan: Plan,
    applied: list[applying.Applied],
    versions: Mapping[int, VersionView],
) -> None:
    placed = placing.place(world, one, applied)
    attending.take_registers(world, one, placed)
    asked = asking.ask(world, one, plan, versions)
    answering.answer(world, one, asked)
    letters.write_of_places(world, one, placed)
    letters.write_of_questions(world, one, asked)


def _form(world: World, one: OneOffer, *, seed: int) -> None:
    """The allocation method, as a coordinator would; places are out where there was time."""
    plan_id = forming.form_cohorts(offer_id=one.row.pk, seed=seed, now=world.now, by=SYSTEM)
    if one.age > placing.PUBLISHED:
        publishing.publish_plan(plan_id=plan_id, now=world.now, by=SYSTEM)
        for offered in places_of(SYSTEM, one.row.pk, on=world.today).open[:ACCEPTED_AT_ONCE]:
            places.accept_place(place_offer_id=offered.id, now=world.now, by=SYSTEM)
