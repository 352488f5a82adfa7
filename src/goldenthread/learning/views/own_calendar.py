"""A person's own calendar address, and the calendar behind it."""

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.guards import ActorRequest, personal_link, signed_in
from goldenthread.access.terms import OutOfReach
from goldenthread.learning.forms.feed import FeedForm
from goldenthread.learning.operations import feed as operations
from goldenthread.learning.pages import feed as pages
from goldenthread.learning.queries import feed as queries
from goldenthread.learning.queries.feed import OwnFeed

OWN = "each person has one calendar address of their own"


def _own_feed(request: ActorRequest) -> OwnFeed | None:
    person_id = queries.own_person(request.actor)
    if person_id is None:
        raise OutOfReach("a calendar of one’s own")
    return queries.own_feed(person_id)


def _page(request: ActorRequest, form: FeedForm, address: str = "") -> HttpResponse:
    feed = _own_feed(request)
    words = pages.state_words(feed)
    context = {"form": form, "feed": feed, "address": address, "words": words, "how": pages.HOW}
    return render(request, "learning/own_calendar.jinja", context)


@signed_in(OWN)
@require_safe
def own_calendar(request: ActorRequest) -> HttpResponse:
    return _page(request, FeedForm(initial=pages.initial_of(_own_feed(request))))


@signed_in(OWN)
@require_http_methods(["GET", "POST"])
def own_calendar_make(request: ActorRequest) -> HttpResponse:
    """Answers the POST itself: kept for another request, the address would have to be stored."""
    feed = _own_feed(request)
    if request.method != "POST":
        if feed is None:
            return redirect("learning:own_calendar")
        return _confirm(request, "Make a new address?", pages.RENEW, "Make a new address")
    form = FeedForm(request.POST if feed is None else pages.initial_of(feed))
    if not form.is_valid():
        return _page(request, form)
    return _page(request, form, address=_made(request, form))


def _made(request: ActorRequest, form: FeedForm) -> str:
    token = operations.make_feed(
        title=form.cleaned_data["title"],
        shows_place=form.shows_place,
        now=timezone.now(),
        by=request.actor,
    )
    return request.build_absolute_uri(reverse("learning:calendar_feed", args=(token,)))


@signed_in(OWN)
@require_http_methods(["GET", "POST"])
def own_calendar_change(request: ActorRequest) -> HttpResponse:
    _own_feed(request)
    form = FeedForm(request.POST or None)
    if request.method != "POST":
        return redirect("learning:own_calendar")
    if not form.is_valid():
        return _page(request, form)
    operations.change_feed(
        title=form.cleaned_data["title"], shows_place=form.shows_place, by=request.actor
    )
    return redirect("learning:own_calendar")


@signed_in(OWN)
@require_http_methods(["GET", "POST"])
def own_calendar_end(request: ActorRequest) -> HttpResponse:
    _own_feed(request)
    if request.method != "POST":
        return _confirm(request, "End your calendar address?", pages.END, "End my address")
    operations.end_feed(by=request.actor)
    return redirect("learning:own_calendar")


def _confirm(request: ActorRequest, title: str, happens: tuple[str, ...], act: str) -> HttpResponse:
    context = {"title": title, "happens": happens, "act": act, "action": request.path}
    return render(request, "learning/own_calendar_confirm.jinja", context)


@personal_link("whoever holds the address is the person who made it")
@require_safe
def calendar_feed(request: ActorRequest, token: str) -> HttpResponse:
    feed, now = queries.feed_behind(token), timezone.now()
    if feed is None:
        raise Http404
    sessions = queries.own_sessions(feed.person_id, now=now)
    mark = f'W/"{operations.mark_of(feed, sessions)}"'
    if mark in request.headers.get("If-None-Match", ""):
        return _kept_private(HttpResponseNotModified(), mark)
    text = operations.calendar_text(feed, sessions, stamped=now)
    return _kept_private(HttpResponse(text, content_type="text/calendar; charset=utf-8"), mark)


def _kept_private(response: HttpResponse, mark: str) -> HttpResponse:
    response["ETag"] = mark
    patch_cache_control(response, private=True, no_cache=True)
    return response
