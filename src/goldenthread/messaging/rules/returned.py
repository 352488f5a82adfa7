"""Reading what a mail server says about a message that did not arrive (RFC 3464, RFC 3463)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

MOST_BYTES = 2_000_000
CODE = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
OURS = re.compile(r"<golden-thread-(\d{1,18})-([0-9a-f]{16})@")
# 5.1.x: no such address. 5.2.1: the mailbox is closed. Anything else may be about us, not them.
NO_ADDRESS = re.compile(r"5\.(1\.\d{1,3}|2\.1)$")
REPLIES_FOR_GOOD = frozenset({550, 551, 553})


@dataclass(frozen=True)
class Report:
    """What is said about one recipient of one message of ours."""

    message_id: int
    proof: str
    address: str
    code: str

    @property
    def is_for_good(self) -> bool:
        """There is no such address. Otherwise the way may be clear tomorrow."""
        return NO_ADDRESS.match(self.code) is not None


def code_in(text: str) -> str:
    """The status code in what a mail server says, such as 5.1.1, or nothing."""
    found = CODE.search(text)
    return found.group() if found else ""


def is_for_good(reply: int, words: bytes | str) -> bool:
    """Whether the mail server says, while it is spoken to, that there is no such address."""
    text = words.decode("ascii", "replace") if isinstance(words, bytes) else words
    code = code_in(text)
    return NO_ADDRESS.match(code) is not None if code else reply in REPLIES_FOR_GOOD


def reports_in(raw: bytes) -> tuple[Report, ...]:
    """Every recipient for whom a message of ours ended. Nothing for any other message, and
    nothing while a mail server still tries."""
    if len(raw) > MOST_BYTES:
        return ()
    letter = message_from_bytes(raw, policy=policy.default)
    if letter.get_content_type() != "multipart/report":
        return ()
    ours = _ours(letter)
    if ours is None:
        return ()
    return tuple(
        Report(ours[0], ours[1], _address(part), code_in(str(part.get("Status", ""))))
        for part in _recipients(letter)
        if str(part.get("Action", "")).strip().lower() == "failed"
    )


def _recipients(letter: EmailMessage) -> Iterator[Message]:
    """The groups of fields about recipients; the first group is about the message."""
    for part in letter.walk():
        if part.get_content_type() == "message/delivery-status":
            groups = part.get_payload()
            yield from (g for g in groups if isinstance(g, Message) and "Final-Recipient" in g)


def _address(part: Message) -> str:
    return str(part.get("Final-Recipient", "")).partition(";")[2].strip()[:254]


def _ours(letter: EmailMessage) -> tuple[int, str] | None:
    """Which message of ours came back, by the identity it carries."""
    for part in letter.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload()
            first = inner[0] if isinstance(inner, list) and inner else None
            text = str(first.get("Message-ID", "")) if isinstance(first, Message) else ""
        elif kind == "text/rfc822-headers":
            text = str(part.get_payload())
        else:
            continue
        if found := OURS.search(text):
            return int(found.group(1)), found.group(2)
    return None
