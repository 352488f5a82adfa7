"""Keeping answers another way: looked at first, then done."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.evaluation.forms.modes import ModeForm
from goldenthread.evaluation.operations import plans as operations
from goldenthread.evaluation.pages import modes as pages
from goldenthread.evaluation.queries import modes as queries
from goldenthread.evaluation.queries import plans


@requires(Permission.WAVE_PLAN)
def plan_mode(request: ActorRequest, plan_id: int) -> HttpResponse:
    card = plans.plan(request.actor, plan_id, permissions=(Permission.WAVE_PLAN,))
    form = ModeForm(request.POST or None, now=card.mode)
    preview = None
    if request.method == "POST" and form.is_valid():
        if request.POST.get("go") == "change" and _changed(request, form, plan_id):
            return redirect("evaluation:plan_show", plan_id)
        preview = pages.mode_preview(card, form.details()["mode"], now=timezone.now())
    facts, changes = queries.mode_facts(plan_id), queries.mode_changes(request.actor, card)
    context = {"page": pages.mode_page(card, facts, changes), "form": form, "preview": preview}
    return render(request, "evaluation/plan_mode.jinja", context)


def _changed(request: ActorRequest, form: ModeForm, plan_id: int) -> bool:
    on = timezone.localdate()
    try:
        operations.change_mode(plan_id=plan_id, on=on, by=request.actor, **form.details())
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, "Changed. The messages say it the new way from now on.")
    return True
