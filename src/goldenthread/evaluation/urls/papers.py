"""Questionnaires on paper."""

from django.urls import path
from django.urls.resolvers import URLPattern

from goldenthread.evaluation.views import papers

WAVE = "evaluation/waves/<int:wave_id>/paper/"

urlpatterns: list[URLPattern] = [
    path(WAVE, papers.paper_choose, name="paper_choose"),
    path(f"{WAVE}print/", papers.paper_print, name="paper_print"),
]
