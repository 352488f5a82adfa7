"""Evaluation plans: the list, one plan, drawing it up, freezing it, closing it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.evaluation.forms.plans import PlanForm, initial_of
from goldenthread.evaluation.operations import plans as operations
from goldenthread.evaluation.pages import plans as pages
from goldenthread.evaluation.queries import links, offers, waves
from goldenthread.evaluation.queries import plans as queries
from goldenthread.evaluation.queries.plans import PlanCard
from goldenthread.instruments import queries as instruments
from goldenthread.ui.words import plural


@requires(Permission.WAVE_VIEW, Permission.FINDING_VIEW_BOARD)
def plan_list(request: ActorRequest) -> HttpResponse:
    rows = queries.plans(request.actor)
    context = {
        "heading": pages.heading(rows),
        "plans": pages.lines(rows),
        "waiting": offers.offers_without_plan(request.actor),
    }
    return render(request, "evaluation/plan_list.jinja", context)


@requires(Permission.WAVE_VIEW)
def plan_show(request: ActorRequest, plan_id: int) -> HttpResponse:
    actor, now = request.actor, timezone.now()
    card = queries.plan(actor, plan_id, now=now)
    frozen = queries.is_as_frozen(card) if card.content_hash else True
    states = waves.wave_states(actor, card)
    count = links.unreached_count(actor, card, now=now)
    page = pages.plan_page(card, states, actor=actor, is_as_frozen=frozen, unreached=count)
    context = {
        "page": page,
        "wave_columns": pages.WAVE_COLUMNS,
        "state_columns": pages.STATE_COLUMNS,
    }
    return render(request, "evaluation/plan_show.jinja", context)


def _form(request: ActorRequest, initial: dict[str, Any]) -> PlanForm:
    versions = instruments.usable_versions(request.actor, today=timezone.localdate())
    return PlanForm(request.POST or None, versions=versions, initial=initial)


@requires(Permission.WAVE_PLAN)
def plan_add(request: ActorRequest) -> HttpResponse:
    chosen = offers.offer_to_plan(request.actor, request.GET.get("offer", ""))
    form = _form(request, {})
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.create_plan(offer_id=chosen.id, by=request.actor, **form.details())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("evaluation:plan_show", made)
    return render(request, "evaluation/plan_edit.jinja", {"form": form, "offer": chosen.name})


@requires(Permission.WAVE_PLAN)
def plan_edit(request: ActorRequest, plan_id: int) -> HttpResponse:
    card = queries.plan(request.actor, plan_id, permissions=(Permission.WAVE_PLAN,))
    form = _form(request, _initial(card))
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_plan(plan_id=plan_id, by=request.actor, **form.details())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("evaluation:plan_show", plan_id)
    context = {"form": form, "offer": card.offer, "plan_id": plan_id}
    return render(request, "evaluation/plan_edit.jinja", context)


def _initial(card: PlanCard) -> dict[str, Any]:
    return initial_of(
        [wave.draft for wave in card.waves],
        mode=card.mode,
        kept_until=card.kept_until,
        who_sees=card.who_sees,
        evaluator_contact=card.evaluator_contact,
        single_entry=card.single_entry,
    )


@requires(Permission.WAVE_PLAN)
def plan_freeze(request: ActorRequest, plan_id: int) -> HttpResponse:
    now: datetime = timezone.now()
    card = queries.plan(request.actor, plan_id, now=now, permissions=(Permission.WAVE_PLAN,))
    if request.method == "POST":
        operations.make_live(plan_id=plan_id, now=now, by=request.actor)
        messages.success(request, "The plan is live and frozen.")
        return redirect("evaluation:plan_show", plan_id)
    people = waves.people_with_a_place(request.actor, card)
    context = {
        "page": card,
        "happens": pages.freeze_sentences(card, people=people),
        "act": f"Freeze the plan for {plural(people, 'person', 'people')}",
    }
    return render(request, "evaluation/plan_freeze.jinja", context)


@requires(Permission.WAVE_PLAN)
def plan_close(request: ActorRequest, plan_id: int) -> HttpResponse:
    card = queries.plan(request.actor, plan_id, permissions=(Permission.WAVE_PLAN,))
    if request.method == "POST":
        operations.close_plan(plan_id=plan_id, now=timezone.now(), by=request.actor)
        messages.success(request, "The plan is closed. Nobody is asked any more.")
        return redirect("evaluation:plan_show", plan_id)
    context = {"page": card, "happens": pages.CLOSE_SENTENCES}
    return render(request, "evaluation/plan_close.jinja", context)
