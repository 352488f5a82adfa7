"""Pages of audit. Paths are whole: web includes this at the root."""

from django.urls.resolvers import URLPattern

app_name = "audit"
urlpatterns: list[URLPattern] = []
