"""Programmes: the list, the page of one, adding and changing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.directory import queries as directory
from goldenthread.exports.responses import list_download
from goldenthread.programmes import exports, forms, operations, pages, queries
from goldenthread.ui import slots


@requires(Permission.PROGRAMME_VIEW)
def programme_list(request: ActorRequest) -> HttpResponse:
    cards = queries.programmes(request.actor)
    context = {
        "programmes": [(card, pages.when(card)) for card in cards],
        "may_edit": queries.may_edit(request.actor),
        "downloads": pages.downloads(),
    }
    return render(request, "programmes/programme_list.jinja", context)


@requires(Permission.PROGRAMME_VIEW)
def programme_export(request: ActorRequest, kind: str) -> HttpResponse:
    cards = queries.programmes(request.actor)
    return list_download(exports.programmes_sheet(cards), "programmes", kind)


@requires(Permission.PROGRAMME_VIEW)
def programme_show(request: ActorRequest, programme_id: int) -> HttpResponse:
    actor = request.actor
    card = queries.programme(actor, programme_id)
    context = {
        "programme": card,
        "facts": pages.facts(card),
        "panels": slots.panels("programme.panels", actor, programme_id),
        "may_edit": queries.may_edit(actor),
    }
    return render(request, "programmes/programme_show.jinja", context)


def _form(request: ActorRequest, initial: dict[str, object]) -> forms.ProgrammeForm:
    hosts = [(row.id, row.name) for row in directory.organisations(request.actor)]
    places = [(row.id, row.name) for row in directory.places(request.actor, counted=False)]
    return forms.ProgrammeForm(request.POST or None, hosts=hosts, places=places, initial=initial)


@requires(Permission.PROGRAMME_EDIT)
def programme_add(request: ActorRequest) -> HttpResponse:
    queries.must_edit(request.actor)
    form = _form(request, {})
    if request.method == "POST" and form.is_valid():
        try:
            slug = pages.address(form.cleaned_data["name"])
            made = operations.create_programme(slug=slug, by=request.actor, **form.details())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("programmes:programme_show", made)
    context = {"form": form, "programme": None}
    return render(request, "programmes/programme_edit.jinja", context)


@requires(Permission.PROGRAMME_EDIT)
def programme_edit(request: ActorRequest, programme_id: int) -> HttpResponse:
    queries.must_edit(request.actor)
    card = queries.programme(request.actor, programme_id)
    form = _form(request, pages.initial(card))
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit_programme(programme_id=programme_id, by=request.actor, **form.details())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Saved.")
            return redirect("programmes:programme_show", programme_id)
    return render(request, "programmes/programme_edit.jinja", {"form": form, "programme": card})
