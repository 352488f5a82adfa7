"""Accounts, grants and one-time links."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from goldenthread.access import vault
from goldenthread.access.actor import Actor
from goldenthread.access.models import Grant, SignInLink, User
from goldenthread.access.terms import OutOfReach, Permission, Refused, Role, ScopeKind
from goldenthread.audit import operations as audit

LINK_MINUTES = 20
LINK_PURPOSE = "sign-in-link"


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
    grant.ends_on = max(on, grant.starts_on)
    grant.save(update_fields=["ends_on"])
    audit.record(by=by, action="grant.ended", subject=("user", grant.user_id))


@transaction.atomic
def ask_for_sign_in_link(*, email: str, now: datetime, by: Actor) -> FreshLink | None:
    """A link for the account with this address, or None; the page says the same either way."""
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        return None
    recent = SignInLink.objects.filter(user=user, created_at__gt=now - timedelta(minutes=10))
    if recent.count() >= 5:
        return None
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(
        user=user,
        token_digest=vault.digest(token, purpose=LINK_PURPOSE),
        created_at=now,
        expires_at=now + timedelta(minutes=LINK_MINUTES),
    )
    audit.record(by=by, action="sign_in.link_asked", subject=("user", user.pk))
    return FreshLink(user.pk, user.name, user.email, token)


@transaction.atomic
def use_sign_in_link(*, token: str, now: datetime, by: Actor) -> int:
    """Spend the link and return the account's id; a spent or old link says what to do next."""
    row = (
        SignInLink.objects.select_for_update()
        .filter(token_digest=vault.digest(token, purpose=LINK_PURPOSE))
        .first()
    )
    if row is None or row.used_at is not None or row.expires_at < now or not row.user.is_active:
        raise Refused("This link has been used or is too old. Ask for a new one below.")
    row.used_at = now
    row.save(update_fields=["used_at"])
    audit.record(by=by, action="sign_in.by_link", subject=("user", row.user_id))
    return int(row.user_id)
