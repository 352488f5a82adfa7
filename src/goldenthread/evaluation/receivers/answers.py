"""Personal links, what a person's own page says of them, and drafts that nobody came back to."""

from datetime import datetime

from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.evaluation.operations import answers as operations
from goldenthread.evaluation.operations import retention
from goldenthread.evaluation.pages import answer_mine
from goldenthread.evaluation.queries import answers as queries
from goldenthread.evaluation.queries import mine
from goldenthread.evaluation.rules.letters import LINK_KIND
from goldenthread.jobs import ticks
from goldenthread.messaging import links
from goldenthread.ui import slots
from goldenthread.ui.slots import Panel


def delete_old_drafts(now: datetime) -> int:
    """Typed and not sent for a week: gone, as the page promises."""
    by = Actor.system(reason="drafts are kept for a week")
    return operations.delete_old_drafts(now=now, by=by)


def delete_after_keeping(now: datetime) -> int:
    """Kept to the day people were told, and then gone."""
    by = Actor.system(reason="answers are kept until the day people were told")
    return retention.delete_after_keeping(now=now, by=by)


def what_i_was_asked(actor: Actor, person_id: int) -> Panel | None:
    """For the person who signed in and nobody else: the slot is on their own page alone."""
    return answer_mine.panel(mine.own_askings(person_id, now=timezone.now()))


links.register(LINK_KIND, queries.path_of)
slots.register_panel("my.panels", what_i_was_asked)
ticks.register("evaluation.kept_until", delete_after_keeping, every_minutes=60)
ticks.register("evaluation.old_drafts", delete_old_drafts, every_minutes=60)
