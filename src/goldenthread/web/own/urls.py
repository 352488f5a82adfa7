"""Addresses of a person's own page."""

from django.urls import path

from goldenthread.web.own import views

app_name = "own"
urlpatterns = [
    path("my/details/", views.details, name="details"),
    path("my/contact/", views.contact, name="contact"),
    path("my/pause/", views.pause, name="pause"),
    path("my/held/<slug:kind>/", views.held_kind, name="held_list"),
    path("my/download/", views.download, name="download"),
    path("my/correct/", views.correct, name="correct"),
    path("my/forget/", views.forget, name="forget"),
    path("my/close/", views.close, name="close"),
    path("my/link/<str:token>/", views.by_link, name="by_link"),
]
