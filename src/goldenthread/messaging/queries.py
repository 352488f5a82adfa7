"""Reading the outbox: what went to whom, within reach."""

from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.messaging import kinds, links
from goldenthread.messaging.kinds import Template
from goldenthread.messaging.models import Message, NotReached, Wording
from goldenthread.messaging.registry import choices_of, programme_name
from goldenthread.messaging.rules import address_key, has_a_way_out
from goldenthread.messaging.terms import STATE_WORDS, MessageState, Pace
from goldenthread.ui.held import Row

SCOPES = ("programme", "offer", "cohort")
# Who is reminded tells who has not answered yet: these are listed to nobody.
KEPT_APART = ("evaluation_plan",)
MESSAGES_A_PAGE = 50
MESSAGES_A_FILE = 20_000


def outbox(actor: Actor, *, state: str = "", page: int | str = 1) -> Page[Message]:
    """Messages within reach, the latest first."""
    return Paginator(_in_state(actor, state), MESSAGES_A_PAGE).get_page(page)


def for_file(actor: Actor, *, state: str = "") -> list[Message]:
    """The same list as one file takes it: the latest of them."""
    return list(_in_state(actor, state)[:MESSAGES_A_FILE])


def _in_state(actor: Actor, state: str) -> QuerySet[Message]:
    rows = within_reach(actor).defer("body", "calendar")
    return rows.filter(state=state) if state else rows


def message(actor: Actor, message_id: int) -> Message:
    """One message, or OutOfReach."""
    found = within_reach(actor).filter(pk=message_id).first()
    if found is None:
        raise OutOfReach(f"message {message_id}")
    return found


def undelivered(actor: Actor) -> QuerySet[Message] | None:
    """Messages within reach that could not be delivered; None for whoever sees no messages."""
    if not actor.may(Permission.OUTBOX_VIEW):
        return None
    return within_reach(actor).filter(state=MessageState.NOT_DELIVERED)


def within_reach(
    actor: Actor, permission: Permission = Permission.OUTBOX_VIEW
) -> QuerySet[Message]:
    """Messages about programmes, offers and cohorts that this permission reaches."""
    reach = actor.reach(permission)
    if actor.kind == "system":
        return Message.objects.all()
    if reach.everything:
        return Message.objects.exclude(scope_kind__in=KEPT_APART)
    if not reach:
        return Message.objects.none()
    wanted = Q(pk__in=())
    for kind in SCOPES:
        wanted |= Q(scope_kind=kind, scope_id__in=reach.ids(kind))
    if not has_a_way_out():
        # Sign-in links belong to no programme; in a demonstration they are read here.
        wanted |= Q(scope_kind="")
    return Message.objects.filter(wanted)


def wordings(actor: Actor, programme_id: int) -> dict[str, Wording]:
    """The programme's own wordings by kind, or OutOfReach."""
    actor.must_reach(Permission.OUTBOX_SEND, "programme", programme_id)
    if programme_name(programme_id) is None:
        raise OutOfReach(f"programme {programme_id}")
    return {row.kind: row for row in Wording.objects.filter(programme_id=programme_id)}


def wording(actor: Actor, programme_id: int, kind: str) -> tuple[Template, Wording | None]:
    """One kind that may be worded, and the programme's own words for it, if it has any."""
    own = wordings(actor, programme_id)
    template = kinds.template(kind)
    if template is None:
        raise OutOfReach(f"no wording of {kind}")
    return template, own.get(kind)


def tried_again(actor: Actor) -> int:
    """How many messages within reach no mail server has taken yet; each is tried again."""
    waiting = within_reach(actor).filter(state=MessageState.WAITING, attempts__gt=0)
    return waiting.count()


def mail_state(actor: Actor) -> str:
    """`ok`, or `waiting` while a mail server has not taken something it was given."""
    return "waiting" if tried_again(actor) else "ok"


def has_address_not_reached(actor: Actor, person_id: int) -> bool:
    """Whether a message to the address this person has now came back. For whoever may see the
    person: their page asks."""
    if not actor.may(Permission.OUTBOX_VIEW):
        return False
    marks = set(
        NotReached.objects.filter(person_id=person_id).values_list("address_key", flat=True)
    )
    chosen = choices_of(person_id) if marks else None
    return address_key(chosen.email) in marks if chosen else bool(marks)


def alike(message: Message, rows: QuerySet[Message]) -> QuerySet[Message]:
    """Those of the rows that can stand in one letter with this one. What is listed to nobody
    stands with its like, so that no time in a list tells of it."""
    apart = Q(scope_kind__in=KEPT_APART)
    seen_alike = apart if message.scope_kind in KEPT_APART else ~apart
    same = rows.filter(seen_alike, person_id=message.person_id, pace=Pace.CAN_WAIT)
    return same.exclude(pk=message.pk).order_by("due_at", "pk")


def last_that_could_wait(message: Message) -> datetime | None:
    """When the last message of this sort went to the same person."""
    sent = alike(message, Message.objects.filter(state=MessageState.SENT))
    return sent.order_by("-sent_at").values_list("sent_at", flat=True).first()


def written_to(person_id: int) -> list[Row]:
    """Every message to one person, for that person; their links stay in their own mailbox."""
    rows = Message.objects.filter(person_id=person_id)
    found: list[Row] = [
        {
            "subject": row.subject,
            "why_you_got_it": row.why,
            "text": "".join(
                part.words for part in links.parts(row.body, address="", are_shown=False)
            ),
            "to": row.to_address,
            "state": STATE_WORDS[MessageState(row.state)],
            "due": row.due_at,
            "sent": row.sent_at,
        }
        for row in rows
    ]
    came_back = NotReached.objects.filter(person_id=person_id)
    return found + [{"address_that_did_not_reach_you": row.address_key} for row in came_back]
