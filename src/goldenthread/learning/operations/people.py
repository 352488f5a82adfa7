"""From what an applicant typed to a person of the directory, and back to what is in already."""

from datetime import date

from goldenthread.access.actor import Actor
from goldenthread.directory import operations as directory
from goldenthread.directory import queries as find
from goldenthread.directory.models import AdjustmentNeed
from goldenthread.directory.terms import Adjustment
from goldenthread.learning.models import Application
from goldenthread.learning.rules.applications import ApplicationDetails
from goldenthread.learning.terms import ApplicationState


def live_application(offer_id: int, person_id: int) -> Application | None:
    """This person's application for the offer, unless it was withdrawn."""
    rows = Application.objects.select_related("offer__programme__host")
    return (
        rows.filter(offer_id=offer_id, person_id=person_id)
        .exclude(state=ApplicationState.WITHDRAWN)
        .first()
    )


def _organisation_id(details: ApplicationDetails) -> int | None:
    found = find.find_organisation(details.organisation)
    return found.id if found else None


def unlisted_name(details: ApplicationDetails) -> str:
    """The organisation as typed, while it is none of ours."""
    return "" if _organisation_id(details) else details.organisation.strip()[:200]


def live_application_of(offer_id: int, details: ApplicationDetails) -> Application | None:
    """The application of the person these details mean, if one is in."""
    person_id = find.find_person(email=details.email)
    return live_application(offer_id, person_id) if person_id is not None else None


def find_or_add(details: ApplicationDetails, *, on: date, by: Actor) -> int:
    """The person, with a post where they work and everything that helps them take part."""
    person_id = directory.find_or_add_person(
        name=details.name,
        email=details.email,
        phone=details.phone,
        pronouns=details.pronouns,
        organisation_id=_organisation_id(details),
        title=details.title,
        on=on,
        by=by,
    )
    _add_adjustments(person_id, details)
    return person_id


def _add_adjustments(person_id: int, details: ApplicationDetails) -> None:
    """What helps is added to what we know already: a form never takes something away."""
    known = find.adjustments_of([person_id])[person_id]
    note = details.adjustment_note.strip()
    if not note and set(details.adjustments) <= set(known):
        return
    directory.set_adjustments(
        person_id=person_id,
        codes={*known, *details.adjustments},
        note=note or _known_note(person_id),
        by=Actor.system(reason="an applicant said what helps them take part"),
    )


def _known_note(person_id: int) -> str:
    rows = AdjustmentNeed.objects.filter(person_id=person_id, code=Adjustment.OTHER)
    return rows.values_list("note", flat=True).first() or ""
