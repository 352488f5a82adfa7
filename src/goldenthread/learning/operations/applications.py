"""Writing applications: started, saved as typed, sent, added by others, withdrawn."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from goldenthread.access import vault
from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.learning.models import Application, Availability, Cohort, CriterionAnswer, Offer
from goldenthread.learning.operations import letters, people
from goldenthread.learning.operations.details import said_to, set_details
from goldenthread.learning.operations.drafts import delete_draft, short
from goldenthread.learning.operations.notes import keep_note
from goldenthread.learning.operations.rows import must_be_applicant_or
from goldenthread.learning.queries.offers import CriterionRow, criteria_now
from goldenthread.learning.rules import applications as rules
from goldenthread.learning.rules import offers as offer_rules
from goldenthread.learning.rules.applications import ApplicationDetails
from goldenthread.learning.terms import (
    ApplicationSource,
    ApplicationState,
    ApplicationStep,
    OfferState,
)
from goldenthread.ui.words import in_london

Typed = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class ApplicationKey:
    """A new application and the token of its personal link."""

    id: int
    token: str


def _must_take(offer: Offer, now: datetime) -> None:
    offer_rules.must_take_applications(
        OfferState(offer.state),
        opens_on=offer.opens_on,
        closes_on=offer.closes_on,
        today=in_london(now).date(),
    )


def mine_or_reached(application_id: int, *, by: Actor, permission: Permission) -> Application:
    """The row, locked, for the holder of its personal link or whoever the permission reaches."""
    row = (
        Application.objects.select_for_update(of=("self",))
        .select_related("offer__programme__host")
        .filter(pk=application_id)
        .first()
    )
    if row is None:
        raise OutOfReach(f"application {application_id}")
    must_be_applicant_or(row, by=by, permission=permission)
    return row


@transaction.atomic
def start_application(*, offer_id: int, now: datetime, by: Actor) -> ApplicationKey:
    """The first step of someone who would like to apply: a page of their own to come back to."""
    offer = Offer.objects.filter(pk=offer_id).first()
    if offer is None:
        raise OutOfReach(f"offer {offer_id}")
    _must_take(offer, now)
    row = Application.objects.create(
        offer=offer, nonce=secrets.token_urlsafe(16), started_at=now, last_saved_at=now
    )
    audit.record(by=by, action="application.started", subject=("application", row.pk))
    return ApplicationKey(row.pk, token_of(row))


def _one_at_a_time(offer_id: int) -> Offer:
    """Locked, so that the same person sending twice at once is in once."""
    return Offer.objects.select_for_update().get(pk=offer_id)


def token_of(row: Application) -> str:
    """The token of the personal link, made again from the key."""
    return vault.link_token("application", row.pk, nonce=row.nonce)


@transaction.atomic
def save_draft(
    *,
    application_id: int,
    typed: Typed,
    now: datetime,
    by: Actor,
    hard_note: str | None = None,
    wants_a_call: bool | None = None,
) -> None:
    """Keep what was typed, as it was typed. The note for the facilitator goes to the vault."""
    row = mine_or_reached(application_id, by=by, permission=Permission.APPLICATION_SCREEN)
    if row.state != ApplicationState.STARTED:
        raise Refused("This has been sent already, so it is no longer changed here.")
    kept = {field: short(value) for field, value in typed.items()}
    changed = sorted(field for field, value in kept.items() if row.draft.get(field) != value)
    row.draft = {**row.draft, **kept}
    row.last_saved_at = now
    row.save(update_fields=["draft", "last_saved_at"])
    if hard_note is not None or wants_a_call is not None:
        keep_note(row, text=hard_note, wants_a_call=wants_a_call)
        changed.append("hard_note")
    if changed:
        audit.record(
            by=by,
            action="application.saved",
            subject=("application", row.pk),
            detail={"fields": changed},
        )


@transaction.atomic
def send_link(*, application_id: int, now: datetime, by: Actor, again: bool = False) -> str:
    """Email the personal link to the address typed; once for each address, or `again` if asked.

    Returns the address, or nothing while none that could work has been typed.
    """
    row = mine_or_reached(application_id, by=by, permission=Permission.APPLICATION_SCREEN)
    to = letters.recipient_of(row)
    if to is None or row.state != ApplicationState.STARTED or not rules.could_be_email(to.address):
        return ""
    until = in_london(now + rules.DRAFTS_ARE_KEPT).date()
    digest = vault.digest(to.address.lower(), purpose="application-link")[:16]
    key = f"{digest}:{now:%Y%m%d%H%M}" if again else digest
    letters.send(row, letters.kept(until), key=key, due_at=now, by=by)
    row.draft = {**row.draft, "link_sent_to": to.address}
    row.save(update_fields=["draft"])
    return to.address


@transaction.atomic
def submit_application(
    *, application_id: int, details: ApplicationDetails, now: datetime, by: Actor
) -> int:
    """Send it. Returns the id of the application that is in.

    Whoever typed an address may not be the person it belongs to. So from here on the link works
    only from the message to that address, whether or not an application was in already: the
    first is kept, the copy is deleted, and only that person is told which.
    """
    row = mine_or_reached(application_id, by=by, permission=Permission.APPLICATION_SCREEN)
    rules.next_state(ApplicationState(row.state), ApplicationStep.SUBMIT)
    _must_take(_one_at_a_time(row.offer_id), now)
    rules.must_be_reachable(details)
    earlier = people.live_application_of(row.offer_id, details)
    if earlier is not None:
        letters.send(earlier, letters.ALREADY_IN, key=f"{now:%Y%m%d}", due_at=now, by=by)
        delete_draft(row, reason="They applied before.", action="application.deleted", by=by)
        return int(earlier.pk)
    if rules.is_told_by_email(details):
        row.nonce = secrets.token_urlsafe(16)
    row.person_id = people.find_or_add(details, on=in_london(now).date(), by=by)
    _fill(row, details, sent_at=now)
    row.organisation_typed = people.unlisted_name(details)
    row.title_typed = details.title.strip()[:200] if row.organisation_typed else ""
    _send_in(row, by=by)
    letters.send(row, letters.RECEIVED, key="once", due_at=now, by=by)
    return int(row.pk)


@transaction.atomic
def add_application(
    *,
    offer_id: int,
    person_id: int,
    submitted_at: datetime,
    by: Actor,
    source: ApplicationSource = ApplicationSource.COORDINATOR,
    answers: Mapping[str, bool | str | None] | None = None,
    cohort_ids: Iterable[int] = (),
    modes: Iterable[str] = (),
    hard_note: str = "",
    wants_a_call: bool = False,
    hopes: str = "",
    learning_style: str = "",
    prior_training: str = "",
    line_manager: str = "",
    may_contact_for_evaluation: bool | None = None,
    may_be_compared: bool = False,
    priority: int = 0,
) -> int:
    """Came by spreadsheet, phone or paper; `answers` are by the key of each criterion in force."""
    offer = _offer_for(offer_id, person_id, by=by)
    row = Application.objects.create(
        offer=offer,
        person_id=person_id,
        nonce=secrets.token_urlsafe(16),
        started_at=submitted_at,
        last_saved_at=submitted_at,
        source=source,
        priority=priority,
    )
    given = answers or {}
    details = ApplicationDetails(
        name="",
        organisation="",
        line_manager=line_manager,
        prior_training=prior_training,
        answers={c.id: given.get(c.key) for c in _asked(offer_id)},
        cohort_ids=tuple(cohort_ids),
        modes=tuple(modes),
        learning_style=learning_style,
        hopes=hopes,
        may_contact_for_evaluation=may_contact_for_evaluation,
        may_be_compared=may_be_compared,
        hard_note=hard_note or None,
        wants_a_call=wants_a_call or None,
    )
    _fill(row, details, sent_at=submitted_at)
    _send_in(row, by=by)
    return int(row.pk)


def _offer_for(offer_id: int, person_id: int, *, by: Actor) -> Offer:
    """The offer, which the actor screens and the person has not applied for yet."""
    by.must_reach(Permission.APPLICATION_SCREEN, "offer", offer_id)
    offer = Offer.objects.select_related("programme__host").filter(pk=offer_id).first()
    if offer is None:
        raise OutOfReach(f"offer {offer_id}")
    if people.live_application(offer_id, person_id) is not None:
        raise Refused("This person has applied for this already.")
    return offer


def _asked(offer_id: int) -> tuple[CriterionRow, ...]:
    card = criteria_now(offer_id)
    return card.criteria if card else ()


def _fill(row: Application, details: ApplicationDetails, *, sent_at: datetime) -> None:
    """Everything said, from words typed to rows; the typed copy goes."""
    card = criteria_now(row.offer_id)
    set_details(row, details, criteria_version_id=card.id if card else None, sent_at=sent_at)
    answer(row, card.criteria if card else (), details.answers)
    own = Cohort.objects.filter(offer_id=row.offer_id, pk__in=details.cohort_ids)
    Availability.objects.bulk_create(
        Availability(application=row, cohort_id=pk)
        for pk in own.order_by("id").values_list("pk", flat=True)
    )
    if details.hard_note is not None or details.wants_a_call is not None:
        keep_note(row, text=details.hard_note, wants_a_call=details.wants_a_call)


def answer(
    row: Application,
    criteria: Iterable[CriterionRow],
    answers: Mapping[int, bool | str | None],
) -> int:
    """Keep what was answered to these criteria; what was left open makes no row."""
    kept = 0
    for criterion in criteria:
        given = answers.get(criterion.id)
        if given is None or given == "":
            continue
        CriterionAnswer.objects.update_or_create(
            application=row, criterion_id=criterion.id, defaults=said_to(criterion, given)
        )
        kept += 1
    return kept


def _send_in(row: Application, *, by: Actor) -> None:
    row.save()
    audit.record(
        by=by,
        action="application.sent",
        subject=("application", row.pk),
        person_id=row.person_id,
        detail={"source": row.source},
    )
