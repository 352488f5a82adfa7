"""Open links: made, closed, answered. No answer is joined to anybody, or to a time."""

import secrets
import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from random import SystemRandom

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit import operations as audit
from goldenthread.evaluation.models import OpenAnswer, OpenLink
from goldenthread.evaluation.operations.keeping import MIXED_WITH, NOBODY
from goldenthread.evaluation.operations.plans import plan_row
from goldenthread.evaluation.operations.waves import NONCE_BYTES
from goldenthread.evaluation.rules import open_links as rules
from goldenthread.evaluation.rules.open_links import Yeses
from goldenthread.evaluation.terms import PlanState
from goldenthread.instruments import rules as instruments
from goldenthread.instruments.models import InstrumentVersion
from goldenthread.instruments.queries import frozen_version
from goldenthread.instruments.terms import VersionState


@transaction.atomic
def make_open_link(
    *,
    plan_id: int,
    version_id: int,
    title: str,
    closes_on: date,
    allows_under_16: bool,
    today: date,
    by: Actor,
) -> int:
    """A link for a poster, open from now until the end of its closing day."""
    plan = plan_row(plan_id, by=by, permission=Permission.WAVE_PLAN)
    version = InstrumentVersion.objects.filter(pk=version_id, state=VersionState.PUBLISHED).first()
    if version is None:
        raise OutOfReach(f"version {version_id}")
    questions = len(frozen_version(version.pk, version.digest).items)
    rules.must_be_makeable(
        PlanState(plan.state), questions=questions, closes_on=closes_on, today=today
    )
    row = OpenLink.objects.create(
        plan=plan,
        version=version,
        title=title.strip(),
        nonce=secrets.token_urlsafe(NONCE_BYTES),
        closes_on=closes_on,
        allows_under_16=allows_under_16,
    )
    _record(row, "open_link.made", by=by, detail={"allows_under_16": allows_under_16})
    return int(row.pk)


@transaction.atomic
def close_open_link(*, link_id: int, today: date, by: Actor) -> None:
    """Nobody can answer from now on. What was said stays."""
    row = _locked(link_id)
    by.must_reach(Permission.WAVE_PLAN, "offer", row.plan.offer_id)
    rules.must_be_open(PlanState(row.plan.state), closes_on=row.closes_on, today=today)
    row.closes_on = today - timedelta(days=1)
    row.save(update_fields=["closes_on"])
    _record(row, "open_link.closed", by=by)


@transaction.atomic
def answer_openly(
    *, link_id: int, answers: Mapping[str, object], yeses: Yeses, today: date
) -> None:
    """Kept among earlier answers, written again in another order: no row tells when it came."""
    row = _locked(link_id)
    rules.must_be_open(PlanState(row.plan.state), closes_on=row.closes_on, today=today)
    rules.must_be_allowed(yeses, allows_under_16=row.allows_under_16)
    items = frozen_version(row.version.pk, row.version.digest).items
    others = list(OpenAnswer.objects.filter(link=row).order_by("?")[:MIXED_WITH])
    OpenAnswer.objects.filter(pk__in=[one.pk for one in others]).delete()
    new = OpenAnswer(
        id=uuid.uuid4(),
        link=row,
        is_under_16=yeses.is_under_16,
        guardian_said_yes=yeses.is_under_16 and yeses.guardian,
        own_yes=yeses.is_under_16 and yeses.own,
        answers=instruments.accept_answers(items, answers),
    )
    mixed = [*others, new]
    SystemRandom().shuffle(mixed)
    OpenAnswer.objects.bulk_create(mixed)
    _record(row, "open_link.answered", by=NOBODY)


def _locked(link_id: int) -> OpenLink:
    rows = OpenLink.objects.select_for_update(of=("self",)).select_related("plan", "version")
    row = rows.filter(pk=link_id).order_by().first()
    if row is None:
        raise OutOfReach(f"open link {link_id}")
    return row


def _record(
    row: OpenLink, action: str, *, by: Actor, detail: Mapping[str, object] | None = None
) -> None:
    audit.record(by=by, action=action, subject=("open_link", row.pk), detail=detail)
