"""What went to whom, when, and why."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.messaging import exports, forms, operations, queries, registry
from goldenthread.messaging.pages import outbox as pages


@requires(Permission.OUTBOX_VIEW)
@require_GET
def outbox(request: ActorRequest) -> HttpResponse:
    form, state = _chosen(request)
    page = queries.outbox(request.actor, state=state, page=request.GET.get("page", "1"))
    operations.note_reading_of_list(page.object_list, by=request.actor)
    lines = [pages.line(message) for message in page.object_list]
    shown = {"form": form, "state": state, "page": page, "lines": lines}
    shown |= {"downloads": pages.downloads(state), "trouble": pages.trouble(request.actor)}
    return render(request, "messaging/outbox.jinja", shown)


def _chosen(request: ActorRequest) -> tuple[forms.OutboxForm, str]:
    form = forms.OutboxForm(request.GET, choices=pages.STATE_CHOICES)
    return form, form.cleaned_data["state"] if form.is_valid() else ""


@requires(Permission.OUTBOX_VIEW)
@require_GET
def outbox_export(request: ActorRequest, kind: str) -> HttpResponse:
    make = registry.maker()
    if make is None:
        raise OutOfReach("nobody makes files of messages")
    found = queries.for_file(request.actor, state=_chosen(request)[1])
    rows = [exports.row(message) for message in found]
    response = make(name="messages", columns=exports.COLUMNS, rows=rows, kind=kind)
    operations.note_taking_away(found, by=request.actor)
    return response


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
