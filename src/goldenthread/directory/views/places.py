"""Places, nested."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.directory import exports, forms, operations, pages, queries
from goldenthread.directory.queries.keeping import PLACE, kept
from goldenthread.exports.responses import list_download


@requires(Permission.DIRECTORY_VIEW)
def place_list(request: ActorRequest) -> HttpResponse:
    shown = queries.places(request.actor)
    context = {
        "sees_people": request.actor.may(Permission.PERSON_VIEW),
        "places": shown,
        "kept": kept(request.actor, PLACE, [place.id for place in shown]),
        "may_add": queries.may_add(request.actor),
        "downloads": pages.file_links("directory:place_export", ""),
    }
    return render(request, "directory/place_list.jinja", context)


@requires(Permission.DIRECTORY_VIEW)
def place_export(request: ActorRequest, kind: str) -> HttpResponse:
    found = queries.places(request.actor)
    return list_download(exports.places_sheet(found), "places", kind)


@requires(Permission.DIRECTORY_EDIT)
def place_add(request: ActorRequest) -> HttpResponse:
    queries.must_add(request.actor)
    choices = pages.place_choices(queries.places(request.actor, counted=False))
    form = forms.PlaceForm(request.POST or None, places=choices)
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_place(by=request.actor, **form.details())
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            return redirect("directory:place_list")
    return render(request, "directory/place_edit.jinja", {"form": form, "place": None})


@requires(Permission.DIRECTORY_EDIT)
def place_edit(request: ActorRequest, place_id: int) -> HttpResponse:
    place = queries.place_to_edit(request.actor, place_id)
    choices = pages.place_choices(queries.places(request.actor, counted=False), without=place_id)
    start = {"name": place.name, "parent": place.parent_id}
    form = forms.PlaceForm(request.POST or None, places=choices, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit_place(place_id=place_id, by=request.actor, **form.details())
        except Refused as refused:
            form.add_error("parent", str(refused))
        else:
            return redirect("directory:place_list")
    return render(request, "directory/place_edit.jinja", {"form": form, "place": place})
