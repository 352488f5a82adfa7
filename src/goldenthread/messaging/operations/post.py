"""The way out: one message to the mail server, in a form that calendars understand."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from goldenthread.messaging import links
from goldenthread.messaging.models import Message
from goldenthread.messaging.rules import has_a_way_out
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
    """Plain text; an invitation goes as an alternative, which calendars read, and as a file."""
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
    if message.calendar:
        method = message.calendar_method or "REQUEST"
        email.attach_alternative(message.calendar, f"text/calendar; method={method}")
        email.attach("invitation.ics", message.calendar, "application/ics")
    return email
