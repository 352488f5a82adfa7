"""Forms from other tools, and for other tools."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.exports.responses import download
from goldenthread.instruments import exports, forms, operations, pages, queries
from goldenthread.instruments.terms import Licence


@requires(Permission.INSTRUMENT_VIEW)
@require_GET
def version_xlsform(request: ActorRequest, version_id: int) -> HttpResponse:
    name, content = exports.xlsform_of(request.actor, version_id)
    return download(content, f"{name}.xlsx", "xlsx")


@requires(Permission.INSTRUMENT_EDIT)
@require_http_methods(["GET", "POST"])
def form_bring_in(request: ActorRequest) -> HttpResponse:
    choices = pages.instruments_with_questions(queries.instruments(request.actor))
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.FormFileForm(*given, instruments=choices)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("instruments:version_edit", _brought_in(request, form))
        except Refused as refused:
            form.add_error("file", str(refused))
    return render(request, "instruments/form_bring_in.jinja", {"form": form})


def _brought_in(request: ActorRequest, form: forms.FormFileForm) -> int:
    data = form.cleaned_data
    version_id, remarks = operations.bring_in_form(
        content=data["file"].read(),
        name=data["name"],
        licence=Licence(data["licence"]),
        instrument_id=int(data["into"]) if data["into"] else None,
        by=request.actor,
    )
    messages.success(request, pages.brought_in_words(remarks))
    return version_id
