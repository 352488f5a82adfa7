"""Somebody for each role to sign in as. All invented."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from goldenthread.access import operations as access
from goldenthread.access.actor import Actor
from goldenthread.access.terms import Role, ScopeKind
from goldenthread.directory import operations as directory
from goldenthread.web.demo.people import DemoPerson
from goldenthread.web.seed.organisations import Employer
from goldenthread.web.seed.world import SYSTEM, Staff, World


def _one(role: Role, name: str, does: str) -> DemoPerson:
    first, last = name.lower().split()
    return DemoPerson(f"region-{role.value}", name, f"{first}.{last}@region.example", role, does)


PEOPLE = (
    _one(Role.COORDINATOR, "Osk Tendry", "runs every programme of the region"),
    _one(Role.FACILITATOR, "Ilvi Marchand", "runs a cohort of each offer"),
    _one(Role.EVALUATOR, "Breck Solane", "looks after forty evaluation plans"),
    _one(Role.LEARNER, "Juno Hathersay", "takes part, as one of thousands"),
    _one(Role.LINE_MANAGER, "Calder Wynn", "sees who of their organisation came"),
    _one(Role.ORGANISATION_LEAD, "Perrin Oake", "leads an organisation"),
    _one(Role.PLACE_LEAD, "Sorrel Vane", "leads a county"),
    _one(Role.BOARD_MEMBER, "Lior Ashdown", "reads what the board may read"),
    _one(Role.GOVERNANCE_OFFICER, "Nerys Colt", "reads the audit"),
    _one(Role.ADMINISTRATOR, "Dov Pellam", "looks after accounts"),
)
WITH_A_POST = (Role.FACILITATOR, Role.LEARNER, Role.LINE_MANAGER, Role.ORGANISATION_LEAD)


def add_accounts(world: World, employers: Sequence[Employer]) -> None:
    """An account each; those who work in an organisation are in the directory too."""
    for person in PEOPLE:
        user_id = access.create_user(email=person.email, name=person.name, by=SYSTEM)
        world.user_ids[person.role] = user_id
        if person.role in WITH_A_POST:
            _employ(world, person, employers[0], user_id)
    for role in (Role.GOVERNANCE_OFFICER, Role.ADMINISTRATOR):
        _grant(world, role, ScopeKind.EVERYTHING)
    _grant(world, Role.LEARNER, ScopeKind.SELF)
    _grant(world, Role.PLACE_LEAD, ScopeKind.PLACE, [world.places[1]])
    for role in (Role.LINE_MANAGER, Role.ORGANISATION_LEAD):
        _grant(world, role, ScopeKind.ORGANISATION, [employers[0].id])


def grant_over_programmes(world: World) -> None:
    """Coordinator, evaluator and board member of every programme."""
    for role in (Role.COORDINATOR, Role.EVALUATOR, Role.BOARD_MEMBER):
        _grant(world, role, ScopeKind.PROGRAMME, world.programme_ids)


def _grant(world: World, role: Role, kind: ScopeKind, ids: Iterable[int | None] = (None,)) -> None:
    for scope_id in ids:
        access.grant_role(
            user_id=world.user_ids[role],
            role=role,
            scope_kind=kind,
            scope_id=scope_id,
            starts_on=world.today - timedelta(days=740),
            by=SYSTEM,
        )


def _employ(world: World, person: DemoPerson, employer: Employer, user_id: int) -> None:
    person_id = directory.find_or_add_person(
        name=person.name,
        email=person.email,
        organisation_id=employer.id,
        title=person.role.value.replace("_", " ").capitalize(),
        on=world.today - timedelta(days=800),
        by=SYSTEM,
    )
    directory.connect_user(person_id=person_id, user_id=user_id, by=SYSTEM)
    known = Staff(
        id=person_id,
        name=person.name,
        email=person.email,
        sector=employer.sector,
        organisation_id=employer.id,
        team_id=None,
        manager_id=None,
        user_id=user_id,
        is_quiet=False,
    )
    # The first of the list run cohorts, the next one learns.
    world.staff.insert({Role.FACILITATOR: 0, Role.LEARNER: 1}.get(person.role, 2), known)


def actor_of(world: World, role: Role) -> Actor:
    return Actor(kind="user", id=str(world.user_ids[role]))
