"""Pages of cohorts, plans, places, sessions and registers."""

from django.urls import path
from django.urls.resolvers import URLPattern

from goldenthread.learning.views import (
    board,
    changes,
    cohorts,
    facilitating,
    members,
    places,
    plans,
    registers,
    sessions,
    team,
)

OFFER = "offers/<int:offer_id>/"
COHORT = "cohorts/<int:cohort_id>/"
PLAN = "plans/<int:plan_id>/"
SESSION = "sessions/<int:session_id>/"
APPLICATION = "<int:application_id>/"
PERSON = "<int:person_id>/"
PLACE = f"{OFFER}places/<int:place_id>/"
OWN_PLACE = "places/<str:token>/"

urlpatterns: list[URLPattern] = [
    path(f"{OFFER}cohorts/", cohorts.cohort_list, name="cohort_list"),
    path(f"{OFFER}cohorts/add/", cohorts.cohort_add, name="cohort_add"),
    path(f"{OFFER}rooms/add/", cohorts.venue_add, name="venue_add"),
    path(f"{OFFER}plans/", plans.plan_list, name="plan_list"),
    path(f"{OFFER}keep-apart/", plans.apart_list, name="apart_list"),
    path(f"{OFFER}keep-apart/<int:keep_apart_id>/end/", plans.apart_end, name="apart_end"),
    path(f"{OFFER}places/", places.place_list, name="place_list"),
    path(f"{OFFER}places.<str:kind>", places.place_export, name="place_export"),
    path(f"{OFFER}places/offer/", places.place_offer, name="place_offer"),
    path(f"{PLACE}answer/", places.place_answer, name="place_answer"),
    path(f"{PLACE}take-back/", places.place_take_back, name="place_take_back"),
    path(COHORT, cohorts.cohort_show, name="cohort_show"),
    path(f"{COHORT}edit/", cohorts.cohort_edit, name="cohort_edit"),
    path(f"{COHORT}changes/", changes.change_list, name="change_list"),
    path(f"{COHORT}changes/dates/", changes.change_dates, name="change_dates"),
    path(f"{COHORT}changes/split/", changes.change_split, name="change_split"),
    path(f"{COHORT}changes/merge/", changes.change_merge, name="change_merge"),
    path(
        f"{COHORT}changes/facilitators/{PERSON}",
        changes.change_facilitator,
        name="change_facilitator",
    ),
    path(
        f"{COHORT}changes/<int:change_id>/put-back/",
        changes.change_put_back,
        name="change_put_back",
    ),
    path("rooms/<int:venue_id>/lost/", changes.change_place, name="change_place"),
    path(f"{COHORT}cancel/", cohorts.cohort_cancel, name="cohort_cancel"),
    path(f"{COHORT}members.<str:kind>", cohorts.cohort_export, name="cohort_export"),
    path(f"{COHORT}sessions/add/", cohorts.session_add, name="session_add"),
    path(f"{COHORT}joining/", cohorts.joining_send, name="joining_send"),
    path(f"{COHORT}facilitators/add/", facilitating.facilitator_add, name="facilitator_add"),
    path(
        f"{COHORT}facilitators/{PERSON}remove/",
        facilitating.facilitator_remove,
        name="facilitator_remove",
    ),
    path(
        f"{COHORT}facilitators/asked/<int:asked_id>/end/",
        facilitating.facilitator_stop_asking,
        name="facilitator_stop_asking",
    ),
    path("facilitate/<str:token>/", facilitating.facilitator_answer, name="facilitator_answer"),
    path(f"{COHORT}members/{PERSON}move/", members.member_move, name="member_move"),
    path(f"{COHORT}members/{PERSON}leave/", members.member_leave, name="member_leave"),
    path(PLAN, board.plan_show, name="plan_show"),
    path(f"{PLAN}people.<str:kind>", board.plan_export, name="plan_export"),
    path(f"{PLAN}move/{APPLICATION}", board.move_show, name="plan_move"),
    path(f"{PLAN}swap/{APPLICATION}", board.swap, name="plan_swap"),
    path(f"{PLAN}lock/{APPLICATION}", board.lock, name="plan_lock"),
    path(f"{PLAN}undo/", board.undo, name="plan_undo"),
    path(f"{PLAN}publish/", board.publish, name="plan_publish"),
    path("my-team/", team.team_show, name="team_show"),
    path("sessions/", sessions.session_list, name="session_list"),
    path(SESSION, sessions.session_show, name="session_show"),
    path(f"{SESSION}prepare/", sessions.session_prepare, name="session_prepare"),
    path(f"{SESSION}move/", sessions.session_move, name="session_move"),
    path(f"{SESSION}cancel/", sessions.session_cancel, name="session_cancel"),
    path(f"{SESSION}register/", registers.register_show, name="register_show"),
    path(f"{OWN_PLACE}accept/", places.place_accept, name="place_accept"),
    path(f"{OWN_PLACE}decline/", places.place_decline, name="place_decline"),
]
