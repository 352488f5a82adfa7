"""The session side of signing in, on allauth's rate limits and Django's sessions."""

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth import login, logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from goldenthread.access import operations, queries
from goldenthread.access.actor import Actor
from goldenthread.access.terms import Refused

NOT_RIGHT = (
    "The email address or the password is not right. Check them, or ask for a link by email."
)
TOO_MANY = "That was tried many times. Wait five minutes, or ask for a link by email."
TOO_MANY_LINKS = "Many links were asked for from here. Wait ten minutes, then ask again."


def safe_next(request: HttpRequest) -> str:
    """Where to go after signing in: a page of ours, never another site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else settings.LOGIN_REDIRECT_URL


def by_password(request: HttpRequest, *, email: str, password: str) -> None:
    """Begin a session, or refuse with one sentence for every reason.

    allauth counts the tries by address and by computer, and takes as long for an address that
    nobody has as for a wrong password.
    """
    try:
        user = get_adapter(request).authenticate(request, email=email, password=password)
    except ValidationError as limited:
        raise Refused(TOO_MANY) from limited
    if user is None or not user.is_active:
        raise Refused(NOT_RIGHT)
    begin(request, int(user.pk))
    operations.note_sign_in(user_id=user.pk, by=Actor(kind="user", id=str(user.pk)))


def begin(request: HttpRequest, user_id: int) -> None:
    """A session under a new key, so that a key known before is worth nothing after."""
    login(request, queries.user(user_id), backend=settings.AUTHENTICATION_BACKENDS[0])


def end(request: HttpRequest, actor: Actor) -> None:
    """Sign out; the session and all in it is gone."""
    if actor.is_signed_in:
        operations.note_sign_out(by=actor)
    logout(request)


def must_not_ask_too_often(request: HttpRequest) -> None:
    """So that nobody fills mailboxes from one computer."""
    if not ratelimit.consume(request, action="ask_link"):
        raise Refused(TOO_MANY_LINKS)
