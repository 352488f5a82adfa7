"""What an applicant is told by email: short, calm, and nothing that a glance would give away."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from goldenthread.access.actor import Actor
from goldenthread.directory import queries as directory
from goldenthread.directory.terms import ContactBy
from goldenthread.learning.models import Application
from goldenthread.messaging import operations as messaging
from goldenthread.ui.words import LONDON, day, in_london

LINK_KIND = "application"
LIKE_AN_ADDRESS = re.compile(r"[/\\@]|\w\.\w{2}")


@dataclass(frozen=True)
class Letter:
    """One kind of message. The subject says nothing about the topic of the sessions.

    `stops`: not sent once the application is withdrawn or gone.
    """

    kind: str
    why: str
    subject: str
    lines: Sequence[str]
    stops: bool = True


@dataclass(frozen=True)
class Recipient:
    """Where a message goes; nowhere when the person did not give an email address."""

    person_id: int | None
    name: str
    address: str
    not_before: date | None = None


def recipient_of(application: Application) -> Recipient | None:
    """The person's own address. It is empty where email is not how they are reached: the outbox
    then says so, and someone can ring or write instead."""
    if application.person_id is None:
        return _typed(application)
    found = directory.emails_of([application.person_id]).get(application.person_id)
    if found is None:
        return None
    address = found.email if found.contact_by == ContactBy.EMAIL else ""
    return Recipient(application.person_id, found.name, address, found.paused_until)


def _typed(application: Application) -> Recipient | None:
    address = str(application.draft.get("email", "")).strip()
    typed = str(application.draft.get("name", ""))  # anyone may type here, so it is kept short
    return Recipient(None, " ".join(typed.split())[:80], address) if address else None


def send(
    application: Application, letter: Letter, *, key: str, due_at: datetime, by: Actor
) -> int | None:
    """Put it in the outbox; None when there is no address, or it was written before."""
    to = recipient_of(application)
    if to is None:
        return None
    if to.not_before and to.not_before > in_london(due_at).date():
        due_at = datetime.combine(to.not_before, time(9), tzinfo=LONDON)
    return messaging.enqueue(
        by=by,
        person_id=to.person_id,
        to_name=to.name,
        to_address=to.address,
        kind=letter.kind,
        why=letter.why,
        subject=letter.subject,
        body=_body(to.name, letter.lines, application),
        dedupe_key=f"{letter.kind}:{application.pk}:{key}"[:150],
        due_at=due_at,
        check=(LINK_KIND, application.pk) if letter.stops else None,
        scope=("offer", application.offer_id),
    )


def greeting(name: str) -> str:
    """By name, unless what was typed as one reads as an address: anyone may type it, beside the
    email address of somebody else, and we would be sending their words."""
    return "Hello," if not name or LIKE_AN_ADDRESS.search(name) else f"Hello {name},"


def _body(name: str, lines: Sequence[str], application: Application) -> str:
    programme = application.offer.programme
    paragraphs = [greeting(name), *lines]
    if programme.contact_email:
        paragraphs.append(f"Questions? Write to {programme.contact_email}.")
    paragraphs.append(programme.host.name)
    return "\n\n".join(paragraphs).replace("[[link]]", f"[[link:{LINK_KIND}:{application.pk}]]")


def kept(until: date) -> Letter:
    return Letter(
        "application_link",
        "They started to apply and gave this address to come back.",
        "Your page to come back to",
        (
            "What you typed is kept for you. This page opens it again.",
            "[[link]]",
            "The link is yours alone: whoever has it can read and change what you typed.",
            f"It is deleted after {day(until)} unless you send it. If you did not ask for this, "
            "do nothing.",
        ),
    )


RECEIVED = Letter(
    "application_received",
    "They applied.",
    "We have what you sent",
    (
        "Thank you. What you sent has reached us, and you do not need to do anything now.",
        "On this page you can see where it stands, or take it back at any time:",
        "[[link]]",
    ),
)
ALREADY_IN = Letter(
    "application_already_in",
    "Someone applied again with this address.",
    "We already have what you sent",
    (
        "Someone, most likely you, has just filled in the form again with this address. "
        "We kept what you sent the first time, and nothing has changed.",
        "It is here:",
        "[[link]]",
        "If it was not you, do nothing. Nothing of yours was shown to anyone.",
    ),
)
WITHDRAWN = Letter(
    "application_withdrawn",
    "They took their application back.",
    "Taken back, as you asked",
    (
        "What you sent has been taken back, and we will not ask you why.",
        "If you change your mind while places are open, you are welcome to start again.",
    ),
    stops=False,
)


def eligible(sentence: str) -> Letter:
    return Letter(
        "application_eligible",
        "Their application was screened.",
        "News about what you sent",
        (
            "What you sent meets the criteria. Places are given out next, and we will write to "
            "you either way.",
            *([sentence.strip()] if sentence else []),
            "This page always shows where it stands:",
            "[[link]]",
        ),
    )


def not_eligible(sentence: str) -> Letter:
    return Letter(
        "application_not_eligible",
        "Their application was screened.",
        "News about what you sent",
        (
            "Thank you for what you sent. We have read it, and this time we are not able to offer "
            "you a place. We know that this may be a disappointment.",
            sentence.strip(),
            "This page shows the reasons one by one, and what you can do next:",
            "[[link]]",
        ),
    )


def looked_at_again(*, has_question: bool, is_eligible: bool) -> Letter:
    if is_eligible:
        news = "We looked at what you sent again, and it now meets them."
    elif has_question:
        news = "We are looking at what you sent again, and one more answer from you would help."
    else:
        news = "We are looking at what you sent again. You do not need to do anything."
    return Letter(
        "application_rescreened",
        "The criteria changed after they applied.",
        "A change, and a new look at what you sent",
        (
            "We have changed who this is for, and we wanted you to know.",
            news,
            "What changed, when and why is on your page:",
            "[[link]]",
        ),
    )
