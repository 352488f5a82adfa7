"""Who runs a cohort: named, asked by email, asked no longer; and the answer by link."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.access.guards import ActorRequest, personal_link, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.learning.forms.facilitating import AnswerForm, FacilitatorForm
from goldenthread.learning.operations import facilitating, facilitators
from goldenthread.learning.queries.cohorts import cohort_to_change
from goldenthread.learning.queries.facilitating import Invitation, asked, invitation_of

OWN_LINK = "whoever was asked by email answers only what they were asked"


@requires(Permission.OFFER_EDIT)
@require_http_methods(["GET", "POST"])
def facilitator_add(request: ActorRequest, cohort_id: int) -> HttpResponse:
    row = cohort_to_change(request.actor, cohort_id)
    form = FacilitatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            runs_now = _ask(request, cohort_id, form.cleaned_data["email"])
        except Refused as refused:
            form.add_error("email", str(refused))
        else:
            name = "learning:cohort_show" if runs_now else "learning:facilitator_add"
            return redirect(name, cohort_id)
    context = {"form": form, "cohort": row, "asked": asked(request.actor, cohort_id)}
    return render(request, "learning/facilitator_add.jinja", context)


def _ask(request: ActorRequest, cohort_id: int, email: str) -> bool:
    runs_now = facilitating.ask_facilitator(
        cohort_id=cohort_id, email=email, now=timezone.now(), by=request.actor
    )
    said = f"{email} is asked by email. They run the cohort once they say yes."
    messages.success(request, "They run this cohort now." if runs_now else said)
    return runs_now


@requires(Permission.OFFER_EDIT)
@require_POST
def facilitator_stop_asking(request: ActorRequest, cohort_id: int, asked_id: int) -> HttpResponse:
    facilitating.stop_asking(
        cohort_id=cohort_id, invitation_id=asked_id, now=timezone.now(), by=request.actor
    )
    messages.success(request, "They are no longer asked, and the link has stopped.")
    return redirect("learning:facilitator_add", cohort_id)


@requires(Permission.OFFER_EDIT)
@require_POST
def facilitator_remove(request: ActorRequest, cohort_id: int, person_id: int) -> HttpResponse:
    facilitators.remove_facilitator(cohort_id=cohort_id, person_id=person_id, by=request.actor)
    messages.success(request, "They no longer run this cohort.")
    return redirect("learning:cohort_show", cohort_id)


@personal_link(OWN_LINK)
@never_cache
@require_http_methods(["GET", "POST"])
def facilitator_answer(request: ActorRequest, token: str) -> HttpResponse:
    found = invitation_of(token)
    says_yes = request.POST.get("answer") == "yes"
    form = AnswerForm(request.POST if request.method == "POST" and says_yes else None)
    if request.method == "POST" and (not says_yes or form.is_valid()):
        try:
            _answer(found, form.cleaned_data["name"] if says_yes else "", says_yes=says_yes)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("learning:facilitator_answer", token)
    context = {"page": found, "form": form}
    return render(request, "learning/facilitator_answer.jinja", context)


def _answer(found: Invitation, name: str, *, says_yes: bool) -> None:
    facilitating.answer_facilitating(
        invitation_id=found.id,
        says_yes=says_yes,
        name=name,
        now=timezone.now(),
        by=found.actor,
    )
