"""The page about oneself: what is held, and who looked."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from goldenthread.access.guards import ActorRequest, signed_in
from goldenthread.web.home import mine


@signed_in("each person sees only what is held about themselves")
def my_page(request: ActorRequest) -> HttpResponse:
    page = mine.my_page(request.actor, today=timezone.localdate())
    return render(request, "web/mine.jinja", {"page": page})
