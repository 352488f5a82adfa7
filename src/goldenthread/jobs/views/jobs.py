"""How far longer work is, and stopping it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from goldenthread.access.guards import ActorRequest, signed_in
from goldenthread.jobs import operations, pages, queries


@signed_in("each person sees the work they started")
@require_GET
def job_list(request: ActorRequest) -> HttpResponse:
    page = queries.jobs(request.actor, page=request.GET.get("page", "1"))
    lines = [pages.job_line(job, request.actor) for job in page.object_list]
    return render(request, "jobs/job_list.jinja", {"page": page, "lines": lines})


@signed_in("each person sees the work they started")
@require_GET
def job_show(request: ActorRequest, job_id: int) -> HttpResponse:
    job = pages.job_page(queries.job(request.actor, job_id), request.actor)
    return render(request, "jobs/job_show.jinja", {"job": job})


@signed_in("each person sees the work they started")
@require_GET
def job_progress(request: ActorRequest, job_id: int) -> HttpResponse:
    job = pages.job_page(queries.job(request.actor, job_id), request.actor)
    return render(request, "jobs/_progress.jinja", {"job": job})


@signed_in("each person may stop the work they started")
@require_POST
def job_cancel(request: ActorRequest, job_id: int) -> HttpResponse:
    operations.cancel(job_id=job_id, by=request.actor)
    return redirect("jobs:job_show", job_id)
