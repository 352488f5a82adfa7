"""Taking an application back, and letting old drafts go."""

from datetime import datetime

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.audit import operations as audit
from goldenthread.learning.models import Application
from goldenthread.learning.operations import letters
from goldenthread.learning.operations.applications import mine_or_reached
from goldenthread.learning.operations.drafts import delete_draft
from goldenthread.learning.operations.leaving import give_up_place
from goldenthread.learning.operations.notes import delete_note
from goldenthread.learning.rules import applications as rules
from goldenthread.learning.terms import ApplicationState, ApplicationStep
from goldenthread.messaging import operations as messaging

DELETED = "The draft was deleted."
GIVES_UP = (ApplicationState.OFFERED, ApplicationState.PLACED)


@transaction.atomic
def withdraw_application(*, application_id: int, now: datetime, by: Actor) -> None:
    """At any time, without a reason. What was only begun is deleted; what was sent is closed.

    The note for the facilitator goes at once, and so does a place.
    """
    row = mine_or_reached(application_id, by=by, permission=Permission.APPLICATION_SCREEN)
    state = ApplicationState(row.state)
    after = rules.next_state(state, ApplicationStep.WITHDRAW)
    if state == ApplicationState.STARTED:
        delete_draft(row, reason=DELETED, action="application.deleted", by=by)
        return
    if state in GIVES_UP:
        give_up_place(application_id=application_id, now=now, by=by)
        row.refresh_from_db()
    row.state, row.withdrawn_at, row.draft = after, now, {}
    row.save(update_fields=["state", "withdrawn_at", "draft"])
    delete_note(row.pk)
    messaging.stop_for(
        check=(letters.LINK_KIND, row.pk), reason="They took their application back.", by=by
    )
    letters.send(row, letters.WITHDRAWN, key="once", due_at=now, by=by)
    audit.record(
        by=by,
        action="application.withdrawn",
        subject=("application", row.pk),
        person_id=row.person_id,
        detail={"from": state.value},
    )


@transaction.atomic
def delete_old_drafts(*, now: datetime) -> int:
    """Drafts that nobody has touched for seven days; returns how many."""
    by = Actor.system(reason="drafts are kept for seven days")
    rows = Application.objects.select_for_update().filter(
        state=ApplicationState.STARTED, last_saved_at__lt=now - rules.DRAFTS_ARE_KEPT
    )
    old = list(rows)
    for row in old:
        delete_draft(row, reason=DELETED, action="application.draft_deleted", by=by)
    return len(old)
