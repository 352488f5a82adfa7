"""People: the list and the page of one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.directory import exports, forms, operations, pages, queries
from goldenthread.directory.queries.details import PersonDetail
from goldenthread.directory.terms import Adjustment
from goldenthread.exports.responses import list_download
from goldenthread.ui import slots


@requires(Permission.PERSON_VIEW)
def person_list(request: ActorRequest) -> HttpResponse:
    actor, given = request.actor, pages.filters(request.GET)
    found = queries.people(actor, given.search, given.page, **given.narrowing)
    shown = [card.id for card in found.cards]
    audit.record_view(by=actor, page="directory.people", subject=("people", ""), person_ids=shown)
    may_add = actor.may(Permission.PERSON_EDIT)
    page = pages.people_list(found, given, queries.sectors(), may_add=may_add)
    context = {"page": page, "may_import": actor.may(Permission.IMPORT_RUN)}
    return render(request, "directory/person_list.jinja", context)


@requires(Permission.PERSON_VIEW)
def person_export(request: ActorRequest, kind: str) -> HttpResponse:
    actor, given = request.actor, pages.filters(request.GET)
    cards = queries.all_people(
        actor, search=given.search, sector=given.sector, organisation_id=given.organisation_id
    )
    shown = [card.id for card in cards]
    response = list_download(exports.people_sheet(cards), "people", kind)
    audit.record_view(
        by=actor, page="directory.people_download", subject=("people", ""), person_ids=shown
    )
    return response


@requires(Permission.PERSON_VIEW)
def person_show(request: ActorRequest, person_id: int) -> HttpResponse:
    actor = request.actor
    found = queries.person_detail(actor, person_id)
    audit.record_view(
        by=actor, page="person.page", subject=("person", person_id), person_ids=[person_id]
    )
    panels = slots.panels("person.panels", actor, person_id)
    context = {"page": pages.person_page(found), "panels": panels}
    return render(request, "directory/person_show.jinja", context)


@requires(Permission.PERSON_EDIT)
def person_add(request: ActorRequest) -> HttpResponse:
    choices = pages.organisation_choices(queries.organisations(request.actor))
    form = forms.NewPersonForm(request.POST or None, organisations=choices)
    if request.method == "POST" and form.is_valid():
        try:
            return _after_adding(request, _added(request, form))
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "directory/person_add.jinja", {"form": form})


def _added(request: ActorRequest, form: forms.NewPersonForm) -> int:
    data = form.cleaned_data
    return operations.find_or_add_person(
        name=data["name"],
        email=data["email"],
        organisation_id=int(data["organisation"]),
        title=data["title"],
        on=timezone.localdate(),
        by=request.actor,
    )


def _after_adding(request: ActorRequest, person_id: int) -> HttpResponse:
    if queries.reaches_person(request.actor, person_id):
        return redirect("directory:person_show", person_id)
    messages.success(
        request, "Added. You can open their page when they apply to one of your offers."
    )
    return redirect("directory:person_list")


@requires(Permission.PERSON_EDIT)
def person_edit(request: ActorRequest, person_id: int) -> HttpResponse:
    found = queries.person_to_edit(request.actor, person_id)
    form = forms.PersonForm(request.POST or None, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, person_id, form)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Saved.")
            return redirect("directory:person_show", person_id)
    context = {"form": form, "person": found.card}
    return render(request, "directory/person_edit.jinja", context)


def _initial(found: PersonDetail) -> dict[str, object]:
    card, needs = found.card, dict(found.needs)
    return {
        "name": card.name,
        "pronouns": card.pronouns,
        "email": card.email,
        "phone": card.phone,
        "contact_by": card.contact_by,
        "adjustments": [code for code in needs if code != Adjustment.OTHER],
        "note": needs.get(Adjustment.OTHER, ""),
    }


def _save(request: ActorRequest, person_id: int, form: forms.PersonForm) -> None:
    data = dict(form.cleaned_data)
    codes, note = data.pop("adjustments"), data.pop("note")
    operations.change_person(
        person_id=person_id, details=data, codes=codes, note=note, by=request.actor
    )
