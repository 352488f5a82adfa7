"""The people a visitor may sign in as. All invented."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.access import operations as access
from goldenthread.access import queries as accounts
from goldenthread.access.actor import Actor
from goldenthread.access.terms import Role, ScopeKind


@dataclass(frozen=True)
class DemoPerson:
    key: str
    name: str
    email: str
    role: Role
    does: str


PEOPLE = (
    DemoPerson(
        "coordinator",
        "Rowan Achebe",
        "rowan.achebe@demo.example",
        Role.COORDINATOR,
        "runs both programmes: screens, forms cohorts, offers places, sends waves",
    ),
    DemoPerson(
        "facilitator",
        "Marit Solheim",
        "marit.solheim@demo.example",
        Role.FACILITATOR,
        "runs sessions and takes the register on a phone",
    ),
    DemoPerson(
        "evaluator",
        "Imani Brook",
        "imani.brook@demo.example",
        Role.EVALUATOR,
        "designs the questions and alone may join answers to people",
    ),
    DemoPerson(
        "learner",
        "Asha Bright",
        "asha.bright@demo.example",
        Role.LEARNER,
        "took part in Set A; sees her own record and who looked at it",
    ),
    DemoPerson(
        "board",
        "Leo Farrant",
        "leo.farrant@demo.example",
        Role.BOARD_MEMBER,
        "reads what the disclosure table allows the board",
    ),
    DemoPerson(
        "governance",
        "Ruth Adeyemi",
        "ruth.adeyemi@demo.example",
        Role.GOVERNANCE_OFFICER,
        "reads the audit",
    ),
    DemoPerson(
        "administrator",
        "Conor Bielby",
        "conor.bielby@demo.example",
        Role.ADMINISTRATOR,
        "looks after accounts, and sees no content",
    ),
    DemoPerson(
        "manager",
        "Edie Marsh",
        "edie.marsh@demo.example",
        Role.LINE_MANAGER,
        "sees the sessions of the people who report to her, and nothing they said",
    ),
    DemoPerson(
        "lead",
        "Femi Aldous",
        "femi.aldous@demo.example",
        Role.ORGANISATION_LEAD,
        "sees how many people of his own organisation take part",
    ),
)


def demo_person(key: str) -> DemoPerson:
    """One of them."""
    return next(person for person in PEOPLE if person.key == key)


def add_accounts(*, by: Actor, on: date) -> dict[str, int]:
    """An account for each demo person; grants over programmes follow when those exist."""
    ids = {}
    for person in PEOPLE:
        ids[person.key] = access.create_user(email=person.email, name=person.name, by=by)
    for key, role in (
        ("governance", Role.GOVERNANCE_OFFICER),
        ("administrator", Role.ADMINISTRATOR),
    ):
        access.grant_role(
            user_id=ids[key], role=role, scope_kind=ScopeKind.EVERYTHING, starts_on=on, by=by
        )
    access.grant_role(
        user_id=ids["learner"], role=Role.LEARNER, scope_kind=ScopeKind.SELF, starts_on=on, by=by
    )
    return ids


def grant_over_programme(
    *, user_ids: Mapping[str, int], programme_id: int, on: date, by: Actor
) -> None:
    """Coordinator, evaluator and board member of one programme."""
    for key in ("coordinator", "evaluator", "board"):
        role = demo_person(key).role
        access.grant_role(
            user_id=user_ids[key],
            role=role,
            scope_kind=ScopeKind.PROGRAMME,
            scope_id=programme_id,
            starts_on=on,
            by=by,
        )


def actor_of(key: str, *, today: date) -> Actor:
    """The demo person as an actor, so that the story is told with their own rights."""
    return accounts.actor_by_email(demo_person(key).email, today=today)
