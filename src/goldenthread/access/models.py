"""People who sign in, what they were granted, and one-time links."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from goldenthread.access.terms import Role, ScopeKind


class UserManager(BaseUserManager["User"]):
    """Addresses are kept in lower case, so one person has one account."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        user = self.model(email=email.strip().lower(), **extra)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """Someone who can sign in. What they may do comes only from grants."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    #: Every grant of this account, where whoever loaded it has read them already.
    known_grants: "list[Grant] | None" = None

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Grant(models.Model):
    """A role over a scope, for a time. The scope is a kind and an id, never a key."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40, choices=[(r.value, r.value) for r in Role])
    scope_kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in ScopeKind])
    scope_id = models.BigIntegerField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    given_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="grant_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(scope_kind__in=("everything", "self"), scope_id__isnull=True)
                | (
                    ~models.Q(scope_kind__in=("everything", "self"))
                    & models.Q(scope_id__isnull=False)
                ),
                name="grant_names_its_scope",
            ),
        ]

    def holds_on(self, day: date) -> bool:
        """Held on this day: it has begun and has not ended."""
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)

    def __str__(self) -> str:
        return f"{self.role} over {self.scope_kind} {self.scope_id or ''}".strip()


class SignInLink(models.Model):
    """A one-time link sent by email. Its token is made from the key; only a nonce is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    nonce = models.CharField(max_length=32)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Link for {self.user_id} until {self.expires_at:%Y-%m-%d %H:%M}"
