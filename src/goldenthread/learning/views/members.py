"""One member: moving to another cohort, leaving."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.learning.forms.cohorts import LeaveForm, MoveMemberForm
from goldenthread.learning.operations import leaving, memberships
from goldenthread.learning.queries.members import cohorts_to_move_to, member
from goldenthread.ui.words import day


@requires(Permission.COHORT_FORM)
@require_http_methods(["GET", "POST"])
def member_move(request: ActorRequest, cohort_id: int, person_id: int) -> HttpResponse:
    found = member(request.actor, cohort_id, person_id, on=timezone.localdate())
    others = cohorts_to_move_to(found.offer_id, besides=cohort_id, on=timezone.localdate())
    initial = {"on": timezone.localdate()}
    form = MoveMemberForm(request.POST or None, initial=initial, cohorts=others)
    if request.method == "POST" and form.is_valid():
        try:
            _move(request, cohort_id, person_id, form)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("learning:cohort_show", int(form.cleaned_data["cohort"]))
    context = {"form": form, "member": found, "has_others": bool(others)}
    return render(request, "learning/member_move.jinja", context)


def _move(request: ActorRequest, cohort_id: int, person_id: int, form: MoveMemberForm) -> None:
    data = form.cleaned_data
    memberships.move_member(
        person_id=person_id,
        from_cohort_id=cohort_id,
        to_cohort_id=int(data["cohort"]),
        on=data["on"],
        why=data["why"],
        by=request.actor,
    )
    messages.success(request, f"They belong here from {day(data['on'])}. Their calendar follows.")


@requires(Permission.COHORT_FORM)
@require_http_methods(["GET", "POST"])
def member_leave(request: ActorRequest, cohort_id: int, person_id: int) -> HttpResponse:
    found = member(request.actor, cohort_id, person_id, on=timezone.localdate())
    form = LeaveForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        try:
            leaving.withdraw_member(
                person_id=person_id, cohort_id=cohort_id, on=on, by=request.actor
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("learning:cohort_show", cohort_id)
    return render(request, "learning/member_leave.jinja", {"form": form, "member": found})
