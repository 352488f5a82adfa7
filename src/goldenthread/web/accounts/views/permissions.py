"""Who may do what."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.access import pages
from goldenthread.access.guards import ActorRequest, signed_in


@signed_in("everyone who works here may see who may do what")
@require_GET
def permission_list(request: ActorRequest) -> HttpResponse:
    shown = {"cards": pages.role_cards(), "groups": pages.permission_lines()}
    return render(request, "accounts/permission_list.jinja", shown)
