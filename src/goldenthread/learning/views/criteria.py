"""Who an offer is for: the change log, and deciding a new version."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.learning import operations
from goldenthread.learning.forms.offer import CriteriaForm, criteria_initial
from goldenthread.learning.pages.criteria import criteria_form_page, criteria_page
from goldenthread.learning.queries.offers import (
    OfferCard,
    criteria_history,
    offer,
)
from goldenthread.ui.words import plural


@requires(Permission.OFFER_VIEW)
@require_GET
def criteria_list(request: ActorRequest, offer_id: int) -> HttpResponse:
    card = offer(request.actor, offer_id)
    page = criteria_page(request.actor, card, criteria_history(request.actor, offer_id))
    return render(request, "learning/criteria_list.jinja", {"page": page})


@requires(Permission.OFFER_EDIT)
@require_http_methods(["GET", "POST"])
def criteria_decide(request: ActorRequest, offer_id: int) -> HttpResponse:
    request.actor.must_reach(Permission.OFFER_EDIT, "offer", offer_id)
    card = offer(request.actor, offer_id)
    if request.method == "POST" and "more" in request.POST:
        return _show(request, card, _with_more(request))
    if request.method == "POST":
        return _decide(request, card)
    now = card.criteria
    first = {**criteria_initial(now), "decided_on": timezone.localdate()}
    lines = len(now.criteria) + 1 if now else 3
    return _show(request, card, CriteriaForm(lines=lines, initial=first))


def _lines(request: ActorRequest) -> int:
    return sum(1 for name in request.POST if name.startswith("wording_"))


def _with_more(request: ActorRequest) -> CriteriaForm:
    """The same page with two more lines; what was typed stands, and nothing is checked yet."""
    typed = CriteriaForm(request.POST, lines=_lines(request))
    values: dict[str, Any] = {bound.name: bound.data for bound in typed}
    return CriteriaForm(lines=_lines(request) + 2, initial=values)


def _decide(request: ActorRequest, card: OfferCard) -> HttpResponse:
    form = CriteriaForm(request.POST, lines=_lines(request))
    if not form.is_valid():
        return _show(request, card, form)
    try:
        operations.decide_criteria(
            offer_id=card.id, now=timezone.now(), by=request.actor, **form.decision()
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return _show(request, card, form)
    words = plural(len(form.drafts()), "criterion", "criteria")
    messages.success(request, f"Decided, with {words}.")
    return redirect("learning:criteria_list", card.id)


def _show(request: ActorRequest, card: OfferCard, form: CriteriaForm) -> HttpResponse:
    page = criteria_form_page(card)
    return render(request, "learning/criteria_decide.jinja", {"page": page, "form": form})
