"""Every address in the product. Each app writes its whole paths; this file only joins them."""

from django.urls import include, path

from goldenthread.web.views import health, home

APPS = (
    "access",
    "audit",
    "jobs",
    "messaging",
    "imports",
    "directory",
    "programmes",
    "instruments",
    "learning",
    "evaluation",
)

urlpatterns = [
    path("", home.home, name="home"),
    path("health/", health.health, name="health"),
    *(path("", include(f"goldenthread.{app}.urls")) for app in APPS),
]
