"""Home: what needs this person today, in order."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from goldenthread.access.guards import ActorRequest, public_page, to_sign_in
from goldenthread.web.home import pages


@public_page("sends people who have not signed in to the sign-in page; shows others their own list")
def home(request: ActorRequest) -> HttpResponse:
    if not request.actor.is_signed_in:
        return redirect("demo_welcome") if settings.DEMO else to_sign_in(request)
    page = pages.home_page(request.actor, today=timezone.localdate())
    return render(request, "web/home.jinja", {"page": page})
