"""Pages of plans."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
