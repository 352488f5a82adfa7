"""Who did and saw what, for those who look after information governance."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission
from goldenthread.web.record import forms
from goldenthread.web.record.page import record_page


@requires(Permission.AUDIT_VIEW)
@require_GET
def entry_list(request: ActorRequest) -> HttpResponse:
    form = forms.RecordForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = record_page(request.actor, wanted)
    return render(request, "record/entry_list.jinja", {"form": form, "page": page})
