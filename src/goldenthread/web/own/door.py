"""Whose own page this is: that of whoever signed in, or of whoever opened an emailed link."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache

from goldenthread.access.actor import Actor
from goldenthread.access.guards import ActorRequest, own_page, to_sign_in
from goldenthread.access.terms import OutOfReach
from goldenthread.directory import queries as directory

KEY = "own_page"
OPEN_MINUTES = 60
WHY = "each person sees only what is held about themselves"


@dataclass(frozen=True)
class Own:
    """The person, and the actor they are. No person: an account that is joined to nobody."""

    actor: Actor
    person_id: int | None
    is_by_link: bool = False

    @property
    def id(self) -> int:
        if self.person_id is None:
            raise OutOfReach("this account is joined to nobody")
        return self.person_id


def open_for(request: HttpRequest, *, person_id: int) -> None:
    """A session of its own, that opens this one page for an hour and nothing else."""
    request.session.flush()
    until = timezone.now().timestamp() + OPEN_MINUTES * 60
    request.session[KEY] = {"person": person_id, "until": until}


def close(request: HttpRequest) -> None:
    """Nothing of it stays in this browser."""
    request.session.flush()


def owner(request: ActorRequest) -> Own | None:
    """None when nobody signed in and no link was opened within the hour."""
    actor = request.actor
    if actor.user_id is not None:
        return Own(actor, directory.person_of_user(actor.user_id))
    opened = request.session.get(KEY)
    if not opened or float(opened["until"]) < timezone.now().timestamp():
        return None
    person_id = int(opened["person"])
    if directory.user_of_person(person_id) is not None:
        return None  # they have an account since, and sign in with it
    name = directory.name_of(person_id)
    if not name:
        return None
    return Own(Actor.link(subject=f"person:{person_id}", name=name), person_id, is_by_link=True)


def own_view(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponseBase]:
    """A page of one's own: the view gets whose it is."""

    @own_page(WHY)
    @never_cache
    @wraps(view)
    def opened(request: ActorRequest, *args: str, **kwargs: str) -> HttpResponseBase:
        own = owner(request)
        return to_sign_in(request) if own is None else view(request, own, *args, **kwargs)

    return opened
