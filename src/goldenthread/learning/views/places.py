"""Places of an offer: who has time to answer, who waits; and a person's own answer by link."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.access.guards import ActorRequest, personal_link, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.exports.responses import list_download
from goldenthread.learning.exports.plans import places_sheet
from goldenthread.learning.forms.cohorts import chosen
from goldenthread.learning.forms.plans import TakeBackForm
from goldenthread.learning.operations import places
from goldenthread.learning.pages.places import places_page
from goldenthread.learning.queries import places as queries
from goldenthread.learning.queries.own_place import Holder, holder_of, place_to_take_back
from goldenthread.learning.queries.places import Places

OWN_LINK = "the applicant's own link answers only their own place"


def _places(request: ActorRequest, offer_id: int, page: str) -> Places:
    found = queries.places(request.actor, offer_id, on=timezone.localdate())
    shown = [p.card.id for p in found.open] + [p.card.id for p in found.waiting]
    audit.record_view(by=request.actor, page=page, subject=("offer", offer_id), person_ids=shown)
    return found


@requires(Permission.PLACE_OFFER)
@require_GET
def place_export(request: ActorRequest, offer_id: int, kind: str) -> HttpResponse:
    found = _places(request, offer_id, "offer.places_download")
    return list_download(places_sheet(found), f"{found.offer} places", kind)


@requires(Permission.PLACE_OFFER)
@require_GET
def place_list(request: ActorRequest, offer_id: int) -> HttpResponse:
    found = _places(request, offer_id, "offer.places")
    context = {"page": places_page(found, now=timezone.now())}
    return render(request, "learning/place_list.jinja", context)


@requires(Permission.PLACE_OFFER)
@require_POST
def place_offer(request: ActorRequest, offer_id: int) -> HttpResponse:
    places.offer_place(
        application_id=chosen(request.POST.get("application", "")) or 0,
        cohort_id=chosen(request.POST.get("cohort", "")) or 0,
        now=timezone.now(),
        by=request.actor,
    )
    messages.success(request, "The place is offered. They have some days to answer.")
    return redirect("learning:place_list", offer_id)


@requires(Permission.PLACE_OFFER)
@require_POST
def place_answer(request: ActorRequest, offer_id: int, place_id: int) -> HttpResponse:
    """For an answer given by phone or in person."""
    answer = places.accept_place if request.POST.get("answer") == "yes" else places.decline_place
    answer(place_offer_id=place_id, now=timezone.now(), by=request.actor)
    messages.success(request, "Their answer is recorded.")
    return redirect("learning:place_list", offer_id)


@requires(Permission.PLACE_OFFER)
@require_http_methods(["GET", "POST"])
def place_take_back(request: ActorRequest, offer_id: int, place_id: int) -> HttpResponse:
    found = place_to_take_back(request.actor, offer_id, place_id)
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        try:
            places.take_back_place(
                place_offer_id=place_id, why=why, now=timezone.now(), by=request.actor
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("learning:place_list", offer_id)
    return render(request, "learning/place_take_back.jinja", {"form": form, "place": found})


def _back(holder: Holder) -> HttpResponse:
    return redirect("learning:apply_mine", holder.slug, holder.token)


@personal_link(OWN_LINK)
@never_cache
@require_POST
def place_accept(request: ActorRequest, token: str) -> HttpResponse:
    holder = holder_of(token)
    try:
        places.accept_place(place_offer_id=holder.place_id, now=timezone.now(), by=holder.actor)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, "Thank you. Your place is yours.")
    return _back(holder)


@personal_link(OWN_LINK)
@never_cache
@require_POST
def place_decline(request: ActorRequest, token: str) -> HttpResponse:
    holder = holder_of(token)
    try:
        places.decline_place(place_offer_id=holder.place_id, now=timezone.now(), by=holder.actor)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, "Thank you for telling us. The place goes to the next person.")
    return _back(holder)
