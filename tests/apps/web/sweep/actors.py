"""One person for each role, all of world A, and those who should reach nothing."""

from datetime import datetime, timedelta

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.test import Client

from goldenthread.access import queries as access
from goldenthread.access.actor import Actor
from goldenthread.access.models import Grant, User
from goldenthread.access.terms import Role, ScopeKind
from goldenthread.directory.models import Person
from tests.factories.world import World

ANONYMOUS = "anonymous"
NOBODY = "no_grant"
ENDED = "ended_coordinator"
VANISHED = "vanished_scope"
GONE = 999_999_999

#: Where each role holds its grant: a kind of scope, and which thing of the world it is.
OVER: dict[Role, tuple[ScopeKind, str]] = {
    Role.COORDINATOR: (ScopeKind.PROGRAMME, "programme"),
    Role.PLACE_LEAD: (ScopeKind.PLACE, "place"),
    Role.ORGANISATION_LEAD: (ScopeKind.ORGANISATION, "organisation_0"),
    Role.FACILITATOR: (ScopeKind.COHORT, "cohort"),
    Role.LEARNER: (ScopeKind.SELF, ""),
    Role.LINE_MANAGER: (ScopeKind.ORGANISATION, "organisation_0"),
    Role.CHAMPION: (ScopeKind.ORGANISATION, "organisation_0"),
    Role.EXPERT_BY_EXPERIENCE: (ScopeKind.SELF, ""),
    Role.EVALUATOR: (ScopeKind.PROGRAMME, "programme"),
    Role.MODERATOR: (ScopeKind.PROGRAMME, "programme"),
    Role.BOARD_MEMBER: (ScopeKind.PROGRAMME, "programme"),
    Role.GOVERNANCE_OFFICER: (ScopeKind.EVERYTHING, ""),
    Role.RECORD_VIEWER: (ScopeKind.ORGANISATION, "organisation_0"),
    Role.CITIZEN: (ScopeKind.SELF, ""),
    Role.ADMINISTRATOR: (ScopeKind.EVERYTHING, ""),
}
#: The same role over another kind of scope.
EXTRA: dict[str, tuple[Role, ScopeKind, str]] = {
    "coordinator_of_place": (Role.COORDINATOR, ScopeKind.PLACE, "place"),
    "coordinator_of_organisation": (Role.COORDINATOR, ScopeKind.ORGANISATION, "organisation_0"),
    "evaluator_of_place": (Role.EVALUATOR, ScopeKind.PLACE, "place"),
}
#: These roles are held by people whom the world knows already.
KNOWN = {
    Role.LEARNER: "learner",
    Role.LINE_MANAGER: "manager",
    Role.FACILITATOR: "facilitator",
}
NAMES = (*(role.value for role in OVER), *EXTRA, NOBODY, ENDED, VANISHED, ANONYMOUS)


def sign_in_all(world: World) -> dict[str, Client]:
    """A browser for each of them."""
    clients = {role.value: _signed_in(_holder(world, role)) for role in OVER}
    for name, (role, kind, thing) in EXTRA.items():
        clients[name] = _signed_in(_account(world, name, role, kind, thing))
    clients[NOBODY] = _signed_in(_user(NOBODY))
    clients[ENDED] = _signed_in(_ended(world))
    clients[VANISHED] = _signed_in(_vanished())
    clients[ANONYMOUS] = Client(raise_request_exception=False)
    return clients


def behind(client: Client, *, now: datetime) -> Actor:
    """The actor whom this browser's requests carry."""
    user_id = client.session.get(SESSION_KEY) if client.cookies else None
    if user_id is None:
        return Actor.anonymous()
    return access.actor_for(User.objects.get(pk=user_id), today=now.date())


def _signed_in(user: User) -> Client:
    """Signed in, with a first page opened, so that the visit is noted already."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    client.get("/health/")
    return client


def _user(name: str) -> User:
    return User.objects.create(
        email=f"{name}@sweep.example", name=f"Sweeper {name}", password=make_password(None)
    )


def _holder(world: World, role: Role) -> User:
    kind, thing = OVER[role]
    if role not in KNOWN:
        return _account(world, role.value, role, kind, thing)
    person = Person.objects.select_related("user").get(pk=world.people[KNOWN[role]])
    assert person.user is not None
    _grant(world, person.user, role, kind, thing)
    return User.objects.get(pk=person.user_id)


def _account(world: World, name: str, role: Role, kind: ScopeKind, thing: str) -> User:
    user = _user(name)
    _grant(world, user, role, kind, thing)
    return user


def _grant(world: World, user: User, role: Role, kind: ScopeKind, thing: str) -> None:
    Grant.objects.get_or_create(
        user=user,
        role=role,
        scope_kind=kind,
        scope_id=world.ids[thing] if thing else None,
        defaults={"starts_on": world.days(-90).date()},
    )


def _ended(world: World) -> User:
    """Ended yesterday, and before that reached all of world A."""
    user = _user(ENDED)
    _grant(world, user, Role.COORDINATOR, ScopeKind.PROGRAMME, "programme")
    Grant.objects.filter(user=user).update(ends_on=world.now.date() - timedelta(days=1))
    return user


def _vanished() -> User:
    """Grants over things that are no longer there."""
    user = _user(VANISHED)
    for kind in (ScopeKind.PROGRAMME, ScopeKind.PLACE, ScopeKind.ORGANISATION, ScopeKind.COHORT):
        for role in (Role.COORDINATOR, Role.EVALUATOR, Role.FACILITATOR):
            Grant.objects.create(
                user=user, role=role, scope_kind=kind, scope_id=GONE, starts_on="2020-01-01"
            )
    return user
