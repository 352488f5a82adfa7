"""Whose message did not arrive, and what became of each link. Names for evaluators alone, and
only where the way answers are kept allows it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.directory import queries as directory
from goldenthread.directory.terms import Contact, ContactBy
from goldenthread.evaluation.models import Draft, Invitation, PlannedWave
from goldenthread.evaluation.queries.plans import PlanCard
from goldenthread.evaluation.rules import links as rules
from goldenthread.evaluation.rules.answers import LINKED
from goldenthread.evaluation.rules.letters import LINK_KIND
from goldenthread.evaluation.terms import ASKED, ConfidentialityMode, InvitationState, WaveKind
from goldenthread.messaging.models import Message
from goldenthread.messaging.rules import NO_ADDRESS
from goldenthread.messaging.terms import MessageState

PEOPLE_A_PAGE = 50
REMINDER = "wave_reminder"
NOBODY = Contact(name="", email="", contact_by=ContactBy.NO_CONTACT, paused_until=None)


@dataclass(frozen=True, kw_only=True)
class Unreached:
    """One person whose latest message did not arrive, for the evaluators."""

    invitation_id: int
    person_id: int
    name: str
    why: str
    contact_by: ContactBy
    closes_at: datetime
    may_write_down: bool


@dataclass(frozen=True, kw_only=True)
class UnreachedWave:
    """One wave: how many people its messages did not reach, and who, where that may be said."""

    wave_id: int
    wave: str
    people: int
    named: tuple[Unreached, ...]


def unreached_waves(actor: Actor, card: PlanCard, *, now: datetime) -> tuple[UnreachedWave, ...]:
    """Waves that people can still answer, with those whom no message reaches.

    The number is the same for whoever may see waves: it does not fall when somebody answers.
    """
    actor.must_reach(Permission.WAVE_VIEW, "offer", card.offer_id)
    rows = list(_unreached(card.id, now=now))
    counted = Counter(row.wave_id for row in rows)
    named: dict[int, list[Unreached]] = {}
    if actor.may_reach(Permission.ANSWER_LINK, "offer", card.offer_id):
        for one in _named(card.mode, rows):
            named.setdefault(_wave_of(rows, one), []).append(one)
    return tuple(
        UnreachedWave(
            wave_id=wave.id,
            wave=wave.label,
            people=counted[wave.id],
            named=tuple(sorted(named.get(wave.id, ()), key=lambda one: one.name)),
        )
        for wave in card.waves
        if counted[wave.id]
    )


def _wave_of(rows: Iterable[Any], one: Unreached) -> int:
    return next(int(row.wave_id) for row in rows if row.pk == one.invitation_id)


def unreached_count(actor: Actor, card: PlanCard, *, now: datetime) -> int:
    """How many people of a plan no message reaches, over all its open waves."""
    actor.must_reach(Permission.WAVE_VIEW, "offer", card.offer_id)
    return _unreached(card.id, now=now).values("person_id").distinct().count()


def _unreached(plan_id: int, *, now: datetime) -> QuerySet[Invitation, Any]:
    """Asked, can still answer, not reached another way, and the latest message did not arrive."""
    latest = (
        Message.objects.filter(
            person_id=OuterRef("person_id"), check_kind=LINK_KIND, check_id=OuterRef("pk")
        )
        .exclude(state=MessageState.WAITING)
        .order_by("-due_at", "-id")
    )
    rows = Invitation.objects.filter(
        wave__plan_id=plan_id, closes_at__gt=now, state__in=ASKED, reached_on__isnull=True
    ).annotate(
        message_state=Subquery(latest.values("state")[:1]),
        message_kind=Subquery(latest.values("kind")[:1]),
        why=Subquery(latest.values("stop_reason")[:1]),
    )
    return rows.filter(
        Q(message_state=MessageState.NOT_DELIVERED)
        | Q(message_state=MessageState.STOPPED, why=NO_ADDRESS)
    ).order_by("wave__position", "id")


def _named(mode: ConfidentialityMode, rows: Sequence[Any]) -> list[Unreached]:
    shown = [
        row
        for row in rows
        if rules.may_name_unreached(mode, is_reminder=row.message_kind == REMINDER)
        and (mode not in LINKED or row.state == InvitationState.OPEN)
    ]
    contacts = directory.emails_of({row.person_id for row in shown})
    return [
        Unreached(
            invitation_id=row.pk,
            person_id=row.person_id,
            name=contacts.get(row.person_id, NOBODY).name,
            why=row.why,
            contact_by=ContactBy(contacts.get(row.person_id, NOBODY).contact_by),
            closes_at=row.closes_at,
            may_write_down=mode in LINKED,
        )
        for row in shown
    ]


@dataclass(frozen=True, kw_only=True)
class WaveFacts:
    """The wave whose links are looked at."""

    id: int
    label: str
    plan_id: int
    offer: str
    mode: ConfidentialityMode
    is_interview: bool


@dataclass(frozen=True, kw_only=True)
class PersonLinkRow:
    """One person asked, and what became of it."""

    invitation_id: int
    person_id: int
    name: str
    cohort: str
    state: InvitationState
    has_begun: bool
    due_on: datetime
    closes_at: datetime
    ended_on: date | None
    paused_until: date | None
    no_messages: bool
    reached_on: date | None
    reached_how: str


def wave_of_links(actor: Actor, wave_id: int) -> WaveFacts:
    """The wave, for evaluators over its offer; else it is not there."""
    row = PlannedWave.objects.select_related("plan__offer").filter(pk=wave_id).first()
    if row is None:
        raise OutOfReach(f"wave {wave_id}")
    actor.must_reach(Permission.ANSWER_LINK, "offer", row.plan.offer_id)
    return WaveFacts(
        id=row.pk,
        label=row.label,
        plan_id=row.plan_id,
        offer=row.plan.offer.name,
        mode=ConfidentialityMode(row.plan.mode),
        is_interview=row.kind == WaveKind.INTERVIEW,
    )


def links_of(
    actor: Actor, wave: WaveFacts, *, page: int | str = 1
) -> tuple[Page[Any], tuple[PersonLinkRow, ...]]:
    """Everyone asked in the wave, by name, a page at a time. Only where a list is allowed."""
    rules.must_be_listed(wave.mode)
    rows = (
        Invitation.objects.filter(wave_id=wave.id)
        .exclude(state=InvitationState.CANCELLED)
        .select_related("person", "cohort")
        .annotate(has_begun=Exists(Draft.objects.filter(invitation=OuterRef("pk"))))
        .order_by("person__name", "id")
    )
    shown = Paginator(rows, PEOPLE_A_PAGE).get_page(page)
    return shown, tuple(_link_row(row) for row in shown)


def _link_row(row: Any) -> PersonLinkRow:
    return PersonLinkRow(
        invitation_id=row.pk,
        person_id=row.person_id,
        name=row.person.name,
        cohort=row.cohort.name,
        state=InvitationState(row.state),
        has_begun=row.has_begun,
        due_on=row.due_at,
        closes_at=row.closes_at,
        ended_on=row.ended_on,
        paused_until=row.person.paused_until,
        no_messages=row.person.contact_by != ContactBy.EMAIL or not row.person.email,
        reached_on=row.reached_on,
        reached_how=row.reached_how,
    )


@dataclass(frozen=True, kw_only=True)
class OneLink:
    """One person's link, for who is about to do something with it."""

    invitation_id: int
    wave_id: int
    plan_id: int
    person_id: int
    name: str
    wave: str


def one_link(actor: Actor, invitation_id: int) -> OneLink:
    """For evaluators over its offer; else it is not there."""
    rows = Invitation.objects.select_related("wave__plan", "person")
    row = rows.filter(pk=invitation_id).first()
    if row is None:
        raise OutOfReach(f"invitation {invitation_id}")
    actor.must_reach(Permission.ANSWER_LINK, "offer", row.wave.plan.offer_id)
    return OneLink(
        invitation_id=row.pk,
        wave_id=row.wave_id,
        plan_id=row.wave.plan_id,
        person_id=row.person_id,
        name=row.person.name,
        wave=row.wave.label,
    )
