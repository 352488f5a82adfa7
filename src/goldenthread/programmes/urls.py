"""Pages of programmes. Paths are whole: web includes this at the root."""

from django.urls.resolvers import URLPattern

app_name = "programmes"
urlpatterns: list[URLPattern] = []
