"""Cohorts: the list of an offer, one cohort, adding and changing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.directory import queries as directory
from goldenthread.exports.responses import list_download
from goldenthread.learning.exports import cohorts as exports
from goldenthread.learning.exports import lists
from goldenthread.learning.forms.cohorts import (
    CohortForm,
    NewCohortForm,
    VenueForm,
)
from goldenthread.learning.forms.sessions import TimesForm
from goldenthread.learning.operations import cohorts, joining, sessions
from goldenthread.learning.pages import cohorts as pages
from goldenthread.learning.queries.cohort_page import cohort_page
from goldenthread.learning.queries.cohorts import (
    cohort_to_change,
    offer_to_change,
    offer_with_cohorts,
    venues,
)
from goldenthread.ui import slots
from goldenthread.ui.downloads import AS
from goldenthread.ui.words import plural

START = {"minimum": 4, "maximum": 7, "trainers": 1, "sessions": 4, "minutes": 180, "weeks": 4}


@requires(Permission.OFFER_VIEW)
@require_GET
def cohort_list(request: ActorRequest, offer_id: int) -> HttpResponse:
    found = offer_with_cohorts(request.actor, offer_id, on=timezone.localdate())
    if kind := request.GET.get(AS):
        return list_download(lists.cohorts_sheet(found.cohorts), "cohorts", kind)
    return render(request, "learning/cohort_list.jinja", {"page": pages.cohorts_page(found)})


@requires(Permission.COHORT_VIEW)
@require_GET
def cohort_show(request: ActorRequest, cohort_id: int) -> HttpResponse:
    found = cohort_page(request.actor, cohort_id, on=timezone.localdate())
    audit.record_view(
        by=request.actor,
        page="cohort.page",
        subject=("cohort", cohort_id),
        person_ids=[card.id for card in found.row.members],
    )
    context = {
        "page": pages.cohort_show(found, now=timezone.now()),
        "panels": slots.panels("cohort.panels", request.actor, cohort_id),
    }
    return render(request, "learning/cohort_show.jinja", context)


@requires(Permission.ATTENDANCE_VIEW)
@require_GET
def cohort_export(request: ActorRequest, cohort_id: int, kind: str) -> HttpResponse:
    found = cohort_page(request.actor, cohort_id, on=timezone.localdate())
    response = list_download(exports.members_sheet(found), found.row.name, kind)
    audit.record_view(
        by=request.actor,
        page="cohort.download",
        subject=("cohort", cohort_id),
        person_ids=[card.id for card in found.row.members],
    )
    return response


def _choices(request: ActorRequest) -> dict[str, list[tuple[str, str]]]:
    rooms = venues(request.actor)
    return {
        "organisations": [(str(o.id), o.name) for o in directory.organisations(request.actor)],
        "venues": [(str(v.id), f"{v.name}, {plural(v.seats, 'seat')}") for v in rooms],
    }


@requires(Permission.OFFER_EDIT)
@require_http_methods(["GET", "POST"])
def cohort_add(request: ActorRequest, offer_id: int) -> HttpResponse:
    found = offer_to_change(request.actor, offer_id)
    form = NewCohortForm(request.POST or None, initial=START, **_choices(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = cohorts.add_cohort(
                offer_id=offer_id, session_times=form.times(), by=request.actor, **form.details()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("learning:cohort_show", made)
    return render(request, "learning/cohort_add.jinja", {"form": form, "offer": found})


@requires(Permission.OFFER_EDIT)
@require_http_methods(["GET", "POST"])
def cohort_edit(request: ActorRequest, cohort_id: int) -> HttpResponse:
    row = cohort_to_change(request.actor, cohort_id)
    form = CohortForm(request.POST or None, initial=row.initial, **_choices(request))
    if request.method == "POST" and form.is_valid():
        try:
            seen = request.POST.get("seen", "")
            cohorts.edit_cohort(cohort_id=cohort_id, by=request.actor, seen=seen, **form.details())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Saved.")
            return redirect("learning:cohort_show", cohort_id)
    return render(request, "learning/cohort_edit.jinja", {"form": form, "cohort": row})


@requires(Permission.OFFER_EDIT)
@require_http_methods(["GET", "POST"])
def cohort_cancel(request: ActorRequest, cohort_id: int) -> HttpResponse:
    row = cohort_to_change(request.actor, cohort_id)
    refused = ""
    if request.method == "POST":
        try:
            cohorts.cancel_cohort(cohort_id=cohort_id, by=request.actor)
        except Refused as sentence:
            refused = str(sentence)
        else:
            return redirect("learning:cohort_list", row.offer_id)
    context = {"cohort": row, "refused": refused}
    return render(request, "learning/cohort_cancel.jinja", context)


@requires(Permission.OFFER_EDIT)
@require_http_methods(["GET", "POST"])
def session_add(request: ActorRequest, cohort_id: int) -> HttpResponse:
    row = cohort_to_change(request.actor, cohort_id)
    form = TimesForm(request.POST or None, initial={"minutes": START["minutes"]})
    if request.method == "POST" and form.is_valid():
        starts, ends = form.times()
        try:
            sessions.add_session(
                cohort_id=cohort_id, starts_at=starts, ends_at=ends, by=request.actor
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("learning:cohort_show", cohort_id)
    return render(request, "learning/session_add.jinja", {"form": form, "cohort": row})


@requires(Permission.OFFER_EDIT)
@require_http_methods(["GET", "POST"])
def venue_add(request: ActorRequest, offer_id: int) -> HttpResponse:
    found = offer_to_change(request.actor, offer_id)
    form = VenueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cohorts.add_venue(offer_id=offer_id, by=request.actor, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The room is added. Choose it for a cohort.")
            return redirect("learning:cohort_list", offer_id)
    return render(request, "learning/venue_add.jinja", {"form": form, "offer": found})


@requires(Permission.SESSION_RUN)
@require_POST
def joining_send(request: ActorRequest, cohort_id: int) -> HttpResponse:
    told = joining.send_joining(cohort_id=cohort_id, now=timezone.now(), by=request.actor)
    said = "Everyone has them already."
    if told:
        said = f"Joining instructions go to {plural(told, 'person', 'people')}."
    messages.success(request, said)
    return redirect("learning:cohort_show", cohort_id)
