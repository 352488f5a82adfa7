"""What is written to the log holds no personal link: whoever reads one can act as that person."""

import logging
import re

HIDDEN = "(hidden)"
PERSONAL = re.compile(
    r"(/a/+|/apply/+[^/\s]+/+mine/+|/places/+|/sign-in/+link/+|/calendar/+|/my/+link/+)"
    r"[^/\s?#\"'<>]+",
    re.IGNORECASE,
)


def masked(text: str) -> str:
    """The text with the token of every personal link hidden."""
    return PERSONAL.sub(rf"\g<1>{HIDDEN}", text)


class HidePersonalLinks(logging.Filter):
    """Takes the tokens out of the message, what was put into it, and the traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            record.msg, record.args = masked(record.getMessage()), ()
        except (TypeError, ValueError, KeyError):
            # The words and what belongs in them do not fit: they stay apart, both masked.
            record.msg, record.args = masked(f"{record.msg} {record.args}"), ()
        if record.exc_info:
            record.exc_text = masked(logging.Formatter().formatException(record.exc_info))
        return True
