"""Pages of cohorts."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
