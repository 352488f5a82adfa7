"""Pages of programmes. Paths are whole: web includes this at the root."""

from django.urls import path

from goldenthread.programmes.views import programmes

app_name = "programmes"
urlpatterns = [
    path("programmes/", programmes.programme_list, name="programme_list"),
    path("programmes.<slug:kind>", programmes.programme_export, name="programme_export"),
    path("programmes/add/", programmes.programme_add, name="programme_add"),
    path("programmes/<int:programme_id>/", programmes.programme_show, name="programme_show"),
    path("programmes/<int:programme_id>/edit/", programmes.programme_edit, name="programme_edit"),
]
