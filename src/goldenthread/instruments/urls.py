"""Pages of instruments. Paths are whole: web includes this at the root."""

from django.urls import path

from goldenthread.instruments.views import instruments, versions, xlsform

app_name = "instruments"
ONE, VERSION, ITEM = (
    "instruments/<int:instrument_id>/",
    "instruments/versions/<int:version_id>/",
    "instruments/items/<int:item_id>/",
)
urlpatterns = [
    path("instruments/", instruments.instrument_list, name="instrument_list"),
    path("instruments/add/", instruments.instrument_add, name="instrument_add"),
    path("instruments/bring-in/", xlsform.form_bring_in, name="form_bring_in"),
    path(ONE, instruments.instrument_show, name="instrument_show"),
    path(f"{ONE}edit/", instruments.instrument_edit, name="instrument_edit"),
    path(f"{ONE}licence/", instruments.licence_edit, name="licence_edit"),
    path(f"{ONE}start/", instruments.version_start, name="version_start"),
    path(VERSION, versions.version_show, name="version_show"),
    path(f"{VERSION}xlsform.xlsx", xlsform.version_xlsform, name="version_xlsform"),
    path(f"{VERSION}edit/", versions.version_edit, name="version_edit"),
    path(f"{VERSION}words/", versions.version_describe, name="version_describe"),
    path(f"{VERSION}publish/", versions.version_publish, name="version_publish"),
    path(f"{VERSION}remove/", versions.version_remove, name="version_remove"),
    path(f"{VERSION}retire/", versions.version_retire, name="version_retire"),
    path(f"{VERSION}items/add/", versions.item_add, name="item_add"),
    path(ITEM, versions.item_edit, name="item_edit"),
    path(f"{ITEM}move/", versions.item_move, name="item_move"),
    path(f"{ITEM}remove/", versions.item_remove, name="item_remove"),
]
