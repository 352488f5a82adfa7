"""Calling off an offer: what it would do first, then one button."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.learning import operations
from goldenthread.learning.forms.cancelling import CancelOfferForm
from goldenthread.learning.pages.cancelling import cancel_page
from goldenthread.learning.queries.cancelling import cancelling
from goldenthread.ui.words import plural


@requires(Permission.OFFER_EDIT)
@require_http_methods(["GET", "POST"])
def offer_cancel(request: ActorRequest, offer_id: int) -> HttpResponse:
    found = cancelling(request.actor, offer_id, now=timezone.now())
    form = CancelOfferForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _cancel(request, offer_id, form):
        return redirect("learning:offer_show", offer_id)
    context = {"page": cancel_page(found), "form": form}
    return render(request, "learning/offer_cancel.jinja", context)


def _cancel(request: ActorRequest, offer_id: int, form: CancelOfferForm) -> bool:
    try:
        told = operations.cancel_offer(
            offer_id=offer_id, why=form.cleaned_data["why"], now=timezone.now(), by=request.actor
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    who = f"{plural(told, 'person is', 'people are')} told." if told else "Nobody had to be told."
    messages.success(request, f"Called off. {who}")
    return True
