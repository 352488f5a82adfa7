"""Pages of offers and applications, and of applying."""

from django.urls import path

from goldenthread.learning.views import (
    apply,
    cancelling,
    criteria,
    history,
    matching,
    notes,
    offers,
    screening,
)

APPLY = "apply/<slug:slug>/"
MINE = f"{APPLY}mine/<str:token>/"
OFFER = "offers/<int:offer_id>/"
APPLICATION = "applications/<int:application_id>/"

urlpatterns = [
    path("offers/", offers.offer_list, name="offer_list"),
    path("offers/add/", offers.offer_add, name="offer_add"),
    path(OFFER, offers.offer_show, name="offer_show"),
    path(f"{OFFER}edit/", offers.offer_edit, name="offer_edit"),
    path(f"{OFFER}open/", offers.offer_open, name="offer_open"),
    path(f"{OFFER}close/", offers.offer_close, name="offer_close"),
    path(f"{OFFER}cancel/", cancelling.offer_cancel, name="offer_cancel"),
    path(f"{OFFER}history/", history.history_list, name="history_list"),
    path(f"{OFFER}criteria/", criteria.criteria_list, name="criteria_list"),
    path(f"{OFFER}criteria/decide/", criteria.criteria_decide, name="criteria_decide"),
    path(f"{OFFER}applications/", screening.application_list, name="application_list"),
    path(
        f"{OFFER}applications.<str:kind>", screening.application_export, name="application_export"
    ),
    path(
        f"{OFFER}applications/confirm/",
        screening.application_confirm,
        name="application_confirm",
    ),
    path(f"{OFFER}applications/next/", screening.screening_next, name="screening_next"),
    path(APPLICATION, screening.application_show, name="application_show"),
    path(f"{APPLICATION}screen/", screening.application_screen, name="application_screen"),
    path(f"{APPLICATION}match/", screening.application_match, name="application_match"),
    path(f"{APPLICATION}manager/", matching.application_manager, name="application_manager"),
    path(f"{APPLICATION}dates/", matching.application_dates, name="application_dates"),
    path(f"{APPLICATION}withdraw/", screening.application_withdraw, name="application_withdraw"),
    path("cohorts/<int:cohort_id>/notes/", notes.note_list, name="note_list"),
    path(APPLY, apply.apply_show, name="apply_show"),
    path(f"{APPLY}start/", apply.apply_start, name="apply_start"),
    path(f"{APPLY}sent/", apply.apply_sent, name="apply_sent"),
    path(MINE, apply.apply_mine, name="apply_mine"),
    path(f"{MINE}check/", apply.apply_check, name="apply_check"),
    path(f"{MINE}later/", apply.apply_later, name="apply_later"),
    path(f"{MINE}my-dates/", apply.apply_dates, name="apply_dates"),
    path(f"{MINE}withdraw/", apply.apply_withdraw, name="apply_withdraw"),
    path(f"{MINE}questions/", apply.apply_questions, name="apply_questions"),
    path(f"{MINE}<slug:step>/", apply.apply_step, name="apply_step"),
]
