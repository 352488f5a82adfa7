"""What a grant reaches: what still exists, and nothing else."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from goldenthread.access import queries, scopes
from goldenthread.access.actor import NOTHING, Actor
from goldenthread.access.terms import OutOfReach, Permission, Role, ScopeKind
from tests.factories.access import TODAY, GrantFactory, UserFactory, actor_of, actor_with

pytestmark = pytest.mark.django_db
LIVING_PROGRAMMES = frozenset({1, 2})
OFFERS = {1: frozenset({10, 11}), 2: frozenset({20})}
COHORTS = {10: frozenset({100}), 20: frozenset({200})}


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two programmes with offers and cohorts, taught to access by three resolvers."""
    monkeypatch.setattr(scopes, "_RESOLVERS", {})
    scopes.register("programme", lambda ids: {"programme": ids & LIVING_PROGRAMMES})
    scopes.register("programme", offers_of)
    scopes.register("offer", lambda ids: {"cohort": union(COHORTS, ids)})


def offers_of(ids: scopes.Ids) -> scopes.Expansion:
    return {"offer": union(OFFERS, ids)}


def union(table: dict[int, scopes.Ids], ids: scopes.Ids) -> scopes.Ids:
    return frozenset().union(*(table.get(i, frozenset()) for i in ids))


def coordinator_of(programme_id: int) -> Actor:
    return actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, programme_id))


def test_a_programme_reaches_its_offers_and_their_cohorts() -> None:
    reach = coordinator_of(1).reach(Permission.OFFER_VIEW)
    assert (reach.ids("programme"), reach.ids("offer")) == ({1}, {10, 11})
    assert reach.ids("cohort") == {100}
    assert not reach.everything


def test_a_grant_over_one_programme_does_not_reach_another() -> None:
    actor = coordinator_of(1)
    assert actor.may_reach(Permission.OFFER_VIEW, "offer", 10)
    actor.must_reach(Permission.OFFER_VIEW, "offer", 10)
    with pytest.raises(OutOfReach):
        actor.must_reach(Permission.OFFER_VIEW, "offer", 20)


def test_a_grant_over_something_that_is_gone_reaches_nothing() -> None:
    reach = coordinator_of(999).reach(Permission.OFFER_VIEW)
    assert reach.ids("programme") == frozenset()
    assert reach.ids("offer") == frozenset()
    assert not reach.covers("programme", 999)


def test_a_scope_nobody_resolves_reaches_nothing() -> None:
    actor = actor_with(Role.COORDINATOR, over=(ScopeKind.PLACE, 5))
    assert actor.reach(Permission.OFFER_VIEW).ids("place") == frozenset()


def test_teaching_the_same_twice_changes_nothing() -> None:
    scopes.register("programme", offers_of)
    assert coordinator_of(2).reach(Permission.OFFER_VIEW).ids("offer") == {20}


def test_one_resolver_is_asked_only_about_what_the_others_have_not_found() -> None:
    asked: list[scopes.Ids] = []

    def living(ids: scopes.Ids) -> scopes.Expansion:
        asked.append(ids)
        return {"place": ids - {9}}

    scopes.register("place", living, for_the_rest=True)
    scopes.register("place", lambda ids: {"place": ids & {1}})
    assert scopes.expand("place", frozenset({1, 5, 9})) == {"place": {1, 5}}
    assert asked == [{5, 9}]
    scopes.expand("place", frozenset({1}))
    assert asked == [{5, 9}]


def test_two_grants_reach_both() -> None:
    user = UserFactory()
    for programme_id in (1, 2):
        GrantFactory(user=user, scope_kind=ScopeKind.PROGRAMME, scope_id=programme_id)
    assert actor_of(user).reach(Permission.OFFER_VIEW).ids("offer") == {10, 11, 20}


def test_a_grant_over_everything_covers_whatever_there_is() -> None:
    reach = actor_with(Role.COORDINATOR).reach(Permission.OFFER_VIEW)
    assert reach.everything
    assert reach.covers("offer", 12345)


