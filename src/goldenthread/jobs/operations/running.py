"""Doing the work of one job, in this process."""

import logging
import time

from django.db import transaction
from django.utils import timezone

from goldenthread.access import queries as access
from goldenthread.access.actor import Actor
from goldenthread.access.terms import Refused
from goldenthread.jobs import registry, rules
from goldenthread.jobs.models import Job
from goldenthread.jobs.operations import stopping
from goldenthread.jobs.operations.rows import announce, end, same_attempt
from goldenthread.jobs.terms import Cancelled, HandedBack, JobState

logger = logging.getLogger(__name__)

WRITE_EVERY_SECONDS = 0.5


def run(job_id: int) -> None:
    """Do the work now, in this process; does nothing when someone else has it or it is over."""
    if not _claim(job_id):
        return
    job = Job.objects.get(pk=job_id)
    try:
        actor = _actor_of(job)
        made = registry.JobRun(job_id, job.payload, actor, _Reporter(job).report)
        result = dict(registry.handler_for(job.kind)(made) or {})
    except Cancelled:
        end(job, JobState.CANCELLED, "Stopped, as asked.")
    except HandedBack:
        _put_back(job)
    except Refused as refused:
        end(job, JobState.STOPPED, str(refused))
    except Exception:
        logger.exception("Job %s of kind %s broke off.", job_id, job.kind)
        end(job, JobState.STOPPED, rules.BROKE_OFF)
    else:
        end(job, JobState.DONE, str(result.pop("sentence", "Done.")), result)


def _claim(job_id: int) -> bool:
    """One conditional update, so that of two workers only one gets it, on either database."""
    job = Job.objects.filter(pk=job_id, state=JobState.WAITING).first()
    if job is None:
        return False
    taken = Job.objects.filter(pk=job_id, state=JobState.WAITING, attempts=job.attempts).update(
        state=JobState.RUNNING,
        attempts=job.attempts + 1,
        heartbeat_at=timezone.now(),
        doing="Starting",
    )
    return taken == 1


def _actor_of(job: Job) -> Actor:
    """Whoever started it, with the grants they hold now; the system acts under the job's kind."""
    if job.started_by_kind != "user":
        return Actor.system(reason=f"job {job.kind}")
    actor = access.actor_of_id(int(job.started_by), today=timezone.localdate())
    if actor is None:
        raise Refused(rules.NO_ACCOUNT)
    return actor


class _Reporter:
    """Writes progress at most twice a second, and reads whether to stop."""

    def __init__(self, job: Job) -> None:
        self.rows = same_attempt(job)
        self.written = 0.0
        self.doing = ""

    def report(self, percent: float, doing: str) -> None:
        if stopping.asked():
            raise HandedBack
        now = time.monotonic()
        if doing == self.doing and now - self.written < WRITE_EVERY_SECONDS:
            return
        self.written, self.doing = now, doing
        still_ours = self.rows.update(
            progress=rules.clamped(percent), doing=doing[:200], heartbeat_at=timezone.now()
        )
        if not still_ours or self.rows.filter(cancel_requested=True).exists():
            raise Cancelled


@transaction.atomic
def _put_back(job: Job) -> None:
    """The worker is stopping: another one starts it again, and this attempt does not count."""
    same_attempt(job).update(state=JobState.WAITING, attempts=job.attempts - 1, doing="")
    announce(int(job.pk))
