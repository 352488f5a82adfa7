"""Reading the outbox: what went to whom, within reach."""

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.messaging.models import Message
from goldenthread.messaging.rules import has_a_way_out
from goldenthread.messaging.terms import MessageState

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


def undelivered(actor: Actor) -> int:
    """How many messages within reach could not be delivered."""
    if not actor.may(Permission.OUTBOX_VIEW):
        return 0
    return within_reach(actor).filter(state=MessageState.NOT_DELIVERED).count()


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
