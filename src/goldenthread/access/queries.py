"""Who is this, and what do they hold today?"""

from datetime import date, datetime
from typing import cast

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q, QuerySet

from goldenthread.access import vault
from goldenthread.access.actor import Actor, HeldGrant
from goldenthread.access.models import Grant, SignInLink, User
from goldenthread.access.terms import AccountCard, GrantRow, OutOfReach, Permission, Role

LINK_KIND = "sign-in"
ACCOUNTS_A_PAGE = 50


def actor_for(user: User, *, today: date) -> Actor:
    """The actor with every grant valid today."""
    known = user.known_grants
    grants = user.grants.order_by("id") if known is None else known
    held = tuple(
        HeldGrant(Role(g.role), g.scope_kind, g.scope_id) for g in grants if g.holds_on(today)
    )
    return Actor(kind="user", id=str(user.pk), name=user.name, grants=held)


def user_with_grants(user_id: int) -> User | None:
    """Who a request is from and what they were granted: every page begins with this one query."""
    grants = list(Grant.objects.filter(user=user_id).select_related("user").order_by("id"))
    user = grants[0].user if grants else User.objects.filter(pk=user_id).first()
    if user is not None:
        user.known_grants = grants
    return user


def user(user_id: int) -> User:
    """The account itself, for Django's own sign-in."""
    return User.objects.get(pk=user_id)


def names_of(user_ids: set[str]) -> dict[str, str]:
    """Names for the ids the audit holds, for pages that say who looked."""
    numbers = [int(i) for i in user_ids if i.isdigit()]
    return {str(u.pk): u.name for u in User.objects.filter(pk__in=numbers)}


def actor_of_id(user_id: int, *, today: date) -> Actor | None:
    """The actor behind an account that can still sign in."""
    user = user_with_grants(user_id)
    return actor_for(user, today=today) if user and user.is_active else None


def user_by_email(email: str) -> User:
    """The account with this address, for the demonstration's one-click sign-in."""
    return User.objects.get(email=email.strip().lower())


def actor_by_email(email: str, *, today: date) -> Actor:
    """The actor of an account known by its address; for commands, which have no session."""
    return actor_for(User.objects.get(email=email.strip().lower()), today=today)


def sign_in_token(link_id: int) -> str:
    """The token of a sign-in link, made again from the key; it is kept nowhere."""
    link = SignInLink.objects.get(pk=link_id)
    return vault.link_token(LINK_KIND, link_id, nonce=link.nonce)


def link_of_token(token: str) -> SignInLink | None:
    """The link behind a genuine token, whether or not it can still be used."""
    link = SignInLink.objects.filter(pk=vault.number_in(token) or 0).first()
    if link is None or vault.subject_of_token(LINK_KIND, token, nonce=link.nonce) is None:
        return None
    return link


def reason_not_to_send(link_id: int, now: datetime) -> str | None:
    """Why a message with this link would be of no use any more."""
    link = SignInLink.objects.filter(pk=link_id).first()
    if link is None or link.used_at is not None or link.expires_at < now:
        return "The link was used, or is too old to be of use."
    return None


def _managed(actor: Actor) -> QuerySet[User]:
    if not actor.reach(Permission.ACCESS_MANAGE).everything:
        raise OutOfReach("only an administrator sees accounts")
    grants = Prefetch("grants", queryset=Grant.objects.order_by("starts_on", "id"))
    return User.objects.order_by("name", "id").prefetch_related(grants)


def accounts(
    actor: Actor, *, today: date, search: str = "", page: int | str = 1
) -> Page[AccountCard]:
    """Who can sign in, by name; for administrators."""
    rows = _managed(actor)
    if search:
        rows = rows.filter(Q(name__icontains=search) | Q(email__icontains=search))
    found = Paginator(rows, ACCOUNTS_A_PAGE).get_page(page)
    cards = [_account(user, today) for user in found.object_list]
    return Page(cards, found.number, cast("Paginator[AccountCard]", found.paginator))


def account(actor: Actor, user_id: int, *, today: date) -> AccountCard:
    """One account with every role it holds or held."""
    user = _managed(actor).filter(pk=user_id).first()
    if user is None:
        raise OutOfReach(f"user {user_id}")
    return _account(user, today)


def _account(user: User, today: date) -> AccountCard:
    grants = tuple(_grant(grant, today) for grant in user.grants.all())
    return AccountCard(user.pk, user.name, user.email, user.is_active, grants)


def _grant(row: Grant, today: date) -> GrantRow:
    return GrantRow(
        id=row.pk,
        role=Role(row.role),
        scope_kind=row.scope_kind,
        scope_id=row.scope_id,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        is_over=row.ends_on is not None and row.ends_on < today,
    )


def own_account(user_id: int) -> list[dict[str, object]]:
    """Everything held about an account, for the person whose it is."""
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        return []
    links = SignInLink.objects.filter(user=user).order_by("-id")
    return [
        {
            "sign_in_address": user.email,
            "name": user.name,
            "open": user.is_active,
            "since": user.date_joined,
            "last_sign_in": user.last_login,
            "roles": [
                {
                    "role": Role(g.role).value,
                    "over": g.scope_kind,
                    "from": g.starts_on,
                    "until": g.ends_on,
                }
                for g in user.grants.order_by("starts_on", "id")
            ],
            "sign_in_links": [{"asked": link.created_at, "used": link.used_at} for link in links],
        }
    ]
