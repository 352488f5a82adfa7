"""Deciding who an offer is for. Every version is kept: who decided, when, and why."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.utils.text import slugify

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.learning.models import CriteriaVersion, Criterion, Offer
from goldenthread.learning.operations.rescreening import screen_again
from goldenthread.learning.operations.rows import offer_row
from goldenthread.learning.rules import criteria as rules
from goldenthread.learning.rules import offers as offer_rules
from goldenthread.learning.rules.criteria import CriterionDraft
from goldenthread.learning.terms import OfferState
from goldenthread.ui.words import LONDON


@transaction.atomic
def decide_criteria(
    *,
    offer_id: int,
    criteria: Sequence[CriterionDraft],
    why: str,
    decided_on: date,
    by: Actor,
    decided_by: str = "",
    now: datetime | None = None,
) -> int:
    """A new version of the criteria, and a new look at every application that is still open.

    No criteria at all is a decision too: the offer is for everyone.
    """
    row = offer_row(offer_id, by=by, permission=Permission.OFFER_EDIT)
    if row.state in (OfferState.FINISHED, OfferState.CANCELLED):
        raise Refused(offer_rules.WHERE_IT_STANDS[OfferState(row.state)])
    decider = decided_by.strip() or by.name
    rules.must_be_fit_to_decide(criteria, why=why, decided_by=decider)
    version = _write(row, criteria, why=why, decided_on=decided_on, decided_by=decider)
    audit.record(
        by=by,
        action="criteria.decided",
        subject=("offer", offer_id),
        detail={"number": version.number, "criteria": len(criteria)},
    )
    moment = now or datetime.combine(decided_on, time(12), tzinfo=LONDON)
    screen_again(row, version, now=moment, by=by)
    return int(version.pk)


def _write(
    row: Offer, criteria: Sequence[CriterionDraft], *, why: str, decided_on: date, decided_by: str
) -> CriteriaVersion:
    version = CriteriaVersion.objects.create(
        offer=row,
        number=row.criteria_versions.count() + 1,
        decided_by=decided_by[:200],
        decided_on=decided_on,
        why=why.strip(),
    )
    keys: set[str] = set()
    for position, draft in enumerate(criteria, start=1):
        key = _free_key(draft, keys)
        keys.add(key)
        Criterion.objects.create(
            version=version,
            key=key,
            position=position,
            kind=draft.kind,
            wording=draft.wording.strip(),
            question=draft.question.strip() or draft.wording.strip(),
            why=draft.why.strip(),
        )
    return version


def _free_key(draft: CriterionDraft, taken: set[str]) -> str:
    """The key given, or one made from the wording; never twice in a version."""
    base = (slugify(draft.key) or slugify(draft.wording))[:50] or "criterion"
    if base not in taken:
        return base
    return next(f"{base}-{n}" for n in range(2, len(taken) + 3) if f"{base}-{n}" not in taken)
