"""Posts and reporting lines of a person."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.directory import forms, operations, pages, queries


@requires(Permission.PERSON_EDIT)
def post_add(request: ActorRequest, person_id: int) -> HttpResponse:
    found = queries.person_to_edit(request.actor, person_id)
    choices = pages.organisation_choices(queries.organisations(request.actor))
    start = {"starts_on": timezone.localdate()}
    form = forms.PostForm(request.POST or None, organisations=choices, initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        organisation_id = int(data.pop("organisation"))
        operations.add_post(
            person_id=person_id, organisation_id=organisation_id, by=request.actor, **data
        )
        return redirect("directory:person_show", person_id)
    return render(request, "directory/post_add.jinja", {"form": form, "person": found.card})


@requires(Permission.PERSON_EDIT)
def post_end(request: ActorRequest, post_id: int) -> HttpResponse:
    person_id, post = queries.post_to_edit(request.actor, post_id)
    start = {"ends_on": timezone.localdate()}
    form = forms.EndPostForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            operations.end_post(post_id=post_id, by=request.actor, **form.cleaned_data)
        except Refused as refused:
            form.add_error("ends_on", str(refused))
        else:
            messages.success(request, "Saved. The post stays in the history.")
            return redirect("directory:person_show", person_id)
    context = {"form": form, "post": post, "person_id": person_id}
    return render(request, "directory/post_end.jinja", context)


@requires(Permission.PERSON_EDIT)
def manager_set(request: ActorRequest, person_id: int) -> HttpResponse:
    found = queries.person_to_edit(request.actor, person_id)
    start = {"starts_on": timezone.localdate()}
    form = forms.ManagerForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            _set(request, person_id, form)
        except Refused as refused:
            form.add_error("manager", str(refused))
        else:
            messages.success(request, "Saved.")
            return redirect("directory:person_show", person_id)
    context = {"form": form, "person": found.card}
    return render(request, "directory/manager_set.jinja", context)


def _set(request: ActorRequest, person_id: int, form: forms.ManagerForm) -> None:
    operations.set_manager(
        person_id=person_id,
        manager_id=queries.manager_named(request.actor, form.cleaned_data["manager"]),
        starts_on=form.cleaned_data["starts_on"],
        by=request.actor,
    )
