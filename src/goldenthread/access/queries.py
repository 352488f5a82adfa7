"""Who is this, and what do they hold today?"""

from datetime import date

from django.db.models import Q

from goldenthread.access.actor import Actor, HeldGrant
from goldenthread.access.models import Grant, User
from goldenthread.access.terms import Role


def actor_for(user: User, *, today: date) -> Actor:
    """The actor with every grant valid today."""
    rows = Grant.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), user=user)
    held = tuple(
        HeldGrant(Role(g.role), g.scope_kind, g.scope_id)
        for g in rows.filter(starts_on__lte=today).order_by("id")
    )
    return Actor(kind="user", id=str(user.pk), name=user.name, grants=held)


def names_of(user_ids: set[str]) -> dict[str, str]:
    """Names for the ids the audit holds, for pages that say who looked."""
    numbers = [int(i) for i in user_ids if i.isdigit()]
    return {str(u.pk): u.name for u in User.objects.filter(pk__in=numbers)}


def actor_of_id(user_id: int, *, today: date) -> Actor | None:
    """The actor behind an account that can still sign in."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return actor_for(user, today=today) if user else None


def actor_by_email(email: str, *, today: date) -> Actor:
    """The actor of an account known by its address; for commands, which have no session."""
    return actor_for(User.objects.get(email=email.strip().lower()), today=today)
