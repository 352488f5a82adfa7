"""The board of a plan: looking, moving, locking, undoing, publishing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.exports.responses import list_download
from goldenthread.learning.exports.plans import plan_sheet
from goldenthread.learning.forms.cohorts import chosen
from goldenthread.learning.forms.plans import PublishForm
from goldenthread.learning.operations import moves, publishing
from goldenthread.learning.pages.board import BoardPage, board_page, moved_words
from goldenthread.learning.pages.moves import move_page
from goldenthread.learning.pages.publishing import published_words, publishing_page
from goldenthread.learning.queries.move_choices import move_choices
from goldenthread.learning.queries.plans import Board, board
from goldenthread.learning.queries.publishing import to_publish


def _board(request: ActorRequest, plan_id: int, page: str) -> Board:
    found = board(request.actor, plan_id, on=timezone.localdate())
    shown = [p.card.id for column in found.columns for p in column.people]
    shown += [waiting.person.card.id for waiting in found.waiting]
    audit.record_view(by=request.actor, page=page, subject=("plan", plan_id), person_ids=shown)
    return found


def _page(request: ActorRequest, plan_id: int) -> BoardPage:
    return board_page(_board(request, plan_id, "plan.board"))


@requires(Permission.COHORT_FORM)
@require_GET
def plan_export(request: ActorRequest, plan_id: int, kind: str) -> HttpResponse:
    found = _board(request, plan_id, "plan.download")
    return list_download(plan_sheet(found), f"{found.offer} plan", kind)


@requires(Permission.COHORT_FORM)
@require_GET
def plan_show(request: ActorRequest, plan_id: int) -> HttpResponse:
    return render(request, "learning/plan_show.jinja", {"page": _page(request, plan_id)})


@requires(Permission.COHORT_FORM)
@require_http_methods(["GET", "POST"])
def move_show(request: ActorRequest, plan_id: int, application_id: int) -> HttpResponse:
    if request.method == "GET":
        return _menu(request, plan_id, application_id)
    try:
        moves.move_person(
            plan_id=plan_id,
            application_id=application_id,
            to_cohort_id=chosen(request.POST.get("to", "")),
            why=request.POST.get("why", "")[:300],
            by=request.actor,
        )
    except Refused as refused:
        return _menu(request, plan_id, application_id, str(refused))
    return _moved(request, plan_id, application_id)


def _menu(
    request: ActorRequest, plan_id: int, application_id: int, refused: str = ""
) -> HttpResponse:
    found = move_choices(request.actor, plan_id, application_id, on=timezone.localdate())
    context = {"move": move_page(found), "refused": refused}
    if not request.htmx:
        return render(request, "learning/move_show.jinja", context)
    response = render(request, "learning/_move_menu.jinja", context)
    if refused:
        response["HX-Retarget"] = f"#move-{application_id}"
        response["HX-Reswap"] = "outerHTML"
    return response


def _moved(
    request: ActorRequest, plan_id: int, application_id: int, words: str = ""
) -> HttpResponse:
    """The whole board again: as a fragment, or by way of a redirect."""
    page = _page(request, plan_id)
    said = words or moved_words(page, application_id)
    if request.htmx:
        return render(request, "learning/_plan_board.jinja", {"page": page, "said": said})
    messages.success(request, said)
    return redirect(f"{reverse('learning:plan_show', args=[plan_id])}#person-{application_id}")


@requires(Permission.COHORT_FORM)
@require_POST
def swap(request: ActorRequest, plan_id: int, application_id: int) -> HttpResponse:
    try:
        moves.swap_people(
            plan_id=plan_id,
            application_id=application_id,
            with_application_id=chosen(request.POST.get("with", "")) or 0,
            by=request.actor,
        )
    except Refused as refused:
        return _menu(request, plan_id, application_id, str(refused))
    return _moved(request, plan_id, application_id, "They have changed places.")


@requires(Permission.COHORT_FORM)
@require_POST
def lock(request: ActorRequest, plan_id: int, application_id: int) -> HttpResponse:
    is_locked = request.POST.get("lock") == "yes"
    moves.lock_person(
        plan_id=plan_id, application_id=application_id, is_locked=is_locked, by=request.actor
    )
    words = "Locked: they stay when cohorts are formed again." if is_locked else "Unlocked."
    return _moved(request, plan_id, application_id, words)


@requires(Permission.COHORT_FORM)
@require_POST
def undo(request: ActorRequest, plan_id: int) -> HttpResponse:
    application_id = moves.undo_last_move(plan_id=plan_id, by=request.actor)
    return _moved(request, plan_id, application_id, "The last move is undone.")


@requires(Permission.PLACE_OFFER)
@require_http_methods(["GET", "POST"])
def publish(request: ActorRequest, plan_id: int) -> HttpResponse:
    form = PublishForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            counts = publishing.publish_plan(
                plan_id=plan_id, now=timezone.now(), by=request.actor, why=form.cleaned_data["why"]
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, published_words(*counts))
            return redirect("learning:plan_show", plan_id)
    return _publishing(request, plan_id, form)


def _publishing(request: ActorRequest, plan_id: int, form: PublishForm) -> HttpResponse:
    found = to_publish(request.actor, plan_id, now=timezone.now())
    context = {"page": publishing_page(found), "form": form}
    return render(request, "learning/plan_publish.jinja", context)
