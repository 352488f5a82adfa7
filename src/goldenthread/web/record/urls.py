"""Addresses of the record."""

from django.urls import path

from goldenthread.web.record import views

app_name = "audit"
urlpatterns = [path("audit/", views.entry_list, name="entry_list")]
