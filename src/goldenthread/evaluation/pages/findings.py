"""The page of findings: the answer first, then who answered, and what cannot be said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.evaluation.pages import finding_items as items
from goldenthread.evaluation.pages.finding_items import GroupLine
from goldenthread.evaluation.pages.finding_waves import WaveSection, spelt, wave_section
from goldenthread.evaluation.pages.funnel import FunnelPage, funnel_page
from goldenthread.evaluation.pages.thread import Stop, stops
from goldenthread.evaluation.queries.findings import Findings, WaveFindings
from goldenthread.evaluation.rules import limits
from goldenthread.evaluation.rules.findings import ItemFinding
from goldenthread.instruments.terms import ItemKind
from goldenthread.methods.disclosure import Audience, RiskDecision
from goldenthread.methods.statistics import Badge
from goldenthread.ui.words import day

VIEW_NAMES = {
    Audience.EVALUATION_TEAM: ("evaluation", "Evaluation team’s view"),
    Audience.PROGRAMME_TEAM: ("programme", "Programme team’s view"),
    Audience.BOARD: ("board", "Board’s view"),
}
EMPTY = (
    "Nothing to show yet",
    "Answers show here as they come in, and never before enough people have given them to protect "
    "each one.",
)
KEPT_LONG_ENOUGH = (
    "The answers are deleted",
    "Everyone who was asked was told how long their answers would be kept. Then they were deleted.",
)
AUDIENCES = {name: audience for audience, (name, _) in VIEW_NAMES.items()}


@dataclass(frozen=True, kw_only=True)
class Groups:
    """Mixed and single-organisation cohorts side by side, or why they are not."""

    title: str
    columns: tuple[str, str]
    lines: tuple[GroupLine, ...]
    sentence: str


@dataclass(frozen=True, kw_only=True)
class SideBySide:
    """Ratings that were asked in several waves, as counts."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class View:
    """A view the reader may have."""

    name: str
    href: str
    here: bool


@dataclass(frozen=True, kw_only=True)
class FindingsPage:
    """Everything on the page, worded."""

    plan_id: int
    offer: str
    heading: str
    nothing: tuple[str, str]
    badge: str
    pips: int
    badges: tuple[tuple[str, bool], ...]
    claim: str
    next_badge: str
    view: str
    views: tuple[View, ...]
    export_href: str
    waves: tuple[WaveSection, ...]
    side_by_side: SideBySide | None
    groups: Groups | None
    funnel: FunnelPage | None
    cannot_say: tuple[str, ...]
    decisions: tuple[tuple[str, str], ...]
    may_decide: bool
    thread: tuple[Stop, ...]


def findings_page(
    found: Findings, *, actor: Actor, audiences: Sequence[Audience], today: date
) -> FindingsPage:
    """One plan's findings for one audience."""
    plan, facts, claim = found.plan, found.design, found.claim
    name, view = VIEW_NAMES[found.audience]
    return FindingsPage(
        plan_id=plan.id,
        offer=plan.offer,
        heading=_heading(found, today=today),
        nothing=EMPTY if today <= plan.kept_until else KEPT_LONG_ENOUGH,
        badge=claim.badge.label,
        pips=int(claim.badge),
        badges=tuple((badge.label, badge is claim.badge) for badge in Badge),
        claim=f"{limits.when_asked(facts)} {claim.sentence}",
        next_badge=limits.next_badge(facts),
        view=view,
        views=_views(plan.id, audiences, here=found.audience),
        export_href=f"{reverse('evaluation:finding_export', args=(plan.id,))}?view={name}",
        waves=tuple(wave_section(wave, found) for wave in found.waves),
        side_by_side=_side_by_side(found.waves),
        groups=_groups(found),
        funnel=funnel_page(found),
        cannot_say=found.cannot_say if found.waves else (),
        decisions=_decisions(found),
        may_decide=actor.may_reach(Permission.RISK_DECIDE, "offer", plan.offer_id),
        thread=stops(found, actor=actor),
    )


def _heading(found: Findings, *, today: date) -> str:
    about, _ = limits.OFFER_WORDS[found.plan.offer_kind]
    if not found.waves and today > found.plan.kept_until:
        return f"The answers about {about} were kept until {day(found.plan.kept_until)}"
    if not found.waves:
        return f"Nobody has answered about {about} yet"
    steps = found.funnel.steps_of(found.waves[0].wave.id)
    answered = steps.answered.value if steps else None
    if answered is None:
        return f"What people said about {about}"
    return f"What {spelt(answered)} {'person' if answered == 1 else 'people'} said about {about}"


def _views(plan_id: int, audiences: Sequence[Audience], *, here: Audience) -> tuple[View, ...]:
    address = reverse("evaluation:finding_show", args=(plan_id,))
    return tuple(
        View(
            name=VIEW_NAMES[audience][1],
            href=f"{address}?view={VIEW_NAMES[audience][0]}",
            here=audience is here,
        )
        for audience in audiences
        if len(audiences) > 1
    )


def _side_by_side(waves: Sequence[WaveFindings]) -> SideBySide | None:
    """Ratings asked in more than one wave, earliest wave first."""
    in_order = list(reversed(waves))
    said = [
        {one.item.key: one for one in wave.items if one.item.kind is ItemKind.LIKERT}
        for wave in in_order
    ]
    keys = [key for key in (said[-1] if said else {}) if sum(key in one for one in said) > 1]
    if not keys:
        return None
    return SideBySide(
        columns=tuple(wave.wave.label for wave in in_order),
        rows=tuple(
            (said[-1][key].label, tuple(_beside(one.get(key)) for one in said)) for key in keys
        ),
    )


def _beside(one: ItemFinding | None) -> str:
    if one is None:
        return "Not asked"
    return items.rating(one).said or "Not shown"


def _groups(found: Findings) -> Groups | None:
    """Only where groups stand apart; else what cannot be said says why."""
    if not found.waves or not any(one.is_split for one in found.waves[0].arms):
        return None
    _, group = limits.OFFER_WORDS[found.plan.offer_kind]
    arms = found.waves[0].arms
    inside = found.audience is Audience.EVALUATION_TEAM
    few = inside and not any(one.is_enough for one in arms)
    return Groups(
        title=f"Mixed {group}s and the single-organisation {group}",
        columns=(f"Mixed {group}s", f"Single-organisation {group}"),
        lines=tuple(items.group_line(one) for one in arms if one.is_split),
        sentence="For the evaluation team alone, and too few to compare." if few else "",
    )


def _decisions(found: Findings) -> tuple[tuple[str, str], ...]:
    """The signed decisions these numbers are shown under, with the page of each."""
    signed = {wave.signed.id: wave.signed for wave in found.waves if wave.signed}
    return tuple(
        (
            f"Risk decision {one.id}, {_risk(one.decision)} risk, {day(one.signed_on)}.",
            reverse("evaluation:decision_show", args=(one.id,)),
        )
        for one in signed.values()
    )


def _risk(decision: RiskDecision) -> str:
    return "low" if decision.is_low else "not low"
