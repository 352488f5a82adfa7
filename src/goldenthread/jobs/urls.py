"""Pages of jobs. Paths are whole: web includes this at the root."""

from django.urls import path

from goldenthread.jobs.views import jobs

app_name = "jobs"
urlpatterns = [
    path("jobs/", jobs.job_list, name="job_list"),
    path("jobs/<int:job_id>/", jobs.job_show, name="job_show"),
    path("jobs/<int:job_id>/progress/", jobs.job_progress, name="job_progress"),
    path("jobs/<int:job_id>/stop/", jobs.job_cancel, name="job_cancel"),
]
