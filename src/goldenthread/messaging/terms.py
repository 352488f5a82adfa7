"""The words messaging speaks."""

from dataclasses import dataclass
from enum import StrEnum


class MessageState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    STOPPED = "stopped"
    NOT_DELIVERED = "not_delivered"


class Pace(StrEnum):
    """How soon a message must go, whatever the hour and whatever else goes that day."""

    AT_ONCE = "at_once"  # somebody waits for it, or it is about today
    SOON = "soon"  # after the quiet hours
    CAN_WAIT = "can_wait"  # after the quiet hours, together with others of the day


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
    """The mail server did not take a message.

    `for_good`: there is no such address, and another try cannot help. `is_down`: there is no
    mail server to speak to, so it has nothing to do with this message.
    """

    def __init__(self, *, for_good: bool, is_down: bool = False, code: str = "") -> None:
        super().__init__()
        self.for_good = for_good
        self.is_down = is_down
        self.code = code
