"""Puts the actor on the request, and ends sessions that went quiet or lasted a working day."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from goldenthread.access import queries
from goldenthread.access.actor import Actor
from goldenthread.access.models import User

LAST_SEEN = "last_seen"
SINCE = "since"
ENDED = "We signed you out after a quiet time, to keep people's details safe. Sign in to carry on."


class OfSessions(BaseBackend):
    """Knows who a session is of, together with their grants; signing in is for the next backend."""

    def get_user(self, user_id: int) -> User | None:
        user = queries.user_with_grants(user_id)
        return user if user is not None and user.is_active else None


def actor_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = actor_of(request)  # type: ignore[attr-defined]  # our own attribute
        return get_response(request)

    return middleware


def actor_of(request: HttpRequest) -> Actor:
    """The actor behind this request; anonymous when nobody signed in or the session went quiet."""
    user = request.user
    if not user.is_authenticated:
        return Actor.anonymous()
    now = timezone.now()
    if has_ended(request, now=now.timestamp()):
        logout(request)
        messages.info(request, ENDED)
        return Actor.anonymous()
    return queries.actor_for(user, today=timezone.localdate(now))


def has_ended(request: HttpRequest, *, now: float) -> bool:
    """True after the idle time or the longest time; otherwise notes the visit, once a minute."""
    session = request.session
    since, last = float(session.get(SINCE, now)), float(session.get(LAST_SEEN, now))
    if now - last > settings.SESSION_IDLE_SECONDS or now - since > settings.SESSION_COOKIE_AGE:
        return True
    if SINCE not in session:
        session[SINCE] = now
    if LAST_SEEN not in session or now - last > 60:
        session[LAST_SEEN] = now
    return False
