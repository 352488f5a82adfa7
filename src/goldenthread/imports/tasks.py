"""Background work of imports. Each starts again cleanly: lines already written are left alone."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from goldenthread.imports import operations, pages, queries
from goldenthread.jobs.registry import JobRun, Result


def _run_id(run: JobRun) -> int:
    return int(run.payload["run_id"])


def _shown(run_id: int) -> str:
    return reverse("imports:run_show", args=[run_id])


def look_over(run: JobRun) -> Result:
    """Say what every line would become."""
    run.report(5, "Looking at each line")
    count = operations.plan_run(run_id=_run_id(run), by=run.by)
    sentence = f"Every line has been looked at: {count:,} can be brought in."
    return {"sentence": sentence, "next_url": _shown(_run_id(run))}


def confirm(run: JobRun) -> Result:
    """Bring the lines in."""
    run_id = _run_id(run)
    operations.apply_run(run_id=run_id, now=timezone.now(), by=run.by, report=run.report)
    heading = pages.heading(queries.run_row(run.by, run_id))
    return {"sentence": f"{heading}.", "next_url": _shown(run_id)}


def undo(run: JobRun) -> Result:
    """Take everything back."""
    run_id = _run_id(run)
    operations.take_back_run(run_id=run_id, now=timezone.now(), by=run.by, report=run.report)
    heading = pages.heading(queries.run_row(run.by, run_id))
    return {"sentence": f"{heading}.", "next_url": _shown(run_id)}


def forget_old(now: datetime) -> int:
    """Every hour: what is no longer needed goes."""
    return operations.forget_old(now=now)
