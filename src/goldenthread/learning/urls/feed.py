"""A person's own calendar address."""

from django.urls import path
from django.urls.resolvers import URLPattern

from goldenthread.learning.views import own_calendar as views

urlpatterns: list[URLPattern] = [
    path("my/calendar/", views.own_calendar, name="own_calendar"),
    path("my/calendar/make/", views.own_calendar_make, name="own_calendar_make"),
    path("my/calendar/change/", views.own_calendar_change, name="own_calendar_change"),
    path("my/calendar/end/", views.own_calendar_end, name="own_calendar_end"),
    path("calendar/<str:token>.ics", views.calendar_feed, name="calendar_feed"),
]
