"""Searching: typed into a form, so that no address holds a name."""

from allauth.core import ratelimit
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.search import forms, pages, queries

TOO_OFTEN = "That is a lot of searching at once. Wait a minute, then carry on."
# Whoever may see none of these has nothing to find.
FINDS = (
    Permission.PERSON_VIEW,
    Permission.DIRECTORY_VIEW,
    Permission.PROGRAMME_VIEW,
    Permission.OFFER_VIEW,
    Permission.COHORT_VIEW,
    Permission.INSTRUMENT_VIEW,
)


@requires(*FINDS)
@require_http_methods(["GET", "HEAD", "POST"])
def hit_list(request: ActorRequest) -> HttpResponse:
    _must_not_ask_too_often(request)
    if request.method == "POST":
        new = forms.remember(request.session, request.POST.get("q", ""))
        return redirect(f"{reverse('search:hit_list')}?search={new}")
    number, typed = forms.remembered(request.session, request.GET)
    kind = request.GET.get("kind", "")
    found = queries.find(request.actor, typed, kind=kind, page=forms.page_of(request.GET))
    page = pages.found_page(found, search=number, kind=kind)
    return render(request, "search/hit_list.jinja", {"page": page})


@requires(*FINDS)
@require_POST
def hit_suggest(request: ActorRequest) -> HttpResponse:
    """The few nearest, beneath the field while someone types."""
    _must_not_ask_too_often(request)
    found = queries.suggest(request.actor, request.POST.get("q", ""))
    context = {"suggested": pages.suggested(found.groups), "said": pages.said(found)}
    return render(request, "search/_suggestions.jinja", context | {"typed": found.typed})


def _must_not_ask_too_often(request: ActorRequest) -> None:
    if not ratelimit.consume(request, action="search"):
        raise Refused(TOO_OFTEN)
