"""Findings: the page, the workbook. The view follows from what the person holds."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.evaluation import exports
from goldenthread.evaluation.pages import findings as pages
from goldenthread.evaluation.queries import audiences
from goldenthread.evaluation.queries import findings as queries
from goldenthread.evaluation.queries.findings import Findings
from goldenthread.exports.responses import download
from goldenthread.methods.disclosure import Audience

MAY_LOOK = (
    Permission.FINDING_VIEW_EVALUATION,
    Permission.FINDING_VIEW_PROGRAMME,
    Permission.FINDING_VIEW_BOARD,
)


def _findings(request: ActorRequest, plan_id: int) -> tuple[Findings, tuple[Audience, ...]]:
    """For the view asked for, when the person has it; else for the narrowest one they have."""
    actor, wanted = request.actor, request.GET.get("view", "")
    card = audiences.plan_seen(actor, plan_id)
    held = audiences.audiences_of(actor, card.offer_id)
    chosen = pages.AUDIENCES.get(wanted) if wanted else held[0]
    if chosen is None:
        raise OutOfReach(f"the view {wanted!r} of evaluation plan {plan_id}")
    return queries.findings_of(actor, card, chosen), held


@requires(*MAY_LOOK)
def finding_show(request: ActorRequest, plan_id: int) -> HttpResponse:
    found, held = _findings(request, plan_id)
    page = pages.findings_page(
        found, actor=request.actor, audiences=held, today=timezone.localdate()
    )
    return render(request, "evaluation/finding_show.jinja", {"page": page})


@requires(*MAY_LOOK)
def finding_export(request: ActorRequest, plan_id: int) -> HttpResponse:
    found, _ = _findings(request, plan_id)
    return download(exports.workbook_of(found), exports.FILE_NAME, "xlsx")
