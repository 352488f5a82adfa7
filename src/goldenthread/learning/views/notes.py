"""What people told the facilitator of their group."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission
from goldenthread.learning import operations
from goldenthread.learning.queries.offers import cohort_name


@requires(Permission.FLAG_VIEW)
@never_cache
@require_GET
def note_list(request: ActorRequest, cohort_id: int) -> HttpResponse:
    notes = operations.read_hard_notes(request.actor, cohort_id)
    context = {"notes": notes, "cohort": cohort_name(cohort_id), "cohort_id": cohort_id}
    return render(request, "learning/note_list.jinja", context)
