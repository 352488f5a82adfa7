"""Offers: listed, written, opened and closed."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.access.actor import Actor
from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.directory.queries import sectors
from goldenthread.exports.responses import list_download
from goldenthread.learning import operations
from goldenthread.learning.exports.lists import offers_sheet
from goldenthread.learning.forms.offer import OfferForm, initial_of
from goldenthread.learning.pages.offer_steps import confirm_close, confirm_open
from goldenthread.learning.pages.offers import offer_list as list_page
from goldenthread.learning.pages.offers import offer_page
from goldenthread.learning.queries.offers import cohort_summaries, offer, offers
from goldenthread.learning.queries.thread import thread, threads
from goldenthread.programmes.queries import programmes
from goldenthread.ui import slots
from goldenthread.ui.downloads import AS


def _sectors() -> list[tuple[int, str]]:
    return [(sector.id, sector.name) for sector in sectors()]


def _programmes(actor: Actor) -> list[tuple[int, str]]:
    reach = actor.reach(Permission.OFFER_EDIT)
    return [(p.id, p.name) for p in programmes(actor) if reach.covers("programme", p.id)]


@requires(Permission.OFFER_VIEW)
@require_GET
def offer_list(request: ActorRequest) -> HttpResponse:
    if kind := request.GET.get(AS):
        return list_download(offers_sheet(offers(request.actor)), "offers", kind)
    page = list_page(request.actor, threads(request.actor))
    return render(request, "learning/offer_list.jinja", {"page": page})


@requires(Permission.OFFER_VIEW)
@require_GET
def offer_show(request: ActorRequest, offer_id: int) -> HttpResponse:
    actor = request.actor
    card, cohorts = offer(actor, offer_id), cohort_summaries(actor, offer_id)
    stands = thread(actor, card.row, cohorts)
    page = offer_page(actor, card, stands, cohorts)
    panels = slots.panels("offer.panels", actor, offer_id)
    address = request.build_absolute_uri(page.public_path)
    context = {"page": page, "panels": panels, "address": address}
    return render(request, "learning/offer_show.jinja", context)


@requires(Permission.OFFER_EDIT)
@require_http_methods(["GET", "POST"])
def offer_add(request: ActorRequest) -> HttpResponse:
    known = _programmes(request.actor)
    asked = {"programme": request.GET.get("programme") or (known[0][0] if len(known) == 1 else "")}
    data = request.POST if request.method == "POST" else None
    form = OfferForm(data, programmes=known, sectors=_sectors(), initial=asked)
    if form.is_valid() and (made := _create(request, form)) is not None:
        return redirect("learning:criteria_decide", made)
    context = {"form": form, "title": "Add an offer", "act": "Add the offer", "back": ""}
    return render(request, "learning/offer_form.jinja", context)


def _create(request: ActorRequest, form: OfferForm) -> int | None:
    programme_id = int(form.cleaned_data["programme"])
    try:
        made = operations.create_offer(
            programme_id=programme_id, by=request.actor, **asdict(form.details())
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, "Added. Next: who is it for?")
    return made


@requires(Permission.OFFER_EDIT)
@require_http_methods(["GET", "POST"])
def offer_edit(request: ActorRequest, offer_id: int) -> HttpResponse:
    request.actor.must_reach(Permission.OFFER_EDIT, "offer", offer_id)
    card = offer(request.actor, offer_id)
    data = request.POST if request.method == "POST" else None
    form = OfferForm(data, programmes=(), sectors=_sectors(), initial=initial_of(card))
    if form.is_valid() and _edit(request, offer_id, form):
        return redirect("learning:offer_show", offer_id)
    title = f"Edit {card.name}"
    context = {"form": form, "title": title, "act": "Save the offer", "back": offer_id}
    return render(request, "learning/offer_form.jinja", context)


def _edit(request: ActorRequest, offer_id: int, form: OfferForm) -> bool:
    try:
        operations.edit_offer(offer_id=offer_id, details=form.details(), by=request.actor)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, "Saved.")
    return True


@requires(Permission.OFFER_EDIT)
@require_http_methods(["GET", "POST"])
def offer_open(request: ActorRequest, offer_id: int) -> HttpResponse:
    request.actor.must_reach(Permission.OFFER_EDIT, "offer", offer_id)
    today = timezone.localdate()
    if request.method == "POST":
        operations.open_offer(offer_id=offer_id, today=today, by=request.actor)
        messages.success(request, "Open. Anyone with the address can apply.")
        return redirect("learning:offer_show", offer_id)
    page = confirm_open(offer(request.actor, offer_id), today=today)
    return render(request, "learning/offer_confirm.jinja", {"page": page})


@requires(Permission.OFFER_EDIT)
@require_http_methods(["GET", "POST"])
def offer_close(request: ActorRequest, offer_id: int) -> HttpResponse:
    request.actor.must_reach(Permission.OFFER_EDIT, "offer", offer_id)
    if request.method == "POST":
        operations.close_offer(offer_id=offer_id, by=request.actor)
        messages.success(request, "Closed. Nobody new can apply.")
        return redirect("learning:offer_show", offer_id)
    page = confirm_close(offer(request.actor, offer_id))
    return render(request, "learning/offer_confirm.jinja", {"page": page})
