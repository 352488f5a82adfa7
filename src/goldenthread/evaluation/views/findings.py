"""Findings: the page, the workbook. The view follows from what the person holds."""

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.access.actor import Actor
from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.evaluation import exports
from goldenthread.evaluation.pages import findings as pages
from goldenthread.evaluation.queries import audiences
from goldenthread.evaluation.queries import findings as queries
from goldenthread.exports.responses import download
from goldenthread.methods.disclosure import Audience

MAY_LOOK = (
    Permission.FINDING_VIEW_EVALUATION,
    Permission.FINDING_VIEW_PROGRAMME,
    Permission.FINDING_VIEW_BOARD,
)


def _audience(actor: Actor, plan_id: int, wanted: str) -> tuple[Audience, tuple[Audience, ...]]:
    """The view asked for, when the person has it; else the narrowest one they have."""
    held = audiences.audiences_of_plan(actor, plan_id)
    chosen = pages.AUDIENCES.get(wanted) if wanted else held[0]
    if chosen is None or chosen not in held:
        raise OutOfReach(f"the view {wanted!r} of evaluation plan {plan_id}")
    return chosen, held


@requires(*MAY_LOOK)
def finding_show(request: ActorRequest, plan_id: int) -> HttpResponse:
    audience, held = _audience(request.actor, plan_id, request.GET.get("view", ""))
    found = queries.findings(request.actor, plan_id, audience)
    page = pages.findings_page(found, actor=request.actor, audiences=held)
    return render(request, "evaluation/finding_show.jinja", {"page": page})


@requires(*MAY_LOOK)
def finding_export(request: ActorRequest, plan_id: int) -> HttpResponse:
    audience, _ = _audience(request.actor, plan_id, request.GET.get("view", ""))
    book = exports.findings_workbook(request.actor, plan_id, audience)
    return download(book, exports.FILE_NAME, "xlsx")
