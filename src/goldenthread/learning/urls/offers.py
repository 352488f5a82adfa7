"""Pages of offers, and of applying for one."""

from django.urls import path

from goldenthread.learning.views import apply

APPLY = "apply/<slug:slug>/"
MINE = f"{APPLY}mine/<str:token>/"

urlpatterns = [
    path(APPLY, apply.apply_show, name="apply_show"),
    path(f"{APPLY}start/", apply.apply_start, name="apply_start"),
    path(f"{APPLY}already/", apply.apply_already, name="apply_already"),
    path(MINE, apply.apply_mine, name="apply_mine"),
    path(f"{MINE}check/", apply.apply_check, name="apply_check"),
    path(f"{MINE}later/", apply.apply_later, name="apply_later"),
    path(f"{MINE}withdraw/", apply.apply_withdraw, name="apply_withdraw"),
    path(f"{MINE}questions/", apply.apply_questions, name="apply_questions"),
    path(f"{MINE}<slug:step>/", apply.apply_step, name="apply_step"),
]
