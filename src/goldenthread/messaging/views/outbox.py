"""What went to whom, when, and why."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission
from goldenthread.messaging import forms, operations, pages, queries


@requires(Permission.OUTBOX_VIEW)
@require_GET
def outbox(request: ActorRequest) -> HttpResponse:
    form = forms.OutboxForm(request.GET, choices=pages.STATE_CHOICES)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    page = queries.outbox(request.actor, state=state, page=request.GET.get("page", "1"))
    operations.note_reading_of_list(page.object_list, by=request.actor)
    lines = [pages.line(message) for message in page.object_list]
    shown = {"form": form, "state": state, "page": page, "lines": lines}
    return render(request, "messaging/outbox.jinja", shown)


@requires(Permission.OUTBOX_VIEW)
@require_GET
def message_show(request: ActorRequest, message_id: int) -> HttpResponse:
    message = queries.message(request.actor, message_id)
    operations.note_reading(message, by=request.actor)
    may_send = request.actor.may(Permission.OUTBOX_SEND)
    shown = {"message": pages.page(message), "may_send": may_send}
    return render(request, "messaging/message_show.jinja", shown)


@requires(Permission.OUTBOX_SEND)
@require_POST
def message_again(request: ActorRequest, message_id: int) -> HttpResponse:
    operations.send_again(message_id=message_id, now=timezone.now(), by=request.actor)
    messages.success(request, "The message goes out again within a minute.")
    return redirect("messaging:message_show", message_id)
