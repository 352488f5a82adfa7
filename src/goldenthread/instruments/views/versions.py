"""A version: seen as people will see it, written, published."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.instruments import forms, operations, pages, queries, rules


@requires(Permission.INSTRUMENT_VIEW)
def version_show(request: ActorRequest, version_id: int) -> HttpResponse:
    view = queries.version(request.actor, version_id)
    is_short = request.GET.get("variant") == "short"
    page = pages.version_page(request.actor, view, is_short=is_short)
    return render(request, "instruments/version_show.jinja", {"page": page})


@requires(Permission.INSTRUMENT_EDIT)
def version_edit(request: ActorRequest, version_id: int) -> HttpResponse:
    view = queries.version(request.actor, version_id)
    rules.must_be_draft(view.state)
    page = pages.version_page(request.actor, view)
    context = {"page": page, "questions": pages.editor_items(view)}
    return render(request, "instruments/version_edit.jinja", context)


@requires(Permission.INSTRUMENT_EDIT)
def version_describe(request: ActorRequest, version_id: int) -> HttpResponse:
    view = queries.version(request.actor, version_id)
    rules.must_be_draft(view.state)
    shown = {name: getattr(view, name) for name in forms.VersionForm.base_fields}
    form = forms.VersionForm(request.POST or None, initial=shown)
    if request.method == "POST" and form.is_valid():
        operations.describe_version(version_id=version_id, by=request.actor, **form.cleaned_data)
        return redirect("instruments:version_edit", version_id)
    return render(request, "instruments/version_describe.jinja", {"form": form, "version": view})


@requires(Permission.INSTRUMENT_EDIT)
def version_publish(request: ActorRequest, version_id: int) -> HttpResponse:
    if request.method == "POST":
        operations.publish_version(version_id=version_id, now=timezone.now(), by=request.actor)
        messages.success(request, "Published. New waves may ask it from now on.")
        return redirect("instruments:version_show", version_id)
    view = queries.version(request.actor, version_id)
    rules.must_be_draft(view.state)
    context = {"version": view, "happens": pages.publishing(view)}
    return render(request, "instruments/version_publish.jinja", context)


@requires(Permission.INSTRUMENT_EDIT)
def version_remove(request: ActorRequest, version_id: int) -> HttpResponse:
    if request.method == "POST":
        instrument_id = operations.remove_draft(version_id=version_id, by=request.actor)
        messages.success(request, "The draft is gone. Published versions are as they were.")
        return redirect("instruments:instrument_show", instrument_id)
    view = queries.version(request.actor, version_id)
    rules.must_be_draft(view.state)
    return render(request, "instruments/version_remove.jinja", {"version": view})


@requires(Permission.INSTRUMENT_EDIT)
def version_retire(request: ActorRequest, version_id: int) -> HttpResponse:
    view = queries.version(request.actor, version_id)
    if request.method == "POST":
        operations.retire_version(version_id=version_id, by=request.actor)
        messages.success(request, "Retired. No new wave will ask it.")
        return redirect("instruments:instrument_show", view.instrument_id)
    rules.must_be_published(view.state)
    return render(request, "instruments/version_retire.jinja", {"version": view})


@requires(Permission.INSTRUMENT_EDIT)
def item_add(request: ActorRequest, version_id: int) -> HttpResponse:
    view = queries.version(request.actor, version_id)
    form = forms.ItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_item(version_id=version_id, draft=form.draft(), by=request.actor)
            return redirect("instruments:version_edit", version_id)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "version": view, "item": None}
    return render(request, "instruments/item_edit.jinja", context)


@requires(Permission.INSTRUMENT_EDIT)
def item_edit(request: ActorRequest, item_id: int) -> HttpResponse:
    view, item = queries.item(request.actor, item_id)
    form = forms.ItemForm(request.POST or None, initial=forms.as_typed(item))
    if request.method == "POST" and form.is_valid():
        try:
            draft = form.draft(before=item)
            operations.change_item(item_id=item_id, draft=draft, by=request.actor)
            return redirect("instruments:version_edit", view.id)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "version": view, "item": item}
    return render(request, "instruments/item_edit.jinja", context)


@requires(Permission.INSTRUMENT_EDIT)
def item_move(request: ActorRequest, item_id: int) -> HttpResponse:
    view, item = queries.item(request.actor, item_id)
    if request.method == "POST":
        operations.move_item(item_id=item_id, up=request.POST.get("to") == "up", by=request.actor)
    return redirect(f"/instruments/versions/{view.id}/edit/#question-{item.key}")


@requires(Permission.INSTRUMENT_EDIT)
def item_remove(request: ActorRequest, item_id: int) -> HttpResponse:
    view, item = queries.item(request.actor, item_id)
    if request.method == "POST":
        operations.remove_item(item_id=item_id, by=request.actor)
        return redirect("instruments:version_edit", view.id)
    rules.must_be_draft(view.state)
    return render(request, "instruments/item_remove.jinja", {"version": view, "item": item})
