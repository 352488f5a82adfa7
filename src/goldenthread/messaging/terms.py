"""The words messaging speaks."""

from dataclasses import dataclass
from enum import StrEnum


class MessageState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    STOPPED = "stopped"
    NOT_DELIVERED = "not_delivered"


STATE_WORDS = {
    MessageState.WAITING: "Waiting",
    MessageState.SENT: "Sent",
    MessageState.STOPPED: "Not sent",
    MessageState.NOT_DELIVERED: "Not delivered",
}


@dataclass(frozen=True)
class SendReport:
    """What one round of sending did."""

    sent: int = 0
    stopped: int = 0
    put_off: int = 0
    not_delivered: int = 0


class NotTaken(Exception):
    """The mail server did not take a message. `for_good` when another try cannot help."""

    def __init__(self, *, for_good: bool) -> None:
        super().__init__()
        self.for_good = for_good
