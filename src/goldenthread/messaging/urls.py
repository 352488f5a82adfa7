"""Pages of messaging. Paths are whole: web includes this at the root."""

from django.urls.resolvers import URLPattern

app_name = "messaging"
urlpatterns: list[URLPattern] = []
