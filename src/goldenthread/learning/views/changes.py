"""Changes of plans: dates, place, who runs it, splitting and merging, and putting back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission
from goldenthread.learning.forms import changes as forms
from goldenthread.learning.operations.putting_back import put_back
from goldenthread.learning.pages import change_choices as choices
from goldenthread.learning.pages import change_steps as steps
from goldenthread.learning.pages.change_steps import Doing
from goldenthread.learning.queries import changes as queries
from goldenthread.learning.queries.changes import CohortNow
from goldenthread.learning.queries.cohorts import venues
from goldenthread.learning.queries.members import cohorts_to_move_to
from goldenthread.learning.views.changing import answer
from goldenthread.ui.words import plural

START = {"count": 1, "unit": forms.WEEKS, "direction": forms.LATER}
SAME_DAYS = {**START, "count": 0}


def _now(request: ActorRequest, cohort_id: int, *permissions: Permission) -> CohortNow:
    """For whoever may plan the cohort, and holds these over it, too."""
    for permission in permissions:
        request.actor.must_reach(permission, "cohort", cohort_id)
    return queries.cohort_now(
        request.actor, cohort_id, now=timezone.now(), permission=Permission.OFFER_EDIT
    )


def _doing(request: ActorRequest) -> Doing:
    return Doing(by=request.actor, now=timezone.now(), seen=request.POST.get("seen", ""))


def _rooms(request: ActorRequest, *, besides: int | None = None) -> list[tuple[str, str]]:
    rooms = [room for room in venues(request.actor) if room.id != besides]
    return [(str(room.id), f"{room.name}, {plural(room.seats, 'seat')}") for room in rooms]


@requires(Permission.OFFER_EDIT)
@require_GET
def change_list(request: ActorRequest, cohort_id: int) -> HttpResponse:
    found = _now(request, cohort_id)
    done = queries.changes_of(request.actor, cohort_id, now=timezone.now())
    page = choices.changes_page(found, done)
    return render(request, "learning/change_list.jinja", {"page": page})


@requires(Permission.OFFER_EDIT)
@require_POST
def change_put_back(request: ActorRequest, cohort_id: int, change_id: int) -> HttpResponse:
    put_back(cohort_id=cohort_id, change_id=change_id, now=timezone.now(), by=request.actor)
    messages.success(request, "It is as it was before, and everyone concerned is told.")
    return redirect("learning:change_list", cohort_id)


@requires(Permission.OFFER_EDIT)
@require_http_methods(["GET", "POST"])
def change_dates(request: ActorRequest, cohort_id: int) -> HttpResponse:
    found = _now(request, cohort_id)
    sessions = choices.session_choices(found)
    form = forms.MoveSessionsForm(request.POST or None, initial=START, sessions=sessions)
    change = steps.dates(found, form=form, doing=_doing(request))
    return answer(request, form=form, change=change)


@requires(Permission.OFFER_EDIT)
@require_http_methods(["GET", "POST"])
def change_facilitator(request: ActorRequest, cohort_id: int, person_id: int) -> HttpResponse:
    found = _now(request, cohort_id)
    people = queries.who_may_run(request.actor, found)
    hands = steps.handing(found, person_id=person_id, people=people)
    form = forms.HandOverForm(request.POST or None, people=hands.free)
    change = steps.hand_over(found, hands=hands, form=form, doing=_doing(request))
    return answer(request, form=form, change=change)


@requires(Permission.OFFER_EDIT)
@require_http_methods(["GET", "POST"])
def change_place(request: ActorRequest, venue_id: int) -> HttpResponse:
    room = queries.room_in_reach(request.actor, venue_id)
    using = queries.using_room(request.actor, venue_id, now=timezone.now())
    rooms, cohorts = _rooms(request, besides=venue_id), choices.cohort_choices(using)
    initial = {"cohorts": [value for value, _ in cohorts]}
    form = forms.PlaceForm(request.POST or None, initial=initial, cohorts=cohorts, venues=rooms)
    change = steps.place(venue_id, room=room, using=using, form=form, doing=_doing(request))
    return answer(request, form=form, change=change)


@requires(Permission.COHORT_FORM)
@require_http_methods(["GET", "POST"])
def change_split(request: ActorRequest, cohort_id: int) -> HttpResponse:
    found = _now(request, cohort_id, Permission.COHORT_FORM)
    initial = {**SAME_DAYS, "mode": found.mode, "name": choices.next_name(found.name)}
    people, rooms = choices.people_choices(found), _rooms(request)
    form = forms.SplitForm(request.POST or None, initial=initial, people=people, venues=rooms)
    change = steps.split(found, form=form, doing=_doing(request))
    return answer(request, form=form, change=change)


@requires(Permission.COHORT_FORM)
@require_http_methods(["GET", "POST"])
def change_merge(request: ActorRequest, cohort_id: int) -> HttpResponse:
    found = _now(request, cohort_id, Permission.COHORT_FORM)
    others = cohorts_to_move_to(found.offer_id, besides=cohort_id, on=timezone.localdate())
    form = forms.MergeForm(request.POST or None, cohorts=others)
    change = steps.merge(found, form=form, doing=_doing(request))
    return answer(request, form=form, change=change)
