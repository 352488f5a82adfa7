"""Pages of access. Paths are whole: web includes this at the root."""

from django.urls.resolvers import URLPattern

app_name = "access"
urlpatterns: list[URLPattern] = []
