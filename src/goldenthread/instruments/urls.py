"""Pages of instruments. Paths are whole: web includes this at the root."""

from django.urls.resolvers import URLPattern

app_name = "instruments"
urlpatterns: list[URLPattern] = []
