"""Puts the actor on the request, and ends sessions of staff who have gone quiet."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from goldenthread.access import queries
from goldenthread.access.actor import Actor

LAST_SEEN = "last_seen"


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
    if has_gone_quiet(request, now=now.timestamp()):
        logout(request)
        return Actor.anonymous()
    return queries.actor_for(user, today=timezone.localdate(now))


def has_gone_quiet(request: HttpRequest, *, now: float) -> bool:
    """True after the idle time; otherwise notes the visit, at most once a minute."""
    last = float(request.session.get(LAST_SEEN, now))
    if now - last > settings.SESSION_IDLE_SECONDS:
        return True
    if now - last > 60 or LAST_SEEN not in request.session:
        request.session[LAST_SEEN] = now
    return False