def test_a_permission_the_role_does_not_hold_reaches_nothing() -> None:
    actor = actor_with(Role.COORDINATOR)
    assert actor.reach(Permission.ANSWER_LINK) is NOTHING
    assert not actor.may(Permission.ANSWER_LINK)


def test_each_role_reaches_only_over_its_own_scope() -> None:
    user = UserFactory()
    GrantFactory(user=user, role=Role.EVALUATOR)
    GrantFactory(user=user, scope_kind=ScopeKind.PROGRAMME, scope_id=1)
    actor = actor_of(user)
    assert actor.reach(Permission.ANSWER_LINK).everything
    assert not actor.reach(Permission.APPLICATION_VIEW).everything
    assert actor.roles == (Role.EVALUATOR, Role.COORDINATOR)
    assert actor.has_role(Role.EVALUATOR)


def test_any_of_several_permissions_will_do() -> None:
    actor = coordinator_of(1)
    several = (Permission.ANSWER_LINK, Permission.OFFER_VIEW)
    actor.must_reach_any(several, "offer", 10)
    with pytest.raises(OutOfReach):
        actor.must_reach_any(several, "offer", 20)


def test_the_system_reaches_everything_and_says_why() -> None:
    actor = Actor.system(reason="sending messages")
    assert actor.reach(Permission.ANSWER_LINK).everything
    assert (actor.kind, actor.reason, actor.user_id) == ("system", "sending messages", None)


@pytest.mark.parametrize("actor", [Actor.anonymous(), Actor.link(subject="invitation:42")])
def test_a_stranger_and_a_link_reach_nothing(actor: Actor) -> None:
    assert not any(actor.may(permission) for permission in Permission)
    assert not actor.is_signed_in


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [(0, None, True), (0, 0, True), (1, None, False), (-9, -1, False), (-9, 9, True)],
)
def test_a_grant_holds_from_its_first_to_its_last_day(
    starts: int, ends: int | None, holds: bool
) -> None:
    last = None if ends is None else TODAY + timedelta(ends)
    grant = GrantFactory(starts_on=TODAY + timedelta(starts), ends_on=last)
    assert actor_of(grant.user).may(Permission.OFFER_VIEW) is holds


def test_the_actor_of_an_account_knows_name_and_id() -> None:
    user = UserFactory(name="Robin Field")
    actor = queries.actor_of_id(user.pk, today=TODAY)
    assert actor is not None
    assert (actor.name, actor.user_id, actor.is_signed_in) == ("Robin Field", user.pk, True)


def test_who_asks_and_what_they_hold_is_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    user = UserFactory()
    GrantFactory(user=user, role=Role.EVALUATOR)
    GrantFactory(user=user, role=Role.MODERATOR, starts_on=TODAY + timedelta(1))
    with django_assert_num_queries(1):
        found = queries.user_with_grants(user.pk)
        assert found is not None
        assert queries.actor_for(found, today=TODAY).roles == (Role.EVALUATOR,)


def test_an_account_without_any_grant_is_known_all_the_same() -> None:
    user = UserFactory()
    found = queries.user_with_grants(user.pk)
    assert found == user
    assert queries.actor_for(user, today=TODAY).grants == ()
    assert queries.user_with_grants(999_999) is None


def test_a_closed_account_has_no_actor() -> None:
    assert queries.actor_of_id(UserFactory(is_active=False).pk, today=date.max) is None


def test_an_actor_is_found_by_address_for_commands() -> None:
    user = UserFactory(email="robin@example.org")
    assert queries.actor_by_email(" Robin@Example.org", today=TODAY).user_id == user.pk
    assert queries.user_by_email(" Robin@Example.org") == queries.user(user.pk) == user


def test_names_are_found_for_the_ids_of_the_record() -> None:
    user = UserFactory(name="Robin Field")
    assert queries.names_of({str(user.pk), "", "invitation:42"}) == {str(user.pk): "Robin Field"}
