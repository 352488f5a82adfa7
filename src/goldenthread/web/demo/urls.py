"""Addresses that exist in the demonstration only."""

from django.urls import path

from goldenthread.web.demo import views

urlpatterns = [
    path("demo/", views.welcome, name="demo_welcome"),
    path("demo/sign-in/<slug:key>/", views.sign_in, name="demo_sign_in"),
    path("demo/sign-ups.xlsx", views.sign_ups, name="demo_sign_ups"),
    path("demo/reply/", views.let_people_reply, name="demo_reply"),
    path("demo/answer/", views.let_others_answer, name="demo_answer"),
]
