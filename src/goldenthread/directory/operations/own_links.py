"""A one-time link to a person's own page, for whoever has no account."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Refused
from goldenthread.audit import operations as audit
from goldenthread.directory import rules
from goldenthread.directory.models import OwnPageLink, Person
from goldenthread.directory.queries.own_links import CHECK, link_of_token
from goldenthread.messaging import links
from goldenthread.messaging import operations as messaging
from goldenthread.messaging.terms import Pace

LINK_MINUTES = 20
MOST_LINKS = 5
USED = "This link has been used or is too old. Ask for a new one below."
BODY = """Hello {name},

here is your link to your own page. It works once, and for {minutes} minutes.

{link}

If you did not ask for it, you need do nothing: nobody can open your page without this message.
"""


@transaction.atomic
def ask_own_page_link(*, email: str, now: datetime, by: Actor) -> int | None:
    """Written to the address we hold and to no other; None when nobody here has it.

    Returns the message, so that it can go at once. People with an account sign in instead.
    """
    key = rules.email_key(email)
    person = Person.objects.filter(email_key=key, user__isnull=True).first() if key else None
    if person is None:
        return None
    recent = OwnPageLink.objects.filter(person=person, created_at__gt=now - timedelta(minutes=10))
    if recent.count() >= MOST_LINKS:
        return None
    link = OwnPageLink.objects.create(
        person=person,
        nonce=secrets.token_hex(16),
        created_at=now,
        expires_at=now + timedelta(minutes=LINK_MINUTES),
    )
    audit.record(
        by=by, action="own_page.link_asked", subject=("person", person.pk), person_id=person.pk
    )
    mark = links.mark(CHECK, link.pk)
    return messaging.enqueue(
        by=Actor.system(reason="someone asked for a link to their own page"),
        person_id=person.pk,
        to_name=person.name,
        to_address=person.email,
        kind="own_page_link",
        why="Someone asked for a link with this address on the sign-in page.",
        subject="Your link",
        body=BODY.format(name=person.name, minutes=LINK_MINUTES, link=mark),
        dedupe_key=f"{CHECK}:{link.pk}",
        due_at=now,
        check=(CHECK, link.pk),
        pace=Pace.AT_ONCE,
    )


@transaction.atomic
def use_own_page_link(*, token: str, now: datetime) -> tuple[int, str]:
    """Spend the link; the person's id and name. Opened twice at once, it is spent once."""
    link = link_of_token(token)
    spent = link and OwnPageLink.objects.filter(
        pk=link.pk, used_at__isnull=True, expires_at__gte=now, person__user__isnull=True
    ).update(used_at=now)
    if not link or not spent:
        raise Refused(USED)
    by = Actor.link(subject=f"person:{link.person_id}")
    audit.record(
        by=by,
        action="own_page.opened",
        subject=("person", link.person_id),
        person_id=link.person_id,
    )
    return link.person_id, link.person.name
