"""Whose message did not arrive and what to do; and each person's link in one wave."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from goldenthread.directory.terms import ContactBy
from goldenthread.evaluation.queries.links import (
    OneLink,
    PersonLinkRow,
    Unreached,
    UnreachedWave,
    WaveFacts,
)
from goldenthread.evaluation.queries.plans import PlanCard
from goldenthread.evaluation.rules import links as rules
from goldenthread.evaluation.rules.answers import LINKED
from goldenthread.evaluation.terms import InvitationState, ReachedHow
from goldenthread.ui.words import counted, day, in_london, plural

NEXT_FOR_ALL = (
    "Addresses are put right in the directory; reminders then go to the new address.",
    "Evaluators phone people or hand out paper, and note here that they were reached.",
)
ONLY_A_NUMBER = (
    "You see how many and not who: whom a reminder did not reach tells who has not answered. "
    "Ask the evaluators to phone."
)
ONLY_FIRST = "Names are shown only where they do not tell who has answered."
CONTACT = {
    ContactBy.EMAIL: "Write by email, once the address is right",
    ContactBy.PHONE: "They asked us to phone",
    ContactBy.POST: "They asked us to write by post",
    ContactBy.NO_CONTACT: "They asked us not to contact them",
}
STATES = {
    InvitationState.PROVISIONAL: "Will be asked from {due}, if the calendar stays as it is",
    InvitationState.PLANNED: "Will be asked on {due}",
    InvitationState.OPEN: "Has a link until {close}",
    InvitationState.ANSWERED: "Answered on {end}",
    InvitationState.DECLINED: "Said no on {end}",
    InvitationState.WITHDRAWN: "Stopped on {end}",
    InvitationState.CLOSED: "Closed on {end}, without an answer",
}
HOW = {ReachedHow.PHONE: "by phone", ReachedHow.PAPER: "on paper"}


@dataclass(frozen=True, kw_only=True)
class UnreachedLine:
    """One person no message reaches."""

    invitation_id: int
    name: str
    words: str
    write_down_href: str


@dataclass(frozen=True, kw_only=True)
class UnreachedCard:
    """One wave."""

    title: str
    wave: str
    people: tuple[UnreachedLine, ...]
    others: str


@dataclass(frozen=True, kw_only=True)
class UnreachedPage:
    """Every wave of a plan that some people were not told of."""

    plan_id: int
    offer: str
    heading: str
    waves: tuple[UnreachedCard, ...]
    next_steps: tuple[str, ...]
    note: str


def unreached_page(
    card: PlanCard, waves: Sequence[UnreachedWave], *, may_join: bool
) -> UnreachedPage:
    people = sum(wave.people for wave in waves)
    heading = (
        f"{counted(people, 'message')} did not reach people" if people else "No message is missing"
    )
    note = "" if may_join else ONLY_A_NUMBER
    if may_join and card.mode not in LINKED:
        note = ONLY_FIRST
    return UnreachedPage(
        plan_id=card.id,
        offer=card.offer,
        heading=heading,
        waves=tuple(_card(wave) for wave in waves),
        next_steps=NEXT_FOR_ALL if people else (),
        note=note if people else "",
    )


def _card(wave: UnreachedWave) -> UnreachedCard:
    left = wave.people - len(wave.named)
    others = f"and {plural(left, 'person', 'people')} not named here" if wave.named and left else ""
    return UnreachedCard(
        title=f"{plural(wave.people, 'person', 'people')}: {wave.wave}",
        wave=wave.wave,
        people=tuple(_line(one) for one in wave.named),
        others=others,
    )


def _line(one: Unreached) -> UnreachedLine:
    until = day(in_london(one.closes_at))
    return UnreachedLine(
        invitation_id=one.invitation_id,
        name=one.name or "No name held",
        words=f"{one.why} {CONTACT[one.contact_by]}. The questions close on {until}.",
        write_down_href=reverse("evaluation:answer_by_hand", args=(one.invitation_id,))
        if one.may_write_down
        else "",
    )


def unreached_title(people: int) -> str:
    return f"{plural(people, 'person was', 'people were')} not reached by a message"


@dataclass(frozen=True, kw_only=True)
class LinkLine:
    """One person's link."""

    invitation_id: int
    name: str
    cohort: str
    words: tuple[str, ...]
    may_send: bool
    may_act: bool
    write_down_href: str


@dataclass(frozen=True, kw_only=True)
class LinksPage:
    """Everyone asked in one wave, or why there is no such list."""

    wave_id: int
    plan_id: int
    offer: str
    heading: str
    why_none: str
    people: tuple[LinkLine, ...]


def links_page(wave: WaveFacts, rows: Sequence[PersonLinkRow], *, total: int) -> LinksPage:
    if not rules.may_list(wave.mode):
        heading, why = "No list of people", rules.WHY_NO_LIST[wave.mode]
    else:
        heading, why = f"{wave.label}: {plural(total, 'person', 'people')}", ""
    return LinksPage(
        wave_id=wave.id,
        plan_id=wave.plan_id,
        offer=wave.offer,
        heading=heading,
        why_none=why,
        people=tuple(_person(row, is_interview=wave.is_interview) for row in rows),
    )


def _person(row: PersonLinkRow, *, is_interview: bool) -> LinkLine:
    is_open = row.state is InvitationState.OPEN
    by_hand = reverse("evaluation:answer_by_hand", args=(row.invitation_id,))
    return LinkLine(
        invitation_id=row.invitation_id,
        name=row.name,
        cohort=row.cohort,
        words=tuple(_words(row)),
        may_send=is_open and not row.no_messages,
        may_act=is_open,
        write_down_href=by_hand if is_open and not is_interview else "",
    )


def _words(row: PersonLinkRow) -> list[str]:
    found = [
        STATES[row.state].format(
            due=day(in_london(row.due_on)),
            close=day(in_london(row.closes_at)),
            end=day(row.ended_on) if row.ended_on else "a day not kept",
        )
    ]
    is_waiting = row.state is InvitationState.OPEN
    if is_waiting and row.has_begun:
        found.append("Has begun to answer")
    if is_waiting and row.paused_until:
        found.append(f"Asked for no messages until {day(row.paused_until)}")
    if is_waiting and row.no_messages:
        found.append("We do not write to them by email")
    if row.reached_on:
        found.append(f"Reached {HOW[ReachedHow(row.reached_how)]} on {day(row.reached_on)}")
    return found


def renew_sentences(one: OneLink) -> list[str]:
    return [
        f"{one.name} gets a new message with a new link to “{one.wave}”.",
        "The old link stops working at once, wherever it was forwarded to.",
        "What they have typed and not sent stays, and opens with the new link.",
    ]
