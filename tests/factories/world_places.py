"""The ground of a world: a place, its organisations, the people in them, a programme, accounts."""

from datetime import date, timedelta

from goldenthread.access import operations as access
from goldenthread.access.terms import Role, ScopeKind
from goldenthread.directory import operations as directory
from goldenthread.directory.models import Person, Post, Team
from goldenthread.directory.terms import Adjustment, IdentifierScheme
from goldenthread.programmes import operations as programmes
from tests.factories.directory import make_sector
from tests.factories.world import BY, World

LONG_AGO = timedelta(days=400)
SECTORS = ("mental_health", "primary_care", "emergency_services")
#: name → number of the organisation they work for. `unplaced` works nowhere that we know.
PEOPLE = {
    "learner": 0,
    "colleague": 1,
    "third": 2,
    "fourth": 1,
    "offered": 2,
    "waiting": 1,
    "fresh": 2,
    "declined": 0,
    "newcomer": 1,
    "manager": 0,
    "facilitator": 0,
}
WITH_ACCOUNT = ("learner", "manager", "facilitator")


def build_ground(world: World) -> None:
    """Everything that is there before the first offer."""
    _add_places(world)
    _add_organisations(world)
    for name, number in PEOPLE.items():
        _add_person(world, name, number)
    _add_programme(world)
    for name in WITH_ACCOUNT:
        world.users[name] = add_account(world, name)
        directory.connect_user(person_id=world.people[name], user_id=world.users[name], by=BY)
    _draw_lines(world)


def long_ago(world: World) -> date:
    return (world.now - LONG_AGO).date()


def _add_places(world: World) -> None:
    county = directory.add_place(name=world.text("place"), by=BY)
    world.ids["place"] = county
    world.ids["town"] = directory.add_place(name=world.text("place"), parent_id=county, by=BY)


def _add_organisations(world: World) -> None:
    places = ("place", "town", "town")
    for number, (code, place) in enumerate(zip(SECTORS, places, strict=True)):
        made = directory.add_organisation(
            name=world.text("org"),
            sector_id=make_sector(code).pk,
            place_id=world.ids[place],
            welfare_contact=world.text("welfare"),
            by=BY,
        )
        world.ids[f"organisation_{number}"] = made
    first = world.ids["organisation_0"]
    directory.learn_name(organisation_id=first, name=world.text("org"), by=BY)
    directory.set_identifier(
        organisation_id=first,
        scheme=IdentifierScheme.OTHER,
        value=world.text("number"),
        by=BY,
    )
    team = Team.objects.create(organisation_id=first, name=world.text("team"))
    world.ids["team"] = team.pk


def _add_person(world: World, name: str, number: int) -> None:
    person_id = directory.find_or_add_person(
        name=world.text("person"),
        email=world.address(name),
        phone=world.text("phone"),
        pronouns=world.text("pronouns"),
        organisation_id=world.ids[f"organisation_{number}"],
        title=world.text("title"),
        seniority="lead",
        on=long_ago(world),
        by=BY,
    )
    world.people[name] = person_id
    world.words[f"name:{name}"] = Person.objects.get(pk=person_id).name
    directory.set_adjustments(
        person_id=person_id,
        codes=(Adjustment.CAPTIONS, Adjustment.OTHER),
        note=world.text("adjustment"),
        by=BY,
    )


def _add_programme(world: World) -> None:
    world.ids["programme"] = programmes.create_programme(
        name=world.text("programme"),
        slug=f"year-{world.mark[0].lower()}{world.mark[-1].lower()}",
        host_id=world.ids["organisation_0"],
        place_id=world.ids["place"],
        starts_on=long_ago(world),
        need=world.text("need"),
        summary=world.text("summary"),
        support_line="01632 960 118",
        support_hours="8am to 8pm",
        contact_email=world.address("programme", kind="contact"),
        by=BY,
    )


def add_account(world: World, name: str) -> int:
    """Someone of this world who can sign in."""
    return access.create_user(
        email=world.address(f"account-{name}"),
        name=world.text("account"),
        password="a long test password",
        by=BY,
    )


def _draw_lines(world: World) -> None:
    """The learner reports to the manager; everyone's posts have a team where there is one."""
    directory.set_manager(
        person_id=world.people["learner"],
        manager_id=world.people["manager"],
        starts_on=long_ago(world),
        by=BY,
    )
    posts = Post.objects.filter(person_id=world.people["learner"])
    posts.update(team_id=world.ids["team"])
    world.ids["post"] = posts.get().pk
    grant_id = access.grant_role(
        user_id=world.users["manager"],
        role=Role.LINE_MANAGER,
        scope_kind=ScopeKind.ORGANISATION,
        scope_id=world.ids["organisation_0"],
        starts_on=long_ago(world),
        by=BY,
    )
    world.ids["grant"] = grant_id
    world.ids["host"] = world.ids["organisation_0"]
