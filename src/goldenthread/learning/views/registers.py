"""The register: one tap a person, and Finish."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.learning import operations
from goldenthread.learning.forms.sessions import marks_in
from goldenthread.learning.operations import registers
from goldenthread.learning.pages.registers import register_page, saved_words
from goldenthread.learning.queries.registers import register
from goldenthread.learning.terms import Mark


@requires(Permission.SESSION_RUN)
@require_http_methods(["GET", "POST"])
@never_cache
def register_show(request: ActorRequest, session_id: int) -> HttpResponse:
    if request.method == "GET":
        return _page(request, session_id)
    try:
        _save(request, session_id)
        if "finish" in request.POST:
            registers.close_register(session_id=session_id, now=timezone.now(), by=request.actor)
            messages.success(request, "The register is closed. Thank you.")
            return redirect("learning:session_show", session_id)
    except Refused as refused:
        return _page(request, session_id, str(refused))
    if request.htmx:
        return HttpResponse(saved_words(timezone.now()))
    return redirect("learning:register_show", session_id)


def _save(request: ActorRequest, session_id: int) -> None:
    """Marks as they were tapped; “rest” marks everyone without a mark as whole."""
    marks = marks_in(request.POST)
    if "rest" in request.POST:
        lines = register(request.actor, session_id).lines
        unmarked = {line.card.id for line in lines if line.mark is None}
        marks = {**dict.fromkeys(unmarked, Mark.WHOLE), **marks}
    registers.mark_attendance(
        session_id=session_id, marks=marks, now=timezone.now(), by=request.actor
    )


def _page(request: ActorRequest, session_id: int, refused: str = "") -> HttpResponse:
    if refused and request.htmx:
        return HttpResponse(refused, status=422)
    found = register(request.actor, session_id)
    shown = [line.card.id for line in found.lines]
    audit.record_view(
        by=request.actor, page="session.register", subject=("session", session_id), person_ids=shown
    )
    cohort_id = found.session.cohort_id
    reads = request.actor.may_reach(Permission.FLAG_VIEW, "cohort", cohort_id)
    notes = operations.read_hard_notes(request.actor, cohort_id) if reads else ()
    page = register_page(found, {note.person_id: note for note in notes})
    return render(request, "learning/register_show.jinja", {"page": page, "refused": refused})
