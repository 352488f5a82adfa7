"""Help, accessibility and privacy: open to everyone, in plain words."""

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.access.guards import ActorRequest, public_page
from goldenthread.access.table import ROWS


@public_page("anyone may need help before they have an account")
def help_page(request: ActorRequest) -> HttpResponse:
    return render(request, "web/help.jinja", {})


@public_page("the accessibility statement is for everyone")
def accessibility(request: ActorRequest) -> HttpResponse:
    return render(request, "web/accessibility.jinja", {})


@public_page("people may read who sees what before they give anything")
def privacy(request: ActorRequest) -> HttpResponse:
    return render(request, "web/privacy.jinja", {"roles": [r for r in ROWS if r.permissions]})


def not_found(request: ActorRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/not_found.jinja", {}, status=404)


def something_broke(request: ActorRequest) -> HttpResponse:
    return render(request, "web/something_broke.jinja", {}, status=500)
