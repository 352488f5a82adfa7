"""Sessions: the list of those who run them, one session, preparing, moving, calling off."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.exports.responses import list_download
from goldenthread.learning import operations
from goldenthread.learning.exports.lists import sessions_sheet
from goldenthread.learning.forms.sessions import (
    CancelForm,
    PrepareForm,
    TimesForm,
    plan_initial,
)
from goldenthread.learning.operations import sessions
from goldenthread.learning.pages import sessions as pages
from goldenthread.learning.queries import sessions as queries
from goldenthread.learning.queries.sessions import SessionCard
from goldenthread.ui.downloads import AS
from goldenthread.ui.words import plural


@requires(Permission.SESSION_RUN)
@require_GET
def session_list(request: ActorRequest) -> HttpResponse:
    found = queries.sessions(request.actor)
    if kind := request.GET.get(AS):
        return list_download(sessions_sheet(found), "sessions", kind)
    page = pages.sessions_page(found, now=timezone.now())
    return render(request, "learning/session_list.jinja", {"page": page})


@requires(Permission.COHORT_VIEW)
@require_GET
@never_cache
def session_show(request: ActorRequest, session_id: int) -> HttpResponse:
    card = queries.session(request.actor, session_id)
    reads = request.actor.may_reach(Permission.FLAG_VIEW, "cohort", card.cohort_id)
    notes = operations.read_hard_notes(request.actor, card.cohort_id) if reads else ()
    runs = request.actor.may_reach(Permission.SESSION_RUN, "cohort", card.cohort_id)
    page = pages.session_page(card, now=timezone.now(), runs=runs)
    return render(request, "learning/session_show.jinja", {"page": page, "notes": notes})


@requires(Permission.SESSION_RUN)
@require_http_methods(["GET", "POST"])
def session_prepare(request: ActorRequest, session_id: int) -> HttpResponse:
    card = queries.session_to_run(request.actor, session_id)
    form = PrepareForm(request.POST or None, initial=_initial(card))
    if request.method == "POST" and form.is_valid():
        told = sessions.prepare_session(session_id=session_id, by=request.actor, **form.details())
        more = f" Joining instructions go to {plural(told, 'person', 'people')}." if told else ""
        messages.success(request, f"Saved.{more}")
        return redirect("learning:session_show", session_id)
    context = {"form": form, "page": pages.session_page(card, now=timezone.now(), runs=True)}
    return render(request, "learning/session_prepare.jinja", context)


def _initial(card: SessionCard) -> dict[str, object]:
    kept = ("title", "online_link", "content_note", "on_call_name", "on_call_phone")
    return {**{name: getattr(card, name) for name in kept}, **plan_initial(card.safety_plan)}


@requires(Permission.SESSION_RUN)
@require_http_methods(["GET", "POST"])
def session_move(request: ActorRequest, session_id: int) -> HttpResponse:
    card = queries.session_to_run(request.actor, session_id)
    form = TimesForm(request.POST or None, initial=pages.times_initial(card))
    if request.method == "POST" and form.is_valid():
        try:
            told = _move(request, session_id, form)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, pages.moved_words(told))
            return redirect("learning:session_show", session_id)
    page = pages.change_page(card)
    return render(request, "learning/session_move.jinja", {"form": form, "page": page})


def _move(request: ActorRequest, session_id: int, form: TimesForm) -> int:
    starts_at, ends_at = form.times()
    return sessions.reschedule_session(
        session_id=session_id,
        starts_at=starts_at,
        ends_at=ends_at,
        why=form.cleaned_data["why"],
        seen=request.POST.get("seen", ""),
        by=request.actor,
    )


@requires(Permission.SESSION_RUN)
@require_http_methods(["GET", "POST"])
def session_cancel(request: ActorRequest, session_id: int) -> HttpResponse:
    card = queries.session_to_run(request.actor, session_id)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        try:
            told = sessions.cancel_session(session_id=session_id, why=why, by=request.actor)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, pages.moved_words(told))
            return redirect("learning:cohort_show", card.cohort_id)
    page = pages.change_page(card)
    return render(request, "learning/session_cancel.jinja", {"form": form, "page": page})
