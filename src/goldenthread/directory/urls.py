"""Pages of directory. Paths are whole: web includes this at the root."""

from django.urls.resolvers import URLPattern

app_name = "directory"
urlpatterns: list[URLPattern] = []
