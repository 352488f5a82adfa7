"""What jobs tells others, after the commit."""

from django.dispatch import Signal

job_waiting = Signal()
"""A job waits for a worker. Carries `job_id`."""
