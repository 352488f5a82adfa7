"""Every address in the product. Each app writes its whole paths; this file only joins them."""

from django.conf import settings
from django.urls import include, path

from goldenthread.web.own import views as own
from goldenthread.web.views import about, brand, health, home

APPS = (
    "web.accounts",
    "web.record",
    "web.own",
    "jobs",
    "messaging",
    "imports",
    "search",
    "directory",
    "programmes",
    "instruments",
    "learning",
    "evaluation",
)

urlpatterns = [
    path("", home.home, name="home"),
    path("health/", health.health, name="health"),
    path("brand.css", brand.brand_css, name="brand_css"),
    path("help/", about.help_page, name="help"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("privacy/", about.privacy, name="privacy"),
    path("my/", own.show, name="my_page"),
    *(path("", include(f"goldenthread.{app}.urls")) for app in APPS),
]
if settings.DEMO:
    urlpatterns.append(path("", include("goldenthread.web.demo.urls")))

handler404 = "goldenthread.web.views.about.not_found"
handler500 = "goldenthread.web.views.about.something_broke"
