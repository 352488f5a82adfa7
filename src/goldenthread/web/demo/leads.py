"""A line manager and an organisation lead: what they may see of the Surrey year."""

from collections.abc import Mapping
from datetime import date

from goldenthread.access import operations as access
from goldenthread.access.actor import Actor
from goldenthread.access.terms import Role, ScopeKind
from goldenthread.directory import operations as directory
from goldenthread.web.demo.people import demo_person

MANAGES_AT = "Ashcombe Mental Health Trust"
LEADS = "Pinehurst Talking Service"
REPORTS = ("Asha Bright", "Erin Shah")


def add_leads(
    user_ids: Mapping[str, int],
    person_ids: Mapping[str, int],
    organisations: Mapping[str, int],
    *,
    on: date,
    by: Actor,
) -> None:
    """Edie Marsh manages people at the trust; Femi Aldous looks after the talking service."""
    manager = demo_person("manager")
    manager_id = directory.find_or_add_person(
        name=manager.name,
        email=manager.email,
        organisation_id=organisations[MANAGES_AT],
        title="Head of crisis care",
        on=on,
        by=by,
    )
    directory.connect_user(person_id=manager_id, user_id=user_ids["manager"], by=by)
    for name in REPORTS:
        directory.set_manager(
            person_id=person_ids[name], manager_id=manager_id, starts_on=on, by=by
        )
    for key, role, organisation in (
        ("manager", Role.LINE_MANAGER, MANAGES_AT),
        ("lead", Role.ORGANISATION_LEAD, LEADS),
    ):
        access.grant_role(
            user_id=user_ids[key],
            role=role,
            scope_kind=ScopeKind.ORGANISATION,
            scope_id=organisations[organisation],
            starts_on=on,
            by=by,
        )
