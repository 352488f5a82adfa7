"""What someone who applies may see: the published offer, and their own application."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from goldenthread.access import vault
from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.directory import queries as directory
from goldenthread.learning.models import Application, Cohort, HardNote, Offer
from goldenthread.learning.queries.offers import CriterionRow, criteria_now
from goldenthread.learning.rules import offers as rules
from goldenthread.learning.rules.applications import DRAFTS_ARE_KEPT
from goldenthread.learning.terms import (
    HARD_NOTE,
    ApplicationState,
    CohortPolicy,
    CohortState,
    Mode,
    OfferKind,
    OfferState,
    SessionState,
)
from goldenthread.programmes.queries import ProgrammeCard, card_for_pages
from goldenthread.ui.words import in_london

LINK = "application"


@dataclass(frozen=True)
class DatesRow:
    """A cohort a person may choose: all of its sessions, booked together."""

    cohort_id: int
    name: str
    mode: Mode
    venue: str
    features: tuple[str, ...]
    sessions: tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True)
class PublishedOffer:
    """What anyone may read about an offer that has opened."""

    id: int
    slug: str
    name: str
    kind: OfferKind
    summary: str
    what_to_expect: str
    words_used: str
    what_to_bring: str
    content_note: str
    closes_on: date | None
    place_offer_days: int
    programme: ProgrammeCard
    criteria: tuple[CriterionRow, ...]
    dates: tuple[DatesRow, ...]
    why_not_taking: str

    @property
    def is_taking(self) -> bool:
        return not self.why_not_taking


def published_offer(actor: Actor, slug: str, *, now: datetime) -> PublishedOffer:
    """The offer at this address; a draft is there only for those who run it."""
    row = Offer.objects.filter(slug=slug).first()
    if row is None:
        raise OutOfReach(f"offer {slug}")
    if row.state == OfferState.DRAFT:
        actor.must_reach(Permission.OFFER_VIEW, "offer", row.pk)
    return _published(row, now=now, organisation_id=None)


def _published(
    row: Offer, *, now: datetime, organisation_id: int | None, with_dates: bool = True
) -> PublishedOffer:
    card = criteria_now(row.pk)
    return PublishedOffer(
        id=row.pk,
        slug=row.slug,
        name=row.name,
        kind=OfferKind(row.kind),
        summary=row.summary,
        what_to_expect=row.what_to_expect,
        words_used=row.words_used,
        what_to_bring=row.what_to_bring,
        content_note=row.content_note,
        closes_on=row.closes_on,
        place_offer_days=row.place_offer_days,
        programme=card_for_pages(row.programme_id),
        criteria=card.criteria if card else (),
        dates=dates_to_choose(row.pk, now=now, organisation_id=organisation_id)
        if with_dates
        else (),
        why_not_taking=rules.why_not_taking(
            OfferState(row.state),
            opens_on=row.opens_on,
            closes_on=row.closes_on,
            today=in_london(now).date(),
        ),
    )


def dates_to_choose(
    offer_id: int, *, now: datetime, organisation_id: int | None = None
) -> tuple[DatesRow, ...]:
    """Cohorts that have not begun, earliest first. One that is for a single organisation is
    shown only to people who say that they work there."""
    rows = (
        Cohort.objects.filter(offer_id=offer_id, state=CohortState.PLANNED)
        .select_related("venue")
        .prefetch_related("sessions")
    )
    found = [
        dates_row(row)
        for row in rows
        if row.policy != CohortPolicy.SINGLE_ORGANISATION
        or row.single_organisation_id == organisation_id
    ]
    to_come = [one for one in found if one.sessions and one.sessions[0][0] > now]
    return tuple(sorted(to_come, key=lambda one: (one.sessions[0][0], one.name)))


def dates_row(row: Cohort) -> DatesRow:
    """All sessions that are to be held, in order. Venue and sessions are loaded already."""
    times = [
        (s.starts_at, s.ends_at) for s in row.sessions.all() if s.state != SessionState.CANCELLED
    ]
    venue = f"{row.venue.name}, {row.venue.address}".strip(", ") if row.venue else ""
    return DatesRow(
        cohort_id=row.pk,
        name=row.name,
        mode=Mode(row.mode),
        venue=venue if row.mode == Mode.IN_PERSON else "",
        features=tuple(row.features),
        sessions=tuple(sorted(times)),
    )


def _row_of_link(slug: str, token: str) -> Application:
    head = token.partition("-")[0]
    row = (
        Application.objects.select_related("offer", "hard_note")
        .filter(pk=int(head), offer__slug=slug)
        .first()
        if head.isascii() and head.isdigit() and len(head) < 19
        else None
    )
    if row is None or vault.subject_of_token(LINK, token, nonce=row.nonce) != row.pk:
        raise OutOfReach("no such link")
    return row


def applicant_of_link(slug: str, token: str) -> tuple[Actor, int]:
    """The holder of a personal link, and their application; anything else is out of reach."""
    row = _row_of_link(slug, token)
    return Actor.link(subject=f"{LINK}:{row.pk}"), row.pk


def token_of(application_id: int) -> tuple[str, str]:
    """The offer's address and the token of this application's personal link; for messages."""
    row = (
        Application.objects.select_related("offer")
        .only("nonce", "offer__slug")
        .get(pk=application_id)
    )
    return row.offer.slug, vault.link_token(LINK, row.pk, nonce=row.nonce)


def why_not_to_write(application_id: int) -> str | None:
    """The sentence that stops a message about this application, or None."""
    state = Application.objects.filter(pk=application_id).values_list("state", flat=True).first()
    if state is None:
        return "What was typed has been deleted."
    if state == ApplicationState.WITHDRAWN:
        return "They took their application back."
    return None


def must_be_theirs(actor: Actor, application_id: int) -> None:
    """Only the holder of the application's own link."""
    if actor.kind != "link" or actor.id != f"{LINK}:{application_id}":
        raise OutOfReach(f"application {application_id}")


