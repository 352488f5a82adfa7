"""Registers what the worker does for messaging each minute."""

from datetime import datetime

from goldenthread.access.actor import Actor
from goldenthread.jobs import ticks
from goldenthread.messaging import operations
from goldenthread.messaging.terms import SendReport


def send_due(now: datetime) -> SendReport:
    """Send every message whose moment has come."""
    return operations.send_due(now=now, by=Actor.system(reason="sending messages"))


ticks.register("messaging.send_due", send_due)
