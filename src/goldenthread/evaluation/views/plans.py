"""Evaluation plans: the list, one plan, drawing it up, freezing it."""

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission
from goldenthread.evaluation.pages import plans as pages
from goldenthread.evaluation.queries import offers
from goldenthread.evaluation.queries import plans as queries


@requires(Permission.WAVE_VIEW, Permission.FINDING_VIEW_BOARD)
def plan_list(request: ActorRequest) -> HttpResponse:
    rows = queries.plans(request.actor)
    context = {
        "heading": pages.heading(rows),
        "plans": pages.lines(rows),
        "waiting": offers.offers_without_plan(request.actor),
    }
    return render(request, "evaluation/plan_list.jinja", context)
