"""Applications of an offer: listed, opened, screened."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.audit.operations import record_view
from goldenthread.directory.queries import organisations
from goldenthread.exports.responses import list_download
from goldenthread.learning import operations
from goldenthread.learning.exports.applications import applications_sheet
from goldenthread.learning.forms.screening import MatchForm, SheetForm
from goldenthread.learning.pages.application_list import list_page
from goldenthread.learning.pages.screening import (
    application_page,
    sheet_page,
    withdraw_for_page,
)
from goldenthread.learning.queries.applications import (
    ApplicationCard,
    all_applications,
    application,
    applications,
    clear_count,
    next_to_screen,
)
from goldenthread.learning.queries.offers import counts_by_state, offer
from goldenthread.learning.queries.screening import ScreeningSheet, screening_sheet
from goldenthread.learning.terms import ApplicationState
from goldenthread.ui.words import plural


def _state(request: ActorRequest) -> ApplicationState | None:
    asked = request.GET.get("state", "")
    return ApplicationState(asked) if asked in {state.value for state in ApplicationState} else None


@requires(Permission.APPLICATION_VIEW)
@require_GET
def application_list(request: ActorRequest, offer_id: int) -> HttpResponse:
    actor, state = request.actor, _state(request)
    found = applications(actor, offer_id, state, request.GET.get("page", 1))
    card = offer(actor, offer_id)
    clear = clear_count(actor, offer_id) if card.row.to_screen else 0
    page = list_page(actor, card, found, state=state, clear=clear)
    ids = [row.person_id for row in found.rows]
    record_view(by=actor, page="applications.listed", subject=("offer", offer_id), person_ids=ids)
    return render(request, "learning/application_list.jinja", {"page": page})


@requires(Permission.APPLICATION_VIEW)
@require_GET
def application_export(request: ActorRequest, offer_id: int, kind: str) -> HttpResponse:
    actor = request.actor
    rows = all_applications(actor, offer_id, _state(request))
    ids = [row.person_id for row in rows]
    record_view(by=actor, page="applications.exported", subject=("offer", offer_id), person_ids=ids)
    name = offer(actor, offer_id).name
    return list_download(applications_sheet(name, rows), f"{name} applications", kind)


@requires(Permission.APPLICATION_SCREEN)
@require_POST
def application_confirm(request: ActorRequest, offer_id: int) -> HttpResponse:
    count = operations.screen_clear_ones(offer_id=offer_id, now=timezone.now(), by=request.actor)
    if count:
        messages.success(
            request, f"{plural(count, 'application')} confirmed, and each person told."
        )
    else:
        messages.info(request, "Someone has confirmed them already. Nothing was left to do.")
    return redirect("learning:application_list", offer_id)


@requires(Permission.APPLICATION_VIEW)
@require_GET
def application_show(request: ActorRequest, application_id: int) -> HttpResponse:
    card = application(request.actor, application_id)
    return _application(request, card, _match_form(request, card))


def _match_form(request: ActorRequest, card: ApplicationCard) -> MatchForm | None:
    if card.row.is_organisation_known:
        return None
    known = [(one.id, one.name) for one in organisations(request.actor)]
    data = request.POST if request.method == "POST" else None
    return MatchForm(data, organisations=known)


def _application(
    request: ActorRequest, card: ApplicationCard, form: MatchForm | None
) -> HttpResponse:
    record_view(
        by=request.actor,
        page="application.opened",
        subject=("application", card.id),
        person_ids=[card.row.person_id],
    )
    context = {"page": application_page(request.actor, card), "match": form}
    return render(request, "learning/application_show.jinja", context)


@requires(Permission.APPLICATION_SCREEN)
@require_POST
def application_match(request: ActorRequest, application_id: int) -> HttpResponse:
    card = application(request.actor, application_id)
    form = _match_form(request, card)
    if form is not None and not form.is_valid():
        return _application(request, card, form)
    if form is not None:
        operations.match_organisation(
            application_id=application_id,
            organisation_id=int(form.cleaned_data["organisation"]),
            on=timezone.localdate(),
            by=request.actor,
        )
        messages.success(request, "Matched. The name they wrote is known from now on.")
    return redirect("learning:application_show", application_id)


@requires(Permission.APPLICATION_SCREEN)
@require_GET
def screening_next(request: ActorRequest, offer_id: int) -> HttpResponse:
    found = next_to_screen(request.actor, offer_id)
    if found is None:
        messages.info(request, "All screened. Nothing is waiting for you here.")
        return redirect("learning:application_list", offer_id)
    return redirect("learning:application_screen", found)


@requires(Permission.APPLICATION_SCREEN)
@require_http_methods(["GET", "POST"])
def application_screen(request: ActorRequest, application_id: int) -> HttpResponse:
    sheet = screening_sheet(request.actor, application_id)
    if not sheet.can_be_decided:
        raise Refused(sheet.why_not)
    if request.method == "GET":
        return _sheet(request, sheet, SheetForm(sheet=sheet))
    form = SheetForm(request.POST, sheet=sheet)
    if not form.is_valid() or not _decided(request, sheet, form):
        return _sheet(request, sheet, form)
    return redirect("learning:screening_next", sheet.card.row.offer_id)


def _decided(request: ActorRequest, sheet: ScreeningSheet, form: SheetForm) -> bool:
    try:
        operations.screen_application(
            application_id=sheet.card.id,
            reasons=form.reasons(),
            sentence=form.cleaned_data["sentence"],
            seen_screening_id=form.seen_id(),
            now=timezone.now(),
            by=request.actor,
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, f"Confirmed. {sheet.card.row.name} will be told.")
    return True


def _sheet(request: ActorRequest, sheet: ScreeningSheet, form: SheetForm) -> HttpResponse:
    row = sheet.card.row
    record_view(
        by=request.actor,
        page="application.screened",
        subject=("application", row.id),
        person_ids=[row.person_id],
    )
    left = counts_by_state(request.actor, row.offer_id)[ApplicationState.SUBMITTED]
    context = {"page": sheet_page(sheet, left=left), "form": form}
    return render(request, "learning/application_screen.jinja", context)


@requires(Permission.APPLICATION_SCREEN)
@require_http_methods(["GET", "POST"])
def application_withdraw(request: ActorRequest, application_id: int) -> HttpResponse:
    card = application(request.actor, application_id)
    if request.method == "POST":
        operations.withdraw_application(
            application_id=application_id, now=timezone.now(), by=request.actor
        )
        messages.success(request, f"Taken back for {card.row.name}.")
        return redirect("learning:application_show", application_id)
    context = {"page": withdraw_for_page(card)}
    return render(request, "learning/application_withdraw.jinja", context)
