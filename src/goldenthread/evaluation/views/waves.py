"""Who is asked what when, and what they would read. Nothing here tells who answered."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission
from goldenthread.evaluation.pages import waves as pages
from goldenthread.evaluation.queries import plans, waves


@requires(Permission.WAVE_VIEW)
def wave_list(request: ActorRequest, plan_id: int) -> HttpResponse:
    now = timezone.now()
    card = plans.plan(request.actor, plan_id, now=now)
    lines = waves.calendar(request.actor, card, now=now)
    context = {
        "plan": card,
        "heading": pages.calendar_heading(card, lines),
        "days": pages.calendar_days(lines),
    }
    return render(request, "evaluation/wave_list.jinja", context)


@requires(Permission.WAVE_VIEW)
def message_list(request: ActorRequest, plan_id: int) -> HttpResponse:
    now = timezone.now()
    card = plans.plan(request.actor, plan_id, now=now)
    context = {"plan": card, "waves": pages.previews(card, now=now)}
    return render(request, "evaluation/wave_messages.jinja", context)
