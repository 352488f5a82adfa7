"""Pages of plans, waves and findings."""

from django.urls import path
from django.urls.resolvers import URLPattern

from goldenthread.evaluation.views import plans

urlpatterns: list[URLPattern] = [
    path("evaluation/", plans.plan_list, name="plan_list"),
]
