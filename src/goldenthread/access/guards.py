"""Every URL declares who may use it. A test sweeps the URL map for views that do not."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django_htmx.middleware import HtmxDetails

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission

P = ParamSpec("P")


class ActorRequest(HttpRequest):
    """A request after the middleware: it always carries an actor. Views annotate with this."""

    actor: Actor
    htmx: HtmxDetails


View = Callable[Concatenate[ActorRequest, P], HttpResponseBase]


@dataclass(frozen=True)
class Declared:
    """What a view declares: permissions (any of them), or why it needs none."""

    kind: str  # "permission", "signed_in", "public", "personal_link", "demo"
    permissions: tuple[Permission, ...] = ()
    why: str = ""


def to_sign_in(request: HttpRequest) -> HttpResponse:
    query = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{settings.LOGIN_URL}?{query}")


def _declare(view: View[P], declared: Declared) -> View[P]:
    view.declared = declared  # type: ignore[attr-defined]  # read by the URL sweep
    return view


def requires(*permissions: Permission) -> Callable[[View[P]], View[P]]:
    """The person must hold one of the permissions over something; the query checks over what."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: ActorRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            actor = request.actor
            if not actor.is_signed_in:
                return to_sign_in(request)
            if not any(actor.may(permission) for permission in permissions):
                raise Http404
            return view(request, *args, **kwargs)

        return _declare(guarded, Declared("permission", permissions))

    return decorate


def signed_in(why: str) -> Callable[[View[P]], View[P]]:
    """Anyone who has signed in; the page shows only what is their own."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: ActorRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.actor.is_signed_in:
                return to_sign_in(request)
            return view(request, *args, **kwargs)

        return _declare(guarded, Declared("signed_in", why=why))

    return decorate


def public_page(why: str) -> Callable[[View[P]], View[P]]:
    """Open to everyone, because …"""
    return lambda view: _declare(view, Declared("public", why=why))


def personal_link(why: str) -> Callable[[View[P]], View[P]]:
    """Open to whoever holds the personal link; the view resolves the token or answers 404."""
    return lambda view: _declare(view, Declared("personal_link", why=why))


def own_page(why: str) -> Callable[[View[P]], View[P]]:
    """For the person themselves: signed in, or by the emailed link to their own page.

    The view finds whose page it is, and sends everybody else to sign in.
    """
    return lambda view: _declare(view, Declared("signed_in", why=why))


def demo_page(why: str) -> Callable[[View[P]], View[P]]:
    """Exists in the demonstration only; a test shows the address absent everywhere else."""
    return lambda view: _declare(view, Declared("demo", why=why))
