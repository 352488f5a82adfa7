"""Questionnaires on paper."""

from django.urls import path
from django.urls.resolvers import URLPattern

from goldenthread.evaluation.views import keying, papers

FORM = "evaluation/papers/<int:form_id>/"
WAVE = "evaluation/waves/<int:wave_id>/paper/"

urlpatterns: list[URLPattern] = [
    path(WAVE, papers.paper_choose, name="paper_choose"),
    path(f"{WAVE}print/", papers.paper_print, name="paper_print"),
    path(f"{WAVE}written/", keying.keyed_list, name="keyed_list"),
    path(FORM, keying.keyed_write, name="keyed_write"),
    path(f"{FORM}settle/", keying.keyed_settle, name="keyed_settle"),
    path(f"{FORM}start-over/", keying.keyed_aside, name="keyed_aside"),
]
