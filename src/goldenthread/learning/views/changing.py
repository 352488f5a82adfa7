"""How every change of plans is answered: typed, tried, shown, and only then done."""

from collections.abc import Collection
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goldenthread.access.guards import ActorRequest
from goldenthread.access.terms import Refused
from goldenthread.audit import operations as audit
from goldenthread.learning.operations.rehearsing import Rehearsed, rehearse
from goldenthread.learning.pages.change_steps import Change
from goldenthread.ui.forms import Form

UNSENT = ("csrfmiddlewaretoken", "confirmed", "why")


def answer(request: ActorRequest, *, form: Form, change: Change) -> HttpResponse:
    """The form; then what it would do; then the doing. A refusal leads back to what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            return _go_on(request, form, change)
        except Refused as refused:
            form.add_error(None, str(refused))
    _note(request, change, change.shows)
    return render(request, "learning/change_form.jinja", {"form": form, "change": change})


def _go_on(request: ActorRequest, form: Form, change: Change) -> HttpResponse:
    if not request.POST.get("confirmed"):
        tried = rehearse(partial(change.work, is_trial=True))
        return _show(request, form, change, tried)
    done = change.work(is_trial=False)
    messages.success(request, "Done. Everyone concerned is told.")
    return redirect(change.done(done))


def _show(request: ActorRequest, form: Form, change: Change, tried: Rehearsed[Any]) -> HttpResponse:
    _note(request, change, {one.person_id for one in tried.told if one.person_id})
    typed = [(k, v) for k, found in request.POST.lists() if k not in UNSENT for v in found]
    context = {"form": form, "change": change, "page": change.preview(tried), "typed": typed}
    return render(request, "learning/change_preview.jinja", context)


def _note(request: ActorRequest, change: Change, person_ids: Collection[int]) -> None:
    """Names were shown."""
    if person_ids:
        audit.record_view(
            by=request.actor, page="change.page", subject=change.subject, person_ids=person_ids
        )
