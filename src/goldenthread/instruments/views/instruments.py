"""The list of instruments, and each on its own page."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.exports.responses import list_download
from goldenthread.instruments import exports, forms, operations, pages, queries
from goldenthread.instruments.terms import InstrumentView, Licence
from goldenthread.ui.downloads import AS


@requires(Permission.INSTRUMENT_VIEW)
def instrument_list(request: ActorRequest) -> HttpResponse:
    cards = queries.instruments(request.actor)
    if kind := request.GET.get(AS):
        return list_download(exports.instruments_sheet(cards), "instruments", kind)
    rows = pages.instrument_rows(cards)
    may_edit = request.actor.may(Permission.INSTRUMENT_EDIT)
    context = {"rows": rows, "may_edit": may_edit}
    return render(request, "instruments/instrument_list.jinja", context)


@requires(Permission.INSTRUMENT_VIEW)
def instrument_show(request: ActorRequest, instrument_id: int) -> HttpResponse:
    found = queries.instrument(request.actor, instrument_id)
    page = pages.instrument_page(request.actor, found)
    return render(request, "instruments/instrument_show.jinja", {"page": page})


@requires(Permission.INSTRUMENT_EDIT)
def instrument_add(request: ActorRequest) -> HttpResponse:
    form = forms.InstrumentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("instruments:instrument_show", _created(request, form))
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "instruments/instrument_add.jinja", {"form": form})


def _created(request: ActorRequest, form: forms.InstrumentForm) -> int:
    data = form.cleaned_data
    return operations.create_instrument(
        name=data["name"],
        purpose=data["purpose"],
        licence=Licence(data["licence"]),
        citation=data["citation"],
        by=request.actor,
    )


@requires(Permission.INSTRUMENT_EDIT)
def instrument_edit(request: ActorRequest, instrument_id: int) -> HttpResponse:
    found = queries.instrument(request.actor, instrument_id)
    form = forms.AboutForm(request.POST or None, initial=_about(found))
    if request.method == "POST" and form.is_valid():
        try:
            _change(request, instrument_id, form)
            return redirect("instruments:instrument_show", instrument_id)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "instrument": found}
    return render(request, "instruments/instrument_edit.jinja", context)


def _about(found: InstrumentView) -> dict[str, str]:
    return {
        "name": found.name,
        "purpose": found.purpose,
        "citation": found.citation,
        "validated": "yes" if found.is_validated else "no",
    }


def _change(request: ActorRequest, instrument_id: int, form: forms.AboutForm) -> None:
    data = form.cleaned_data
    operations.change_instrument(
        instrument_id=instrument_id,
        name=data["name"],
        purpose=data["purpose"],
        citation=data["citation"],
        is_validated=data["validated"] == "yes",
        by=request.actor,
    )
    messages.success(request, "Saved.")


@requires(Permission.INSTRUMENT_EDIT)
def licence_edit(request: ActorRequest, instrument_id: int) -> HttpResponse:
    found = queries.instrument(request.actor, instrument_id)
    held: dict[str, str | date | None] = {"evidence": found.licence_evidence}
    held["until"] = found.licence_until
    form = forms.LicenceForm(request.POST or None, initial=held, subscales=found.subscales)
    if request.method == "POST" and form.is_valid():
        try:
            _record(request, instrument_id, form)
            return redirect("instruments:instrument_show", instrument_id)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "instrument": found}
    return render(request, "instruments/licence_edit.jinja", context)


def _record(request: ActorRequest, instrument_id: int, form: forms.LicenceForm) -> None:
    operations.record_licence(
        instrument_id=instrument_id,
        evidence=form.cleaned_data["evidence"],
        until=form.cleaned_data["until"],
        ranges=form.ranges(),
        by=request.actor,
    )
    messages.success(request, "The licence is on record. This instrument can be used now.")


@requires(Permission.INSTRUMENT_EDIT)
def version_start(request: ActorRequest, instrument_id: int) -> HttpResponse:
    if request.method != "POST":
        return redirect("instruments:instrument_show", instrument_id)
    version_id = operations.start_version(instrument_id=instrument_id, by=request.actor)
    return redirect("instruments:version_edit", version_id)