@dataclass(frozen=True)
class Draft:
    """What was typed so far. The note for the facilitator is never printed with the rest."""

    application_id: int
    state: ApplicationState
    typed: Mapping[str, str | list[str]]
    saved_at: datetime
    kept_until: date
    hard_note: str = field(repr=False)
    wants_a_call: bool

    @property
    def has_note(self) -> bool:
        return bool(self.hard_note)


def draft_of(actor: Actor, application_id: int) -> Draft:
    """The person's own draft, with their own words in the box for the facilitator."""
    must_be_theirs(actor, application_id)
    return _draft(Application.objects.select_related("hard_note").get(pk=application_id))


def _draft(row: Application) -> Draft:
    note: HardNote | None = getattr(row, "hard_note", None)
    saved_at = row.last_saved_at or row.started_at
    text = vault.unseal(bytes(note.text), purpose=HARD_NOTE) if note and note.text else ""
    is_draft = row.state == ApplicationState.STARTED
    return Draft(
        application_id=row.pk,
        state=ApplicationState(row.state),
        typed=row.draft,
        saved_at=saved_at,
        kept_until=in_london(saved_at + DRAFTS_ARE_KEPT).date(),
        hard_note=text if is_draft else "",
        wants_a_call=bool(note and note.wants_a_call),
    )


def organisation_names() -> tuple[str, ...]:
    """Names to suggest while someone types where they work. Organisations are published facts."""
    reader = Actor.system(reason="an application page suggests organisations")
    return tuple(row.name for row in directory.organisations(reader))


def organisation_meant(typed: str) -> tuple[int | None, str]:
    """The organisation these words mean, as (id, name); (None, "") while it is none of ours."""
    found = directory.find_organisation(typed) if typed.strip() else None
    return (found.id, found.name) if found else (None, "")


@dataclass(frozen=True)
class Writing:
    """Someone at their own application: who holds the link, what was typed, what is offered."""

    actor: Actor
    token: str
    draft: Draft
    offer: PublishedOffer
    organisation_id: int | None

    @property
    def is_draft(self) -> bool:
        return self.draft.state == ApplicationState.STARTED


def writing(slug: str, token: str, *, now: datetime) -> Writing:
    """Everything a step of the application page needs, or OutOfReach. Once it is sent, there are
    no more dates to choose."""
    row = _row_of_link(slug, token)
    draft = _draft(row)
    typed = draft.typed.get("organisation", "")
    meant = organisation_meant(typed if isinstance(typed, str) else "")[0]
    return Writing(
        actor=Actor.link(subject=f"{LINK}:{row.pk}"),
        token=token,
        draft=draft,
        offer=_published(
            row.offer,
            now=now,
            organisation_id=meant,
            with_dates=draft.state == ApplicationState.STARTED,
        ),
        organisation_id=meant,
    )
