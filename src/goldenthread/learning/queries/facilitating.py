"""Who was asked to run a cohort, and whom an actor may name for it without asking."""

from dataclasses import dataclass
from datetime import datetime

from goldenthread.access import vault
from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.directory import queries as directory
from goldenthread.learning.models import Facilitator, FacilitatorInvitation, Session
from goldenthread.learning.terms import SessionState
from goldenthread.programmes.queries import card_for_pages

LINK = "learning.facilitator"


@dataclass(frozen=True)
class Asked:
    """Someone who has not answered yet: the address, as it was typed."""

    id: int
    address: str
    asked_at: datetime


@dataclass(frozen=True)
class Invitation:
    """What the holder of the link is asked. Nothing here is about a person."""

    id: int
    token: str
    actor: Actor
    cohort: str
    offer: str
    host: str
    contact: str
    sessions: tuple[tuple[datetime, datetime], ...]
    said_yes: bool | None


def person_in_reach(actor: Actor, email: str) -> int | None:
    """Whoever has this address, if the actor sees them anyway: as an applicant, or because they
    run a cohort the actor plans. Everyone else is answered like an address nobody has."""
    person_id = directory.find_person(email=email)
    if person_id is None:
        return None
    reach = actor.reach(Permission.OFFER_EDIT)
    runs = Facilitator.objects.filter(person_id=person_id)
    if not reach.everything:
        runs = runs.filter(cohort__in=reach.ids("cohort"))
    if runs.exists() or directory.reaches_person(actor, person_id):
        return person_id
    return None


def asked(actor: Actor, cohort_id: int) -> tuple[Asked, ...]:
    """Who was asked to run this cohort and has not answered."""
    actor.must_reach(Permission.OFFER_EDIT, "cohort", cohort_id)
    rows = FacilitatorInvitation.objects.filter(cohort_id=cohort_id, answered_at__isnull=True)
    return tuple(Asked(row.pk, row.address, row.invited_at) for row in rows)


def token_of(invitation_id: int) -> str:
    """The token of the link in the message."""
    nonce = FacilitatorInvitation.objects.values_list("nonce", flat=True).get(pk=invitation_id)
    return vault.link_token(LINK, invitation_id, nonce=nonce)


def invitation_of(token: str) -> Invitation:
    """What this link asks, or OutOfReach: a wrong link and no link look the same."""
    row = (
        FacilitatorInvitation.objects.select_related("cohort__offer")
        .filter(pk=vault.number_in(token) or 0)
        .first()
    )
    if row is None or vault.subject_of_token(LINK, token, nonce=row.nonce) != row.pk:
        raise OutOfReach("no such link")
    if row.answered_at is not None and row.said_yes is None:
        raise OutOfReach("no longer asked")
    programme = card_for_pages(row.cohort.offer.programme_id)
    sessions = Session.objects.filter(cohort=row.cohort, state=SessionState.PLANNED)
    return Invitation(
        id=row.pk,
        token=token,
        actor=Actor.link(subject=f"{LINK}:{row.pk}"),
        cohort=row.cohort.name,
        offer=row.cohort.offer.name,
        host=programme.host,
        contact=programme.contact_email,
        sessions=tuple(sessions.order_by("starts_at").values_list("starts_at", "ends_at")),
        said_yes=row.said_yes,
    )


def why_not_to_ask(invitation_id: int, now: datetime) -> str | None:
    """The sentence that stops the message once it is answered or taken back."""
    row = FacilitatorInvitation.objects.filter(pk=invitation_id).first()
    if row is None or row.answered_at is not None:
        return "They are no longer asked, or have answered."
    return None
