"""The way out: one message to the mail server, in a form that calendars understand."""

import smtplib
from email.mime.text import MIMEText

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from goldenthread.messaging import links
from goldenthread.messaging.models import Message
from goldenthread.messaging.rules import calendar_objects, entry_names, has_a_way_out
from goldenthread.messaging.terms import NotTaken


def deliver(message: Message) -> None:
    """Hand it to the mail server, or raise NotTaken."""
    if not has_a_way_out():
        return
    try:
        email_of(message).send()
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _ in refused.recipients.values()]
        raise NotTaken(for_good=all(code >= 500 for code in codes)) from refused
    except (smtplib.SMTPException, OSError) as trouble:
        raise NotTaken(for_good=False) from trouble


def email_of(message: Message) -> EmailMultiAlternatives:
    """Plain text, and the calendar entries that go with it."""
    domain = settings.PUBLIC_ADDRESS.partition("//")[2].partition("/")[0].partition(":")[0]
    email = EmailMultiAlternatives(
        subject=message.subject,
        body=links.fill(message.body, address=settings.PUBLIC_ADDRESS),
        to=[message.to_address],
        headers={
            # The same message handed over twice, after a crash, is recognised as one.
            "Message-ID": f"<golden-thread-{message.pk}@{domain}>",
            "Auto-Submitted": "auto-generated",
        },
    )
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
