"""What happened to an offer: a timeline of the record, a page at a time."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission
from goldenthread.audit import operations as audit
from goldenthread.learning.forms.cohorts import chosen
from goldenthread.learning.pages.history import history_page
from goldenthread.learning.queries.history import history
from goldenthread.learning.rules.history import Part


@requires(Permission.OFFER_EDIT)
@require_GET
def history_list(request: ActorRequest, offer_id: int) -> HttpResponse:
    asked = request.GET.get("part", "")
    part = Part(asked) if asked in set(Part) else None
    before = chosen(request.GET.get("before", ""))
    found = history(request.actor, offer_id, part=part, before=before)
    audit.record_view(
        by=request.actor,
        page="offer.history",
        subject=("offer", offer_id),
        person_ids=found.person_ids,
    )
    context = {"page": history_page(found, part=part)}
    return render(request, "learning/history_list.jinja", context)
