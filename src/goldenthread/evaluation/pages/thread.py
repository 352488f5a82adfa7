"""Pulling the thread: from a need to the finding, each stop one click away."""

from dataclasses import dataclass

from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.evaluation.queries.findings import Findings
from goldenthread.evaluation.rules.limits import OFFER_WORDS
from goldenthread.ui.words import plural

LONGEST_NEED = 60


@dataclass(frozen=True, kw_only=True)
class Stop:
    """A stop on the thread; without an address it is only named."""

    kind: str
    words: str
    href: str = ""
    here: bool = False


def stops(found: Findings, *, actor: Actor) -> tuple[Stop, ...]:
    """Need, offer, sessions, wave, finding, board; links for what the reader may open."""
    plan = found.plan
    programme = offer = cohorts = wave = ""
    if actor.may_reach(Permission.PROGRAMME_VIEW, "programme", plan.programme_id):
        programme = reverse("programmes:programme_show", args=(plan.programme_id,))
    if actor.may_reach(Permission.OFFER_VIEW, "offer", plan.offer_id):
        offer = reverse("learning:offer_show", args=(plan.offer_id,))
    if actor.may_reach(Permission.COHORT_VIEW, "offer", plan.offer_id):
        cohorts = reverse("learning:cohort_list", args=(plan.offer_id,))
    if actor.may_reach(Permission.WAVE_VIEW, "offer", plan.offer_id):
        wave = reverse("evaluation:plan_show", args=(plan.id,))
    _, group = OFFER_WORDS[plan.offer_kind]
    label = found.waves[0].wave.label if found.waves else plural(len(plan.waves), "wave")
    return (
        Stop(kind="Need", words=_short(plan.need) or plan.programme, href=programme),
        Stop(kind="Offer", words=plan.offer, href=offer),
        Stop(
            kind="Sessions",
            words=f"{plan.sessions}, in {plural(plan.cohorts, group)}",
            href=cohorts,
        ),
        Stop(kind="Wave", words=label, href=wave),
        Stop(kind="Finding", words="You are here", here=True),
        Stop(kind="Board", words="Not reported yet"),
    )


def _short(text: str) -> str:
    """The first sentence, or as much of it as fits."""
    first = text.strip().partition(". ")[0].rstrip(".")
    if len(first) <= LONGEST_NEED:
        return first
    return first[:LONGEST_NEED].rpartition(" ")[0] + "…"
