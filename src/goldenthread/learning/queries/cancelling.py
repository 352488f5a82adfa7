"""What calling off an offer would touch: cohorts with sessions to come, and who counts on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.directory import queries as directory
from goldenthread.directory.terms import Contact, ContactBy
from goldenthread.learning.models import (
    Application,
    Cohort,
    Facilitator,
    Membership,
    Offer,
    PlaceOffer,
    Session,
)
from goldenthread.learning.terms import (
    ApplicationState,
    CohortState,
    OfferState,
    PlaceState,
    SessionState,
)
from goldenthread.ui.words import in_london

HOPING = (ApplicationState.SUBMITTED, ApplicationState.ELIGIBLE, ApplicationState.WAITING)


@dataclass(frozen=True)
class Ending:
    """A cohort that would not go on: the sessions called off, and those that took place."""

    cohort: Cohort
    coming: tuple[Session, ...]
    met: tuple[Session, ...]

    def last_day(self, today: date) -> date:
        """The first day on which nobody belongs any more: not before a session they came to."""
        met = [in_london(one.starts_at).date() + timedelta(days=1) for one in self.met]
        return max(today, *met) if met else today


@dataclass(frozen=True)
class Counted:
    """Everyone who counts on the offer, and what they have of it."""

    members: tuple[Membership, ...]
    facilitators: Mapping[int, tuple[int, ...]]
    deciding: tuple[PlaceOffer, ...]
    hoping: tuple[Application, ...]
    contacts: Mapping[int, Contact]

    @property
    def person_ids(self) -> tuple[int, ...]:
        return tuple(sorted(self.contacts))

    @property
    def by_hand(self) -> int:
        """People whom no email reaches, so that someone rings or writes to them."""
        return sum(
            not contact.email or contact.contact_by != ContactBy.EMAIL
            for contact in self.contacts.values()
        )


@dataclass(frozen=True)
class Cancelling:
    """An offer, and all that calling it off would do."""

    offer_id: int
    name: str
    state: OfferState
    endings: tuple[Ending, ...]
    counted: Counted
    drafts: int


def endings(offer_id: int, *, now: datetime) -> tuple[Ending, ...]:
    """Cohorts with something still to come; one that has met for the last time stays as it is."""
    live = (CohortState.PLANNED, CohortState.RUNNING)
    sessions = Session.objects.exclude(state=SessionState.CANCELLED).order_by("starts_at", "number")
    rows = (
        Cohort.objects.filter(offer_id=offer_id, state__in=live)
        .select_related("offer", "venue")
        .prefetch_related(Prefetch("sessions", queryset=sessions))
        .order_by("name")
    )
    found = [_ending(row, now) for row in rows]
    return tuple(one for one in found if one.coming or not one.met)


def _ending(row: Cohort, now: datetime) -> Ending:
    all_ = tuple(row.sessions.all())
    coming = tuple(s for s in all_ if s.state == SessionState.PLANNED and s.starts_at > now)
    return Ending(row, coming, tuple(s for s in all_ if s not in coming))


def counted(offer_id: int, found: tuple[Ending, ...], *, now: datetime) -> Counted:
    """Members and facilitators of these cohorts, people deciding, and people still hoping."""
    ids = [one.cohort.pk for one in found]
    still = Q(ends_on__isnull=True) | Q(ends_on__gt=in_london(now).date())
    members = tuple(Membership.objects.filter(still, cohort__in=ids).order_by("pk"))
    leading: dict[int, tuple[int, ...]] = {}
    rows = Facilitator.objects.filter(cohort__in=ids).order_by("pk")
    for person_id, cohort_id in rows.values_list("person_id", "cohort_id"):
        leading[person_id] = (*leading.get(person_id, ()), cohort_id)
    deciding = PlaceOffer.objects.filter(
        application__offer_id=offer_id, state=PlaceState.OFFERED
    ).select_related("application", "cohort__offer")
    hoping = Application.objects.filter(
        offer_id=offer_id, state__in=HOPING, person__isnull=False
    ).order_by("pk")
    people = {
        *(row.person_id for row in members),
        *leading,
        *(row.application.person_id or 0 for row in deciding),
        *(row.person_id or 0 for row in hoping),
    }
    return Counted(members, leading, tuple(deciding), tuple(hoping), directory.emails_of(people))


def cancelling(actor: Actor, offer_id: int, *, now: datetime) -> Cancelling:
    """For whoever may call it off, before they do."""
    actor.must_reach(Permission.OFFER_EDIT, "offer", offer_id)
    offer = Offer.objects.filter(pk=offer_id).first()
    if offer is None:
        raise OutOfReach(f"offer {offer_id}")
    found = endings(offer_id, now=now)
    drafts = Application.objects.filter(offer_id=offer_id, state=ApplicationState.STARTED)
    return Cancelling(
        offer_id=offer_id,
        name=offer.name,
        state=OfferState(offer.state),
        endings=found,
        counted=counted(offer_id, found, now=now),
        drafts=drafts.count(),
    )
