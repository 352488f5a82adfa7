"""Pages of search. Paths are whole: web includes this at the root."""

from django.urls import path

from goldenthread.search import views

app_name = "search"
urlpatterns = [
    path("search/", views.hit_list, name="hit_list"),
    path("search/suggestions/", views.hit_suggest, name="hit_suggest"),
]
