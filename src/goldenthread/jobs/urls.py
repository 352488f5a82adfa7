"""Pages of jobs. Paths are whole: web includes this at the root."""

from django.urls.resolvers import URLPattern

app_name = "jobs"
urlpatterns: list[URLPattern] = []
