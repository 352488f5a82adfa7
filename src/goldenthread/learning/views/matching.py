"""What an applicant wrote, connected to what the directory knows; and dates changed for them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit.operations import record_view
from goldenthread.learning import operations
from goldenthread.learning.forms.application import MODES
from goldenthread.learning.forms.application_steps import DatesForm
from goldenthread.learning.forms.screening import ManagerForm
from goldenthread.learning.pages.matching import (
    dates_form,
    dates_page,
    manager_page,
)
from goldenthread.learning.queries.about import about, manager_choices
from goldenthread.learning.queries.own_dates import dates_now


@requires(Permission.APPLICATION_SCREEN)
@require_http_methods(["GET", "POST"])
def application_manager(request: ActorRequest, application_id: int) -> HttpResponse:
    one = about(request.actor, application_id)
    if not one.line_manager:
        return redirect("learning:application_show", application_id)
    people = manager_choices(request.actor, one, on=timezone.localdate())
    data = request.POST if request.method == "POST" else None
    form = ManagerForm(data, people=[(choice.id, choice.words) for choice in people])
    if form.is_valid():
        return _matched(request, one.id, form)
    ids = [one.person_id, *(choice.id for choice in people)]
    seen = ("application", application_id)
    record_view(by=request.actor, page="application.manager", subject=seen, person_ids=ids)
    context = {"page": manager_page(one), "form": form}
    return render(request, "learning/application_form.jinja", context)


def _matched(request: ActorRequest, application_id: int, form: ManagerForm) -> HttpResponse:
    operations.match_manager(
        application_id=application_id,
        manager_id=form.manager_id(),
        on=timezone.localdate(),
        by=request.actor,
    )
    if form.manager_id() is None:
        messages.success(request, "Noted. There is nobody to keep apart.")
    else:
        messages.success(request, "Matched. The two will never share a group.")
    return redirect("learning:application_show", application_id)


@requires(Permission.APPLICATION_SCREEN)
@require_http_methods(["GET", "POST"])
def application_dates(request: ActorRequest, application_id: int) -> HttpResponse:
    one = about(request.actor, application_id)
    known = dates_now(application_id, now=timezone.now())
    if not known.can_change:
        raise OutOfReach("dates are no longer changed here")
    form = dates_form(known, request.POST if request.method == "POST" else None)
    if form.is_valid():
        _change(request, application_id, form)
        messages.success(request, f"The dates of {one.name} are changed.")
        return redirect("learning:application_show", application_id)
    context = {"page": dates_page(one), "form": form}
    return render(request, "learning/application_form.jinja", context)


def _change(request: ActorRequest, application_id: int, form: DatesForm) -> None:
    operations.change_dates(
        application_id=application_id,
        cohort_ids=[int(pk) for pk in form.cleaned_data.get("dates", ())],
        modes=MODES.get(form.cleaned_data["mode"], ()),
        by=request.actor,
    )
