"""Risk decisions: what the board may see, signed and withdrawn by evaluators."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.evaluation.forms.interviews import DecisionForm
from goldenthread.evaluation.operations import decisions as operations
from goldenthread.evaluation.pages import decisions as pages
from goldenthread.evaluation.queries import decisions as queries
from goldenthread.evaluation.views.findings import MAY_LOOK


@requires(Permission.RISK_DECIDE)
def decision_list(request: ActorRequest, plan_id: int) -> HttpResponse:
    card, rows = queries.decidable(request.actor, plan_id)
    context = {"plan": card, "rows": [pages.line(row) for row in rows]}
    return render(request, "evaluation/decision_list.jinja", context)


@requires(Permission.RISK_DECIDE)
def decision_sign(request: ActorRequest, plan_id: int, version_id: int) -> HttpResponse:
    card, rows = queries.decidable(request.actor, plan_id)
    chosen = next((row for row in rows if row.version_id == version_id), None)
    if chosen is None:
        raise OutOfReach(f"questionnaire {version_id}")
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _signed(request, form, plan_id, version_id):
        return redirect("evaluation:decision_list", plan_id)
    context = {"plan": card, "chosen": chosen, "form": form}
    return render(request, "evaluation/decision_sign.jinja", context)


def _signed(request: ActorRequest, form: DecisionForm, plan_id: int, version_id: int) -> bool:
    try:
        operations.sign_decision(
            plan_id=plan_id,
            instrument_version_id=version_id,
            signed_on=timezone.localdate(),
            by=request.actor,
            **form.details(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, "Signed.")
    return True


@requires(*MAY_LOOK)
def decision_show(request: ActorRequest, decision_id: int) -> HttpResponse:
    row = queries.decision(request.actor, decision_id)
    context = {"decision": row, "page": pages.decision_page(row)}
    return render(request, "evaluation/decision_show.jinja", context)


@requires(Permission.RISK_DECIDE)
def decision_withdraw(request: ActorRequest, decision_id: int) -> HttpResponse:
    row = queries.decision(request.actor, decision_id)
    if request.method == "POST":
        on = timezone.localdate()
        operations.withdraw_decision(decision_id=decision_id, on=on, by=request.actor)
        messages.success(request, "Withdrawn. Small counts are hidden from the board again.")
        return redirect("evaluation:decision_list", row.plan_id)
    context = {"decision": row, "happens": pages.WITHDRAW_SENTENCES}
    return render(request, "evaluation/decision_withdraw.jinja", context)
