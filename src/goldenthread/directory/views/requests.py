"""What people asked about what is held of them, for those who may change it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.directory import pages
from goldenthread.directory.forms import RequestAnswerForm
from goldenthread.directory.operations.own import answer_request
from goldenthread.directory.queries.own import request_within, requests_within


@requires(Permission.PERSON_EDIT)
@require_GET
def request_list(request: ActorRequest) -> HttpResponse:
    found = requests_within(request.actor, waiting=False)
    shown = [row.person_id for row in found]
    audit.record_view(
        by=request.actor, page="directory.requests", subject=("people", ""), person_ids=shown
    )
    context = {"page": pages.request_list(found)}
    return render(request, "directory/request_list.jinja", context)


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "POST"])
def request_show(request: ActorRequest, request_id: int) -> HttpResponse:
    found = request_within(request.actor, request_id)
    form = RequestAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _answered(request, request_id, form):
        messages.success(request, "Your answer is on their page.")
        return redirect("directory:request_list")
    subject, seen = ("request", request_id), [found.person_id]
    audit.record_view(by=request.actor, page="directory.request", subject=subject, person_ids=seen)
    context = {"page": pages.request_page(found), "form": form}
    return render(request, "directory/request_show.jinja", context)


def _answered(request: ActorRequest, request_id: int, form: RequestAnswerForm) -> bool:
    given = form.cleaned_data
    try:
        answer_request(request_id=request_id, **given, now=timezone.now(), by=request.actor)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True
