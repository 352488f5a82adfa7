"""Accounts, roles and one-time links."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from goldenthread.access import events, operations, queries
from goldenthread.access.actor import Actor
from goldenthread.access.models import Grant, SignInLink, User
from goldenthread.access.terms import OutOfReach, Refused, Role, ScopeKind
from goldenthread.audit.models import Event
from tests.factories.access import (
    SYSTEM,
    TODAY,
    GrantFactory,
    UserFactory,
    actor_of,
    actor_with,
    user_with,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
NOBODY = Actor.anonymous()


def give(user: User, **more: Any) -> int:
    facts = {
        "user_id": user.pk,
        "role": Role.COORDINATOR,
        "scope_kind": ScopeKind.PROGRAMME,
        "scope_id": 3,
        "starts_on": TODAY,
        "by": SYSTEM,
    }
    return operations.grant_role(**{**facts, **more})


def test_an_account_has_no_right_until_a_role_is_given() -> None:
    user_id = operations.create_user(email=" Robin@Example.org ", name="Robin Field", by=SYSTEM)
    user = User.objects.get(pk=user_id)
    assert (user.email, user.get_full_name(), str(user)) == (
        "robin@example.org",
        "Robin Field",
        "Robin Field",
    )
    assert actor_of(user).grants == ()
    assert User.objects.get_by_natural_key("Robin@example.org") == user


def test_one_address_is_one_account() -> None:
    UserFactory(email="robin@example.org")
    with pytest.raises(Refused, match="already sign in"):
        operations.create_user(email="ROBIN@example.org", name="Robin", by=SYSTEM)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_an_administrator_manages_access(role: Role) -> None:
    by, other = actor_with(role), UserFactory()
    grant = GrantFactory()
    for refused in (
        lambda: operations.create_user(email="a@example.org", name="A", by=by),
        lambda: give(other, by=by),
        lambda: operations.end_grant(grant_id=grant.pk, on=TODAY, by=by),
        lambda: operations.close_account(user_id=other.pk, by=by),
        lambda: operations.open_account(user_id=other.pk, by=by),
        lambda: queries.accounts(by, today=TODAY),
        lambda: queries.account(by, other.pk, today=TODAY),
    ):
        with pytest.raises(OutOfReach):
            refused()


def test_the_same_role_given_twice_is_held_once() -> None:
    user = UserFactory()
    assert give(user) == give(user)
    assert str(Grant.objects.get()) == "coordinator over programme 3"
    assert Event.objects.filter(action="grant.given").count() == 1


def test_a_role_is_not_given_to_nobody_or_backwards_in_time() -> None:
    with pytest.raises(OutOfReach):
        give(User(pk=999))
    with pytest.raises(Refused, match="last day"):
        give(UserFactory(), ends_on=TODAY - timedelta(1))


def test_an_ended_role_keeps_its_history() -> None:
    grant = GrantFactory(starts_on=TODAY - timedelta(9))
    operations.end_grant(grant_id=grant.pk, on=TODAY, by=SYSTEM)
    assert actor_of(grant.user).grants != ()
    assert actor_of(grant.user, today=TODAY + timedelta(1)).grants == ()
    assert Grant.objects.get().ends_on == TODAY
    assert Event.objects.get(action="grant.ended").detail["role"] == "coordinator"


def test_a_role_that_has_not_begun_ends_on_its_first_day() -> None:
    grant = GrantFactory(starts_on=TODAY + timedelta(9))
    operations.end_grant(grant_id=grant.pk, on=TODAY, by=SYSTEM)
    grant.refresh_from_db()
    assert grant.ends_on == grant.starts_on


def test_a_grant_that_is_not_there_is_out_of_reach() -> None:
    with pytest.raises(OutOfReach):
        operations.end_grant(grant_id=999, on=TODAY, by=SYSTEM)


def test_administrators_cannot_lock_themselves_out() -> None:
    user = user_with(Role.ADMINISTRATOR)
    by = actor_of(user)
    with pytest.raises(Refused, match="another administrator"):
        operations.end_grant(grant_id=user.grants.get().pk, on=TODAY, by=by)
    with pytest.raises(Refused, match="another administrator"):
        operations.close_account(user_id=user.pk, by=by)


def test_a_closed_account_can_be_opened_again() -> None:
    user = UserFactory()
    operations.close_account(user_id=user.pk, by=SYSTEM)
    assert queries.actor_of_id(user.pk, today=TODAY) is None
    operations.open_account(user_id=user.pk, by=SYSTEM)
    assert queries.actor_of_id(user.pk, today=TODAY) is not None
    with pytest.raises(OutOfReach):
        operations.close_account(user_id=999, by=SYSTEM)


def test_people_choose_their_own_password() -> None:
    user = UserFactory()
    operations.choose_password(password="a long walk at dusk", by=actor_of(user))
    user.refresh_from_db()
    assert user.check_password("a long walk at dusk")
    with pytest.raises(OutOfReach):
        operations.choose_password(password="a long walk at dusk", by=SYSTEM)


def test_the_list_of_accounts_shows_roles_and_finds_by_name_or_address() -> None:
    administrator = actor_with(Role.ADMINISTRATOR)
    user = UserFactory(name="Ash Green", email="ash@example.org")
    over = GrantFactory(user=user, ends_on=TODAY - timedelta(1))
    held = GrantFactory(user=user, role=Role.EVALUATOR)
    (found,) = queries.accounts(administrator, today=TODAY, search="ash g").object_list
    assert [grant.id for grant in found.grants] == [over.pk, held.pk]
    assert [grant.id for grant in found.held] == [held.pk]
    assert len(queries.accounts(administrator, today=TODAY, search="ash@").object_list) == 1
    assert queries.account(administrator, user.pk, today=TODAY) == found
    with pytest.raises(OutOfReach):
        queries.account(administrator, 999, today=TODAY)


def ask(email: str = "robin@example.org", at: datetime = NOW) -> operations.FreshLink | None:
    return operations.ask_for_sign_in_link(email=email, now=at, by=NOBODY)


def fresh(at: datetime = NOW) -> operations.FreshLink:
    UserFactory(email="robin@example.org", name="Robin Field")
    link = ask(at=at)
    assert link is not None
    return link


def test_a_link_signs_in_once() -> None:
    link = fresh()
    assert operations.use_sign_in_link(token=link.token, now=NOW, by=NOBODY) == link.user_id
    with pytest.raises(Refused, match="Ask for a new one"):
        operations.use_sign_in_link(token=link.token, now=NOW, by=NOBODY)


def test_a_link_is_good_for_twenty_minutes() -> None:
    link = fresh()
    with pytest.raises(Refused):
        operations.use_sign_in_link(token=link.token, now=NOW + timedelta(minutes=21), by=NOBODY)
    operations.use_sign_in_link(token=link.token, now=NOW + timedelta(minutes=19), by=NOBODY)


def test_a_link_of_a_closed_account_does_not_sign_in() -> None:
    link = fresh()
    User.objects.update(is_active=False)
    with pytest.raises(Refused):
        operations.use_sign_in_link(token=link.token, now=NOW, by=NOBODY)


@pytest.mark.parametrize("token", ["", "1-guess", "²-x", "9" * 40, "no-number"])
def test_a_guessed_token_does_not_sign_in(token: str) -> None:
    fresh()
    with pytest.raises(Refused):
        operations.use_sign_in_link(token=token, now=NOW, by=NOBODY)


def test_the_token_is_kept_nowhere() -> None:
    link = fresh()
    row = SignInLink.objects.get()
    assert link.token not in {str(value) for value in row.__dict__.values()}
    assert queries.sign_in_token(row.pk) == link.token
    assert str(row) == f"Link for {link.user_id} until 2026-03-03 09:50"


def test_strangers_and_closed_accounts_get_no_link() -> None:
    UserFactory(email="closed@example.org", is_active=False)
    assert ask("stranger@example.org") is None
    assert ask("closed@example.org") is None


def test_one_account_gets_at_most_five_links_in_ten_minutes() -> None:
    fresh()
    assert [ask() is None for _ in range(5)] == [False] * 4 + [True]
    assert ask(at=NOW + timedelta(minutes=11)) is not None


def test_others_hear_of_a_link_after_the_commit(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    heard: list[tuple[str, str]] = []

    def hear(sender: object, *, name: str, email: str, **rest: object) -> None:
        heard.append((name, email))

    events.sign_in_link_asked.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            fresh()
            assert heard == []
    finally:
        events.sign_in_link_asked.disconnect(hear)
    assert heard == [("Robin Field", "robin@example.org")]


def test_a_message_about_a_spent_or_old_link_is_of_no_use() -> None:
    link = fresh()
    pk = SignInLink.objects.get().pk
    assert queries.reason_not_to_send(pk, NOW) is None
    assert queries.reason_not_to_send(pk, NOW + timedelta(hours=1)) is not None
    operations.use_sign_in_link(token=link.token, now=NOW, by=NOBODY)
    assert queries.reason_not_to_send(pk, NOW) is not None
    assert queries.reason_not_to_send(999, NOW) is not None


def test_sign_ins_and_sign_outs_are_in_the_record() -> None:
    actor = actor_of(UserFactory())
    operations.note_sign_in(user_id=actor.user_id or 0, by=actor)
    operations.note_sign_out(by=actor)
    found = Event.objects.values_list("action", "subject_id")
    assert list(found) == [("sign_in.by_password", actor.id), ("sign_in.out", actor.id)]
