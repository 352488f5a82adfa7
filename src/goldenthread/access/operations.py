"""Accounts, grants and one-time links."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from goldenthread.access import events, queries, rules
from goldenthread.access.actor import Actor
from goldenthread.access.models import Grant, SignInLink, User
from goldenthread.access.terms import OutOfReach, Permission, Refused, Role, ScopeKind
from goldenthread.audit import operations as audit

LINK_MINUTES = 20
MOST_LINKS = 5
CLOSED = "Someone whose account is closed"


@dataclass(frozen=True)
class FreshLink:
    """The token goes into the message and nowhere else."""

    user_id: int
    name: str
    email: str
    token: str


def _must_manage(by: Actor) -> None:
    if not by.reach(Permission.ACCESS_MANAGE).everything:
        raise OutOfReach("only an administrator manages access")


@transaction.atomic
def create_user(*, email: str, name: str, by: Actor, password: str | None = None) -> int:
    """An account without any right: rights come from grants."""
    _must_manage(by)
    address = email.strip().lower()
    if User.objects.filter(email=address).exists():
        raise Refused(f"Someone with the address {address} can already sign in.")
    user = User.objects.create_user(address, password, name=name)
    audit.record(by=by, action="user.created", subject=("user", user.pk))
    return int(user.pk)


@transaction.atomic
def grant_role(
    *,
    user_id: int,
    role: Role,
    scope_kind: ScopeKind,
    starts_on: date,
    by: Actor,
    scope_id: int | None = None,
    ends_on: date | None = None,
) -> int:
    """Give a role over a scope; giving the same open grant twice gives it once."""
    _must_manage(by)
    if not User.objects.filter(pk=user_id).exists():
        raise OutOfReach(f"user {user_id}")
    rules.must_run_forwards(starts_on, ends_on)
    grant, is_new = Grant.objects.get_or_create(
        user_id=user_id,
        role=role.value,
        scope_kind=scope_kind.value,
        scope_id=scope_id,
        ends_on=ends_on,
        defaults={"starts_on": starts_on, "given_by": by.id},
    )
    if is_new:
        audit.record(
            by=by,
            action="grant.given",
            subject=("user", user_id),
            detail={"role": role.value, "scope": scope_kind.value, "scope_id": scope_id},
        )
    return int(grant.pk)


@transaction.atomic
def end_grant(*, grant_id: int, on: date, by: Actor) -> None:
    """The grant ends with this day; the history stays."""
    _must_manage(by)
    grant = Grant.objects.select_for_update().filter(pk=grant_id).first()
    if grant is None:
        raise OutOfReach("no such grant")
    if grant.user_id == by.user_id and grant.role == Role.ADMINISTRATOR:
        raise Refused("Ask another administrator to end your own administrator role.")
    grant.ends_on = max(on, grant.starts_on)
    grant.save(update_fields=["ends_on"])
    audit.record(
        by=by,
        action="grant.ended",
        subject=("user", grant.user_id),
        detail={"role": grant.role, "scope": grant.scope_kind, "scope_id": grant.scope_id},
    )


@transaction.atomic
def ask_for_sign_in_link(*, email: str, now: datetime, by: Actor) -> FreshLink | None:
    """A link for the account with this address, or None; the page says the same either way."""
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        return None
    recent = SignInLink.objects.filter(user=user, created_at__gt=now - timedelta(minutes=10))
    if recent.count() >= MOST_LINKS:
        return None
    link = SignInLink.objects.create(
        user=user,
        nonce=secrets.token_hex(16),
        created_at=now,
        expires_at=now + timedelta(minutes=LINK_MINUTES),
    )
    audit.record(by=by, action="sign_in.link_asked", subject=("user", user.pk))
    fresh = FreshLink(user.pk, user.name, user.email, queries.sign_in_token(link.pk))
    transaction.on_commit(
        lambda: events.sign_in_link_asked.send(
            sender=SignInLink, link_id=link.pk, name=fresh.name, email=fresh.email
        )
    )
    return fresh


@transaction.atomic
def use_sign_in_link(*, token: str, now: datetime, by: Actor) -> int:
    """Spend the link and return the account's id; a spent or old link says what to do next."""
    link = queries.link_of_token(token)
    # The claim is one conditional update, so that a link opened twice at once is spent once.
    spent = link and SignInLink.objects.filter(
        pk=link.pk, used_at__isnull=True, expires_at__gte=now, user__is_active=True
    ).update(used_at=now)
    if not link or not spent:
        raise Refused("This link has been used or is too old. Ask for a new one below.")
    audit.record(by=by, action="sign_in.by_link", subject=("user", link.user_id))
    return int(link.user_id)


def note_sign_in(*, user_id: int, by: Actor) -> None:
    """A sign-in with a password is in the record; one by link records itself."""
    audit.record(by=by, action="sign_in.by_password", subject=("user", user_id))


def note_sign_out(*, by: Actor) -> None:
    """The end of a visit, when the person ended it themselves."""
    audit.record(by=by, action="sign_in.out", subject=("user", by.id))


@transaction.atomic
def choose_password(*, password: str, by: Actor) -> None:
    """The person chooses their own password; its form has checked that it is long and uncommon."""
    user = User.objects.select_for_update().filter(pk=by.user_id or 0).first()
    if user is None:
        raise OutOfReach("only someone who signed in has a password")
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record(by=by, action="user.password_chosen", subject=("user", user.pk))


@transaction.atomic
def close_account(*, user_id: int, by: Actor) -> None:
    """The person can no longer sign in; what they did stays in the record under their name."""
    _must_manage(by)
    if user_id == by.user_id:
        raise Refused("Ask another administrator to close your own account.")
    _set_active(user_id, is_active=False)
    audit.record(by=by, action="user.closed", subject=("user", user_id))


@transaction.atomic
def open_account(*, user_id: int, by: Actor) -> None:
    """The person can sign in again, with the roles that have not ended."""
    _must_manage(by)
    _set_active(user_id, is_active=True)
    audit.record(by=by, action="user.opened", subject=("user", user_id))


def _set_active(user_id: int, *, is_active: bool) -> None:
    if not User.objects.filter(pk=user_id).update(is_active=is_active):
        raise OutOfReach(f"user {user_id}")


@transaction.atomic
def forget_account(*, user_id: int, by: Actor) -> None:
    """Closed for good, without name or address; what it did stays in the record by number."""
    _must_manage(by)
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise OutOfReach(f"user {user_id}")
    user.name, user.email = CLOSED, f"closed-{user.pk}@closed.invalid"
    user.is_active = False
    user.set_unusable_password()
    user.save()
    SignInLink.objects.filter(user=user).delete()
    audit.record(by=by, action="user.closed", subject=("user", user_id))
