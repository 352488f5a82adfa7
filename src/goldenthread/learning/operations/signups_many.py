"""Many sign-ups at once: the same as `add_signup` for each of them, with few statements."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction

from goldenthread.access import vault
from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.directory import operations as directory
from goldenthread.imports.terms import Made
from goldenthread.learning.models import (
    Application,
    Availability,
    Cohort,
    CriterionAnswer,
    HardNote,
    Offer,
)
from goldenthread.learning.operations.details import said_to, set_details
from goldenthread.learning.operations.signups import APPLICATION, add_signup, person_in, sent_at
from goldenthread.learning.queries.offers import CriterionRow, criteria_now
from goldenthread.learning.rules.applications import ApplicationDetails
from goldenthread.learning.terms import HARD_NOTE, ApplicationSource
from goldenthread.ui.words import in_london

Data = Mapping[str, Any]


def add_signups(
    *, target_id: int, lines: Sequence[Data], now: datetime, by: Actor
) -> Sequence[Sequence[Made] | Refused]:
    """Several people with their applications, in the order of the sheet.

    New people are written together; whoever is known already takes the way of one line, where
    rules may refuse.
    """
    by.must_reach(Permission.APPLICATION_SCREEN, "offer", target_id)
    new = directory.who_is_new([person_in(line) for line in lines])
    found: list[Sequence[Made] | Refused] = []
    for is_new, some in groupby(zip(new, lines, strict=True), key=lambda pair: pair[0]):
        together = [line for _, line in some]
        if is_new:
            found += _add_new(target_id, together, now, by)
        else:
            found += [_add_known(target_id, line, now, by) for line in together]
    return found


def _add_known(target_id: int, line: Data, now: datetime, by: Actor) -> Sequence[Made] | Refused:
    try:
        with transaction.atomic():
            return add_signup(target_id=target_id, data=line, now=now, by=by)
    except Refused as refused:
        return refused


@transaction.atomic
def _add_new(
    offer_id: int, lines: Sequence[Data], now: datetime, by: Actor
) -> list[Sequence[Made] | Refused]:
    if not Offer.objects.filter(pk=offer_id).exists():
        raise OutOfReach(f"offer {offer_id}")
    added = directory.add_new_people(
        people=[person_in(line) for line in lines], on=in_london(now).date(), by=by
    )
    card = criteria_now(offer_id)
    rows = Application.objects.bulk_create(
        _application(offer_id, one.person_id, line, sent_at(line, now), card.id if card else None)
        for one, line in zip(added, lines, strict=True)
    )
    _say_more(offer_id, rows, lines, card.criteria if card else ())
    audit.record_many(
        by=by,
        action="application.sent",
        subjects=[("application", int(row.pk), row.person_id) for row in rows],
        detail={"source": ApplicationSource.IMPORT.value},
    )
    return [
        [*one.made, Made(APPLICATION, int(row.pk))] for one, row in zip(added, rows, strict=True)
    ]


def _application(
    offer_id: int, person_id: int, line: Data, sent: datetime, version_id: int | None
) -> Application:
    row = Application(
        offer_id=offer_id,
        person_id=person_id,
        nonce=secrets.token_urlsafe(16),
        started_at=sent,
        last_saved_at=sent,
        source=ApplicationSource.IMPORT.value,
    )
    details = ApplicationDetails(
        name="",
        organisation="",
        line_manager=line["manager"],
        prior_training=line["prior_training"],
        modes=tuple(line["modes"]),
        may_contact_for_evaluation=line["may_contact"],
    )
    set_details(row, details, criteria_version_id=version_id, sent_at=sent)
    return row


def _say_more(
    offer_id: int,
    rows: Sequence[Application],
    lines: Sequence[Data],
    criteria: Sequence[CriterionRow],
) -> None:
    """What stands in rows of its own: answers, dates, and what only facilitators read."""
    own = Cohort.objects.filter(offer_id=offer_id).order_by("id").values_list("pk", flat=True)
    both = list(zip(rows, lines, strict=True))
    cohorts = list(own)
    CriterionAnswer.objects.bulk_create(
        CriterionAnswer(application=row, criterion_id=one.id, **said_to(one, given))
        for row, line in both
        for one in criteria
        if (given := line["answers"].get(one.key)) not in (None, "")
    )
    Availability.objects.bulk_create(
        Availability(application=row, cohort_id=pk)
        for row, line in both
        for pk in cohorts
        if pk in line["cohort_ids"]
    )
    HardNote.objects.bulk_create(
        HardNote(
            application=row,
            text=_sealed(line["hard_note"]),
            wants_a_call=bool(line["wants_a_call"]),
        )
        for row, line in both
        if line["hard_note"].strip() or line["wants_a_call"]
    )


def _sealed(text: str) -> bytes:
    return vault.seal(text.strip(), purpose=HARD_NOTE) if text.strip() else b""


@transaction.atomic
def take_back_signups(*, made: Sequence[Made], by: Actor) -> None:
    """Take back several lines, last made first: their applications, then what came with them."""
    ids = [one.id for one in made if one.what == APPLICATION]
    rows = Application.objects.select_for_update().filter(pk__in=ids)
    going = list(rows.values_list("pk", "offer_id", "person_id"))
    for offer_id in {offer_id for _, offer_id, _ in going}:
        by.must_reach(Permission.APPLICATION_SCREEN, "offer", offer_id)
    Application.objects.filter(pk__in=ids).delete()
    audit.record_many(
        by=by,
        action="application.taken_back",
        subjects=[("application", pk, person_id) for pk, _, person_id in going],
    )
    rest = [one for one in made if one.what != APPLICATION]
    directory.take_back_many_additions(made=rest, by=by)
