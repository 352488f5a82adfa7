"""People who sign in, and what they hold."""

from datetime import date
from typing import Any

import factory
from django.contrib.auth.hashers import make_password
from django.test import Client

from goldenthread.access import queries
from goldenthread.access.actor import Actor
from goldenthread.access.models import Grant, User
from goldenthread.access.terms import Role, ScopeKind

TODAY = date(2026, 3, 3)
SYSTEM = Actor.system(reason="a test")


class UserFactory(factory.django.DjangoModelFactory[User]):
    """An account without any right."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.LazyFunction(lambda: make_password(None))


class GrantFactory(factory.django.DjangoModelFactory[Grant]):
    """A role over everything, unless the test names a scope."""

    class Meta:
        model = Grant

    user = factory.SubFactory(UserFactory)
    role = Role.COORDINATOR
    scope_kind = ScopeKind.EVERYTHING
    scope_id: int | None = None
    starts_on = date(2026, 1, 1)


def user_with(role: Role, *, over: tuple[ScopeKind, int | None] | None = None, **more: Any) -> User:
    """Someone who holds this role over everything, or over the scope named."""
    kind, scope_id = over or (ScopeKind.EVERYTHING, None)
    grant = GrantFactory(role=role, scope_kind=kind, scope_id=scope_id, **more)
    return grant.user


def actor_of(user: User, *, today: date = TODAY) -> Actor:
    """The actor behind this account on a day."""
    return queries.actor_for(user, today=today)


def actor_with(role: Role, *, over: tuple[ScopeKind, int | None] | None = None) -> Actor:
    """An actor who holds this role over everything, or over the scope named."""
    return actor_of(user_with(role, over=over))


def client_of(user: User) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(user)
    return client
