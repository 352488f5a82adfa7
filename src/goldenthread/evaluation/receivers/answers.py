"""Personal links to questions, and drafts that nobody came back to."""

from datetime import datetime

from goldenthread.access.actor import Actor
from goldenthread.evaluation.operations import answers as operations
from goldenthread.evaluation.operations import retention
from goldenthread.evaluation.queries import answers as queries
from goldenthread.evaluation.rules.letters import LINK_KIND
from goldenthread.jobs import ticks
from goldenthread.messaging import links


def delete_old_drafts(now: datetime) -> int:
    """Typed and not sent for a week: gone, as the page promises."""
    by = Actor.system(reason="drafts are kept for a week")
    return operations.delete_old_drafts(now=now, by=by)


def delete_after_keeping(now: datetime) -> int:
    """Kept to the day people were told, and then gone."""
    by = Actor.system(reason="answers are kept until the day people were told")
    return retention.delete_after_keeping(now=now, by=by)


links.register(LINK_KIND, queries.path_of)
ticks.register("evaluation.kept_until", delete_after_keeping, every_minutes=60)
ticks.register("evaluation.old_drafts", delete_old_drafts, every_minutes=60)
