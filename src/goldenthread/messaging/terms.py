"""The words messaging speaks."""

from enum import StrEnum


class MessageState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    STOPPED = "stopped"
    NOT_DELIVERED = "not_delivered"
