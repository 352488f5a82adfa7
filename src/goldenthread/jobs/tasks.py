"""What the worker picks from its queue."""

from django_tasks import task

from goldenthread.jobs import operations
from goldenthread.jobs.pulse import beating


@task()
def run_job(job_id: int) -> None:
    """Load by id, run; a sign of life goes out beside it while it runs."""
    with beating(job_id):
        operations.run(job_id)
