"""What learning tells the floors above, once the write is safely kept."""

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import Signal

register_closed = Signal()  # session_id, cohort_id; again after each correction
session_moved = Signal()  # session_id, cohort_id; also when a session is cancelled
membership_changed = Signal()  # person_id, cohort_id


def _send(signal: Signal, facts: dict[str, Any]) -> None:
    signal.send(sender=None, **facts)


def tell(signal: Signal, **facts: Any) -> None:
    """Send the signal when, and only when, the transaction is committed."""
    transaction.on_commit(partial(_send, signal, facts))
