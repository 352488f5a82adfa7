"""People with dated posts, teams, managers, what helps them, and some with an account."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate, pairwise

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from goldenthread.access.models import Grant, User
from goldenthread.access.terms import Role, ScopeKind
from goldenthread.directory import rules
from goldenthread.directory.models import AdjustmentNeed, Person, Post, ReportingLine
from goldenthread.directory.terms import Adjustment, ContactBy, Seniority
from goldenthread.web.seed import names, texts
from goldenthread.web.seed.bulk import add
from goldenthread.web.seed.organisations import Employer
from goldenthread.web.seed.world import SYSTEM, Staff, World

LED_BY_ONE = 9  # people to one line manager
PRONOUNS = ("she/her", "he/him", "they/them", "", "", "")
SENIORITY = (Seniority.SENIOR, Seniority.LEAD, Seniority.FRONTLINE, Seniority.SUPPORT)


def add_staff(world: World, employers: Sequence[Employer]) -> None:
    """Everyone, organisation by organisation: its head, its leads, and the people they lead."""
    words = names.people(world.chance)
    for employer, count in zip(employers, _sizes(world, len(employers)), strict=True):
        _add_one(world, employer, [next(words) for _ in range(count)])


def _sizes(world: World, employers: int) -> list[int]:
    """How many people each has: a few are large, most are small, none is empty."""
    weights = [0.3 + world.chance.expovariate(1.0) for _ in range(employers)]
    total, people = sum(weights), world.size.people
    edges = [0, *(round(people * part / total) for part in accumulate(weights))]
    return [after - before for before, after in pairwise(edges)]


def _add_one(world: World, employer: Employer, people: Sequence[str]) -> None:
    users = _add_users(world, employer, people)
    rows = [_person(world, employer, name, users.get(name)) for name in people]
    add(rows)
    begins = [_begins(world) for _ in rows]
    team_of = [
        world.chance.choice(employer.team_ids)
        if employer.team_ids and world.chance.random() < 0.3
        else None
        for _ in rows
    ]
    managers = [_manager(number) for number in range(len(rows))]
    add(_posts(world, employer, rows, begins, team_of))
    add(
        [
            ReportingLine(person=row, manager=rows[boss], starts_on=begins[number])
            for number, (row, boss) in enumerate(zip(rows, managers, strict=True))
            if boss is not None
        ]
    )
    add(
        [
            AdjustmentNeed(person=row, code=world.chance.choice(list(Adjustment)[:9]))
            for row in rows
            if world.chance.random() < 0.04
        ]
    )
    for row, team_id, boss in zip(rows, team_of, managers, strict=True):
        world.record.note(SYSTEM, "person.added", ("person", row.pk), person_id=row.pk)
        world.staff.append(_known(row, employer, team_id, None if boss is None else rows[boss].pk))


def _manager(number: int) -> int | None:
    """0 is the head; 1, 11, 21 … lead the nine after them."""
    if number == 0:
        return None
    place = (number - 1) % (LED_BY_ONE + 1)
    return 0 if place == 0 else number - place


def _add_users(world: World, employer: Employer, people: Sequence[str]) -> dict[str, int]:
    """One in eight signs in; the others use their personal links."""
    chosen = [name for name in people if world.chance.random() < 0.125]
    rows = add(
        [
            User(
                email=_address(name, employer),
                name=name,
                password=f"{UNUSABLE_PASSWORD_PREFIX}{world.nonce()}",
                date_joined=world.now,
            )
            for name in chosen
        ]
    )
    started = world.today - timedelta(days=720)
    add(
        [
            Grant(user=row, role=Role.LEARNER, scope_kind=ScopeKind.SELF, starts_on=started)
            for row in rows
        ]
    )
    return {row.name: row.pk for row in rows}


def _address(name: str, employer: Employer) -> str:
    return f"{name.lower().replace(' ', '.')}@{employer.address}"


def _person(world: World, employer: Employer, name: str, user_id: int | None) -> Person:
    email = _address(name, employer)
    is_quiet = world.chance.random() < 0.01
    return Person(
        name=name,
        key=rules.person_key(name),
        pronouns=world.chance.choice(PRONOUNS),
        email=email,
        email_key=rules.email_key(email),
        contact_by=ContactBy.NO_CONTACT if is_quiet else ContactBy.EMAIL,
        user_id=user_id,
    )


def _begins(world: World) -> date:
    return world.today - timedelta(days=world.chance.randint(40, 3000))


def _posts(
    world: World,
    employer: Employer,
    rows: Sequence[Person],
    begins: Sequence[date],
    team_of: Sequence[int | None],
) -> list[Post]:
    """The post of now; often one before it, sometimes a second beside it."""
    made = []
    titles = texts.TITLES[employer.sector]
    for number, row in enumerate(rows):
        level = 0 if number == 0 else 1 if _manager(number) == 0 else world.chance.choice((2, 2, 3))
        now = Post(
            person=row,
            organisation_id=employer.id,
            team_id=team_of[number],
            title=titles[2] if level < 2 else titles[level % 2],
            seniority=SENIORITY[level],
            starts_on=begins[number],
        )
        made.append(now)
        if begins[number] > world.today - timedelta(days=740) or world.chance.random() < 0.2:
            made.append(
                Post(
                    person=row,
                    organisation_id=employer.id,
                    title="Trainee",
                    seniority=Seniority.FRONTLINE,
                    starts_on=begins[number] - timedelta(days=900),
                    ends_on=begins[number] - timedelta(days=1),
                )
            )
        if world.chance.random() < 0.08:
            made.append(
                Post(
                    person=row,
                    organisation_id=employer.id,
                    title="Champion",
                    starts_on=begins[number] - timedelta(days=30),
                )
            )
    return made


def _known(row: Person, employer: Employer, team_id: int | None, manager_id: int | None) -> Staff:
    return Staff(
        id=row.pk,
        name=row.name,
        email=row.email,
        sector=employer.sector,
        organisation_id=employer.id,
        team_id=team_id,
        manager_id=manager_id,
        user_id=row.user_id,
        is_quiet=row.contact_by == ContactBy.NO_CONTACT,
    )
