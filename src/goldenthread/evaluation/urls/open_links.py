"""Open links: the pages behind one, and those of whoever makes them."""

from django.urls import path
from django.urls.resolvers import URLPattern

from goldenthread.evaluation.views import open_answer as views
from goldenthread.evaluation.views import open_links as staff

LINK = "evaluation/open-links/<int:link_id>/"

urlpatterns: list[URLPattern] = [
    path("o/<str:token>/", views.open_start, name="open_start"),
    path("o/<str:token>/younger/", views.open_younger, name="open_younger"),
    path("o/<str:token>/guardian/", views.open_guardian, name="open_guardian"),
    path("o/<str:token>/your-choice/", views.open_choice, name="open_choice"),
    path("o/<str:token>/no/", views.open_no, name="open_no"),
    path("o/<str:token>/questions/", views.open_questions, name="open_questions"),
    path("o/<str:token>/thanks/", views.open_thanks, name="open_thanks"),
    path("evaluation/<int:plan_id>/open-links/", staff.open_list, name="open_list"),
    path(f"{LINK}poster/", staff.open_poster, name="open_poster"),
    path(f"{LINK}close/", staff.open_close, name="open_close"),
    path(f"{LINK}findings/", staff.open_findings, name="open_findings"),
]
