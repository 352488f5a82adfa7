"""Organisations: the list and the page of one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.directory import exports, forms, operations, pages, queries
from goldenthread.directory.queries.organisations import OrganisationDetail, own_organisation
from goldenthread.exports.responses import list_download
from goldenthread.ui import slots


@requires(Permission.DIRECTORY_VIEW)
def own_organisations(request: ActorRequest) -> HttpResponse:
    """Straight to the one they look after, or to all of theirs."""
    own = own_organisation(request.actor)
    if own is None:
        return redirect("directory:organisation_list")
    return redirect("directory:organisation_show", own)


@requires(Permission.DIRECTORY_VIEW)
def organisation_list(request: ActorRequest) -> HttpResponse:
    actor, given = request.actor, pages.filters(request.GET)
    lines = queries.organisation_lines(actor, search=given.search, sector=given.sector)
    may_add = queries.may_add(actor)
    page = pages.organisations_list(lines, given, queries.sectors(), may_add=may_add)
    sees_people = actor.may(Permission.PERSON_VIEW)
    context = {"page": page, "sees_people": sees_people}
    return render(request, "directory/organisation_list.jinja", context)


@requires(Permission.DIRECTORY_VIEW)
def organisation_export(request: ActorRequest, kind: str) -> HttpResponse:
    given = pages.filters(request.GET)
    lines = queries.organisation_lines(request.actor, search=given.search, sector=given.sector)
    return list_download(exports.organisations_sheet(lines), "organisations", kind)


@requires(Permission.DIRECTORY_VIEW)
def organisation_show(request: ActorRequest, organisation_id: int) -> HttpResponse:
    found = queries.organisation_detail(request.actor, organisation_id)
    context = {
        "organisation": found,
        "facts": pages.organisation_facts(found),
        "sees_people": request.actor.may(Permission.PERSON_VIEW),
        "panels": slots.panels("organisation.panels", request.actor, organisation_id),
    }
    return render(request, "directory/organisation_show.jinja", context)


@requires(Permission.DIRECTORY_EDIT)
def organisation_add(request: ActorRequest) -> HttpResponse:
    queries.must_add(request.actor)
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.save_organisation(
                organisation_id=None, by=request.actor, **form.details()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("directory:organisation_show", made)
    return render(request, "directory/organisation_edit.jinja", {"form": form, "found": None})


@requires(Permission.DIRECTORY_EDIT)
def organisation_edit(request: ActorRequest, organisation_id: int) -> HttpResponse:
    found = queries.organisation_to_edit(request.actor, organisation_id)
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            operations.save_organisation(
                organisation_id=organisation_id, by=request.actor, **form.details()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Saved.")
            return redirect("directory:organisation_show", organisation_id)
    return render(request, "directory/organisation_edit.jinja", {"form": form, "found": found})


def _form(request: ActorRequest, found: OrganisationDetail | None = None) -> forms.OrganisationForm:
    actor, own = request.actor, found.id if found else None
    return forms.OrganisationForm(
        request.POST or None,
        initial=pages.organisation_initial(found),
        sectors=[(row.id, row.name) for row in queries.sectors()],
        places=pages.place_choices(queries.places(actor, counted=False)),
        parents=pages.organisation_choices(queries.organisations(actor), without=own),
    )
