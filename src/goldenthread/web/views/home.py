"""Home: what needs this person today, in order."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from goldenthread.access.guards import ActorRequest, signed_in
from goldenthread.ui import slots


@signed_in("each person sees only their own list")
def home(request: ActorRequest) -> HttpResponse:
    today = timezone.localdate()
    todos = slots.todos(request.actor, today)
    return render(request, "web/home.jinja", {"todos": todos, "today": today})
