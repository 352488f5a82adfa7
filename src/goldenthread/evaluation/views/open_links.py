"""Open links of a plan: made, shown for a poster, closed; and what people said by them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.evaluation.forms.open_links import OpenLinkForm
from goldenthread.evaluation.operations import open_links as operations
from goldenthread.evaluation.pages import open_links as pages
from goldenthread.evaluation.pages.findings import AUDIENCES
from goldenthread.evaluation.queries import audiences, plans
from goldenthread.evaluation.queries import open_links as queries
from goldenthread.instruments import queries as instruments
from goldenthread.ui.qr import qr_svg

MAY_LOOK = tuple(audiences.NEEDED.values())
PLANS = (Permission.WAVE_PLAN,)


@requires(Permission.WAVE_VIEW)
def open_list(request: ActorRequest, plan_id: int) -> HttpResponse:
    actor, today = request.actor, timezone.localdate()
    card = plans.plan(actor, plan_id)
    may_plan = actor.may_reach(Permission.WAVE_PLAN, "offer", card.offer_id)
    versions = instruments.usable_versions(actor, today=today) if may_plan else ()
    form = OpenLinkForm(request.POST or None, versions=versions)
    if may_plan and request.method == "POST" and form.is_valid() and _made(request, plan_id, form):
        return redirect("evaluation:open_list", plan_id)
    links = [
        (one, pages.state_words(one)) for one in queries.open_links(actor, plan_id, today=today)
    ]
    context = {"card": card, "links": links, "form": form if may_plan else None}
    return render(request, "evaluation/open_list.jinja", context)


def _made(request: ActorRequest, plan_id: int, form: OpenLinkForm) -> bool:
    try:
        operations.make_open_link(
            plan_id=plan_id, today=timezone.localdate(), by=request.actor, **form.details()
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, "The link is open. Print its poster below.")
    return True


@requires(Permission.WAVE_VIEW)
def open_poster(request: ActorRequest, link_id: int) -> HttpResponse:
    found = queries.open_link(
        request.actor, link_id, permissions=(Permission.WAVE_VIEW,), today=timezone.localdate()
    )
    address = request.build_absolute_uri(found.path)
    context = {"found": found, "address": address, "qr": qr_svg(address, css_class="qr qr--poster")}
    return render(request, "evaluation/open_poster.jinja", context)


@requires(Permission.WAVE_PLAN)
def open_close(request: ActorRequest, link_id: int) -> HttpResponse:
    today = timezone.localdate()
    found = queries.open_link(request.actor, link_id, permissions=PLANS, today=today)
    if request.method != "POST":
        return render(request, "evaluation/open_close.jinja", {"found": found})
    operations.close_open_link(link_id=link_id, today=today, by=request.actor)
    messages.success(request, "Closed. Nobody can answer any more.")
    return redirect("evaluation:open_list", found.plan_id)


@requires(*MAY_LOOK)
def open_findings(request: ActorRequest, link_id: int) -> HttpResponse:
    actor = request.actor
    found = queries.open_link(actor, link_id, permissions=MAY_LOOK, today=timezone.localdate())
    wanted = request.GET.get("view", "")
    chosen = AUDIENCES.get(wanted) if wanted else audiences.audiences_of(actor, found.offer_id)[0]
    if chosen is None:
        raise OutOfReach(f"the view {wanted!r} of open link {link_id}")
    page = pages.findings_page(queries.open_findings(actor, found, chosen))
    return render(request, "evaluation/open_findings.jinja", {"page": page})
