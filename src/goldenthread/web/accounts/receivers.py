"""Sends the link that someone asked for on the sign-in page."""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone

from goldenthread.access import events, queries
from goldenthread.access.actor import Actor
from goldenthread.access.operations import LINK_MINUTES
from goldenthread.messaging import kinds, links, operations, stops, tasks
from goldenthread.messaging.terms import Pace

KIND = "sign_in"

BODY = """Hello {name},

here is your link to sign in. It works once, and for {minutes} minutes.

{link}

If you did not ask for it, you need do nothing: nobody can sign in without this message.
"""


def path_of(link_id: int) -> str:
    """Where the link leads."""
    return reverse("access:sign_in_link", args=[queries.sign_in_token(link_id)])


@receiver(events.sign_in_link_asked, dispatch_uid="accounts.send_link")
def send_link(sender: object, *, link_id: int, name: str, email: str, **rest: Any) -> None:
    message_id = operations.enqueue(
        by=Actor.system(reason="someone asked for a sign-in link"),
        person_id=None,
        to_name=name,
        to_address=email,
        kind="sign_in_link",
        why="Someone asked for a link with this address on the sign-in page.",
        subject="Your link to sign in",
        body=BODY.format(name=name, minutes=LINK_MINUTES, link=links.mark(KIND, link_id)),
        dedupe_key=f"sign_in_link:{link_id}",
        due_at=timezone.now(),
        check=(KIND, link_id),
    )
    if message_id is not None:
        tasks.send_message.enqueue(message_id)


kinds.register("sign_in_link", pace=Pace.AT_ONCE)
links.register(KIND, path_of)
stops.register(KIND, queries.reason_not_to_send)
