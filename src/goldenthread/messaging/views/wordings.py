"""How a programme words its messages."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.messaging import forms, operations, queries
from goldenthread.messaging.kinds import Template
from goldenthread.messaging.pages import wording as pages
from goldenthread.messaging.registry import programme_name
from goldenthread.messaging.rules.wording import must_be_sound

SAVED = "Saved. Messages written from now on read so; what already waits stays as it is."


@requires(Permission.OUTBOX_SEND)
@require_GET
def wording_index(request: ActorRequest, programme_id: int) -> HttpResponse:
    lines = pages.lines(queries.wordings(request.actor, programme_id))
    name = programme_name(programme_id)
    shown = {"lines": lines, "programme": name, "programme_id": programme_id}
    return render(request, "messaging/wording_index.jinja", shown)


@requires(Permission.OUTBOX_SEND)
@require_http_methods(["GET", "POST"])
def wording_edit(request: ActorRequest, programme_id: int, message_kind: str) -> HttpResponse:
    template, row = queries.wording(request.actor, programme_id, message_kind)
    start = pages.initial(template, row)
    form = forms.WordingForm(request.POST or None, initial=start)
    if request.method == "POST" and _may_be_saved(form, template) and _is_wanted(request):
        return _save(request, programme_id, message_kind, form)
    words = _words(form) if form.is_bound and form.is_valid() else start
    shown = {"form": form, "page": pages.page(programme_id, template, row)}
    shown["preview"] = pages.preview(template, **words)
    return render(request, "messaging/wording_edit.jinja", shown)


def _save(
    request: ActorRequest, programme_id: int, kind: str, form: forms.WordingForm
) -> HttpResponse:
    words, now = _words(form), timezone.now()
    operations.change_wording(
        programme_id=programme_id, kind=kind, now=now, by=request.actor, **words
    )
    messages.success(request, SAVED)
    return redirect("messaging:wording_index", programme_id)


def _words(form: forms.WordingForm) -> dict[str, str]:
    return {"subject": form.cleaned_data["subject"], "body": form.cleaned_data["body"]}


def _is_wanted(request: ActorRequest) -> bool:
    """The other button only shows how it reads."""
    return request.POST.get("act") == "save"


def _may_be_saved(form: forms.WordingForm, template: Template) -> bool:
    """What speaks against the words stands at the form, whichever button was pressed."""
    if not form.is_valid():
        return False
    try:
        must_be_sound(template, **_words(form))
    except Refused as refused:
        form.add_error("body", str(refused))
        return False
    return True


@requires(Permission.OUTBOX_SEND)
@require_POST
def wording_reset(request: ActorRequest, programme_id: int, message_kind: str) -> HttpResponse:
    queries.wording(request.actor, programme_id, message_kind)
    operations.reset_wording(programme_id=programme_id, kind=message_kind, by=request.actor)
    messages.success(request, "Messages of this kind are in our words again.")
    return redirect("messaging:wording_index", programme_id)
