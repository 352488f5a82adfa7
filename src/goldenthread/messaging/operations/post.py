"""The way out: one letter to the mail server, in a form that people and calendars understand."""

import smtplib
from email.mime.text import MIMEText
from email.utils import parseaddr
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from goldenthread.access import vault
from goldenthread.messaging import links
from goldenthread.messaging.models import Message
from goldenthread.messaging.rules import (
    calendar_objects,
    entry_names,
    has_a_way_out,
    letters,
    returned,
)
from goldenthread.messaging.terms import NotTaken, Pace

OWN_PAGE = "/my/"


class Written(NamedTuple):
    """A letter in words."""

    subject: str
    text: str
    html: str


def deliver(message: Message, *others: Message) -> None:
    """Hand it to the mail server, alone or with others to the same person, or raise NotTaken."""
    if not has_a_way_out():
        return
    try:
        email_of(message, *others).send()
    except smtplib.SMTPRecipientsRefused as refused:
        raise _refused(refused) from refused
    except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as trouble:
        raise NotTaken(for_good=False) from trouble
    except OSError as trouble:  # every other trouble of smtplib is one too
        raise NotTaken(for_good=False, is_down=True) from trouble


def _refused(refused: smtplib.SMTPRecipientsRefused) -> NotTaken:
    replies = list(refused.recipients.values())
    words = " ".join(text.decode("ascii", "replace") for _, text in replies)
    for_good = all(returned.is_for_good(code, text) for code, text in replies)
    return NotTaken(for_good=for_good, code=returned.code_in(words))


def proof_of(message: Message) -> str:
    """Stands in the identity of a letter: who sends it back has held it."""
    text = f"{message.pk}:{message.to_address}"
    return vault.digest(text, purpose="messages that come back")[:16]


def written(message: Message, *others: Message) -> Written:
    """The letter as it goes out: every mark is a whole address."""
    group = [message, *others]
    subject = message.subject if not others else f"{len(group)} messages for you"
    texts = [links.fill(each.body, address=settings.PUBLIC_ADDRESS) for each in group]
    sections = [
        letters.section(each.subject if others else "", text)
        for each, text in zip(group, texts, strict=True)
    ]
    note = f"{settings.PUBLIC_ADDRESS}{OWN_PAGE}" if message.pace == Pace.CAN_WAIT else ""
    shown = {"subject": subject, "sections": sections, "own_page": note}
    html = render_to_string("messaging/email.jinja", shown)
    return Written(subject, letters.plain(sections, own_page=note), html)


def email_of(message: Message, *others: Message) -> EmailMultiAlternatives:
    """Plain text, the same as HTML, and the calendar entries that go with it."""
    domain = settings.PUBLIC_ADDRESS.partition("//")[2].partition("/")[0].partition(":")[0]
    letter = written(message, *others)
    headers = {
        # The same message handed over twice, after a crash, is recognised as one.
        "Message-ID": f"<golden-thread-{message.pk}-{proof_of(message)}@{domain}>",
        "Auto-Submitted": "auto-generated",
        "From": settings.DEFAULT_FROM_EMAIL,
    }
    if message.pace == Pace.CAN_WAIT:
        headers["List-Unsubscribe"] = f"<{settings.PUBLIC_ADDRESS}{OWN_PAGE}>"
    email = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        # What cannot be delivered goes back to this address, where there is one.
        from_email=settings.RETURN_ADDRESS or parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        to=[message.to_address],
        headers=headers,
    )
    email.attach_alternative(letter.html, "text/html")
    _add_entries(email, message)
    return email


def _add_entries(email: EmailMultiAlternatives, message: Message) -> None:
    """Each meeting is a file of its own, so that a calendar can take every one.

    A single one goes as an alternative too: mail programs then show it with its answer buttons.
    Several must not: a program that finds an invitation in place of the letter shows only that.
    """
    method = message.calendar_method or "REQUEST"
    entries = calendar_objects(message.calendar)
    names = entry_names(len(entries))
    if len(entries) == 1:
        email.attach_alternative(entries[0], f"text/calendar; method={method}")
        email.attach(names[0], entries[0], "application/ics")
        return
    for name, entry in zip(names, entries, strict=True):
        email.attach(_entry(name, entry, method))


def _entry(name: str, entry: str, method: str) -> MIMEText:
    part = MIMEText(entry, "calendar", "utf-8")
    part.set_param("method", method)
    part.set_param("name", name)
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part
