"""Pages of imports. Paths are whole: web includes this at the root."""

from django.urls.resolvers import URLPattern

app_name = "imports"
urlpatterns: list[URLPattern] = []
