"""Plans of an offer: forming, earlier plans, people kept apart."""

import secrets

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.learning.forms.cohorts import KeepApartForm
from goldenthread.learning.forms.plans import FormingForm
from goldenthread.learning.operations import forming, keeping_apart
from goldenthread.learning.pages.forming import apart_page, forming_page
from goldenthread.learning.queries.readiness import apart, readiness
from goldenthread.learning.terms import KeepApartReason


@requires(Permission.COHORT_FORM)
@require_http_methods(["GET", "POST"])
def plan_list(request: ActorRequest, offer_id: int) -> HttpResponse:
    found = readiness(request.actor, offer_id, on=timezone.localdate())
    form = FormingForm(request.POST or None, initial={"seed": 1000 + secrets.randbelow(9000)})
    if request.method == "POST" and form.is_valid():
        try:
            job_id = forming.start_forming(
                offer_id=offer_id, seed=form.cleaned_data["seed"], by=request.actor
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("jobs:job_show", job_id)
    context = {"page": forming_page(found), "form": form}
    return render(request, "learning/plan_list.jinja", context)


@requires(Permission.COHORT_FORM)
@require_http_methods(["GET", "POST"])
def apart_list(request: ActorRequest, offer_id: int) -> HttpResponse:
    found = apart(request.actor, offer_id)
    form = KeepApartForm(request.POST or None, people=found.people)
    if request.method == "POST" and form.is_valid():
        try:
            _keep_apart(request, offer_id, form)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("learning:apart_list", offer_id)
    context = {"page": apart_page(found), "form": form}
    return render(request, "learning/apart_list.jinja", context)


def _keep_apart(request: ActorRequest, offer_id: int, form: KeepApartForm) -> None:
    data = form.cleaned_data
    keeping_apart.keep_apart(
        offer_id=offer_id,
        person_a=int(data["person_a"]),
        person_b=int(data["person_b"]),
        reason_kind=KeepApartReason(data["reason"]),
        by=request.actor,
    )
    messages.success(request, "They will not be placed together.")


@requires(Permission.COHORT_FORM)
@require_POST
def apart_end(request: ActorRequest, offer_id: int, keep_apart_id: int) -> HttpResponse:
    keeping_apart.end_keeping_apart(keep_apart_id=keep_apart_id, by=request.actor)
    messages.success(request, "They may be placed together again.")
    return redirect("learning:apart_list", offer_id)
