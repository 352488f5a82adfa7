"""For a message that a person waits for: sent by the worker at once, not at the next minute."""

from django.utils import timezone
from django_tasks import task

from goldenthread.access.actor import Actor
from goldenthread.messaging import operations


@task(priority=50)
def send_message(message_id: int) -> None:
    """Send it if it is due and nobody else has it."""
    by = Actor.system(reason="sending messages")
    operations.send_one(message_id=message_id, now=timezone.now(), by=by)
