"""Reading jobs: one's own, or all of them for those who may."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.jobs.models import Job

JOBS_A_PAGE = 50


def jobs(actor: Actor, *, page: int | str = 1) -> Page[Job]:
    """Longer work, newest first."""
    return Paginator(within_reach(actor), JOBS_A_PAGE).get_page(page)


def job(actor: Actor, job_id: int) -> Job:
    """One job, or OutOfReach."""
    found = within_reach(actor).filter(pk=job_id).first()
    if found is None:
        raise OutOfReach(f"job {job_id}")
    return found


def within_reach(actor: Actor) -> QuerySet[Job]:
    """What the actor started, and everything for those who see every job."""
    rows = Job.objects.all()
    if actor.reach(Permission.JOB_VIEW).everything:
        return rows
    if not actor.is_signed_in:
        return rows.none()
    return rows.filter(started_by_kind=actor.kind, started_by=actor.id)
