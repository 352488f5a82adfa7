"""Pages behind a personal link."""

from django.urls import path
from django.urls.resolvers import URLPattern

from goldenthread.evaluation.views import answer as views
from goldenthread.evaluation.views import answer_by_hand as by_hand

urlpatterns: list[URLPattern] = [
    path("a/<str:token>/", views.answer, name="answer"),
    path("a/<str:token>/save/", views.answer_save, name="answer_save"),
    path("a/<str:token>/check/", views.answer_check, name="answer_check"),
    path("a/<str:token>/later/", views.answer_later, name="answer_later"),
    path("a/<str:token>/other-ways/", views.answer_other_ways, name="answer_other_ways"),
    path("a/<str:token>/paper/", views.answer_paper, name="answer_paper"),
    path("a/<str:token>/answers/", views.answer_show, name="answer_show"),
    path("a/<str:token>/answers/delete/", views.answer_delete, name="answer_delete"),
    path("a/<str:token>/decline/", views.answer_decline, name="answer_decline"),
    path("a/<str:token>/again/", views.answer_again, name="answer_again"),
    path("a/<str:token>/withdraw/", views.answer_withdraw, name="answer_withdraw"),
    path(
        "evaluation/answers/<int:invitation_id>/by-hand/",
        by_hand.answer_by_hand,
        name="answer_by_hand",
    ),
]
