"""Writing, sending and stopping messages."""

from goldenthread.messaging.operations.emptying import empty_messages
from goldenthread.messaging.operations.noting import (
    note_reading,
    note_reading_of_list,
    note_taking_away,
)
from goldenthread.messaging.operations.returned import take_in
from goldenthread.messaging.operations.sending import ENDED, send_due, send_one
from goldenthread.messaging.operations.wording import change_wording, reset_wording
from goldenthread.messaging.operations.writing import enqueue, send_again, stop_for

__all__ = [
    "ENDED",
    "change_wording",
    "empty_messages",
    "enqueue",
    "note_reading",
    "note_reading_of_list",
    "note_taking_away",
    "reset_wording",
    "send_again",
    "send_due",
    "send_one",
    "stop_for",
    "take_in",
]
