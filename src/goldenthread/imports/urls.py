"""Pages of imports. Paths are whole: web includes this at the root."""

from django.urls import path

from goldenthread.imports.views import files, runs

app_name = "imports"
urlpatterns = [
    path("imports/", runs.run_list, name="run_list"),
    path("imports/start/<slug:kind>/", files.import_start, name="import_start"),
    path("imports/template/<slug:kind>/<int:target_id>/", files.template, name="template"),
    path("imports/<int:run_id>/", runs.run_show, name="run_show"),
    path("imports/<int:run_id>/lines.<slug:kind>", runs.run_lines, name="run_lines"),
    path("imports/<int:run_id>/columns/", files.columns_match, name="columns_match"),
    path("imports/<int:run_id>/confirm/", runs.run_confirm, name="run_confirm"),
    path("imports/<int:run_id>/undo/", runs.run_undo, name="run_undo"),
    path("imports/<int:run_id>/discard/", runs.run_discard, name="run_discard"),
]
