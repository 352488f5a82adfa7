"""A line manager's own page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission
from goldenthread.audit import operations as audit
from goldenthread.learning.pages.team import team_page
from goldenthread.learning.queries.team import team


@requires(Permission.ATTENDANCE_VIEW)
@require_GET
def team_show(request: ActorRequest) -> HttpResponse:
    found = team(request.actor, on=timezone.localdate())
    audit.record_view(
        by=request.actor,
        page="team.attendance",
        subject=("people", ""),
        person_ids=[one.report.person_id for one in found],
    )
    context = {"page": team_page(found, now=timezone.now())}
    return render(request, "learning/team_show.jinja", context)
