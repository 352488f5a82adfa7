"""Who an offer is for, and how that was decided over time."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.learning.queries.offers import CriteriaCard, OfferCard
from goldenthread.learning.rules.applications import CAN_BE_SCREENED_AGAIN
from goldenthread.learning.terms import OfferState
from goldenthread.ui.words import day, plural


@dataclass(frozen=True)
class VersionLine:
    """One version: what changed from the one before, who decided, when and why."""

    title: str
    decided: str
    why: str
    kept: tuple[str, ...]
    added: tuple[str, ...]
    taken_out: tuple[str, ...]
    is_now: bool


@dataclass(frozen=True)
class CriteriaPage:
    """The change log."""

    offer: OfferCard
    offer_href: str
    versions: tuple[VersionLine, ...]
    decide_href: str


def _version(card: CriteriaCard, before: CriteriaCard | None, *, is_now: bool) -> VersionLine:
    now = [criterion.wording for criterion in card.criteria]
    then = [criterion.wording for criterion in before.criteria] if before else []
    return VersionLine(
        title=f"Version {card.number}",
        decided=f"Decided by {card.decided_by} on {day(card.decided_on)}",
        why=card.why,
        kept=tuple(words for words in now if words in then),
        added=tuple(words for words in now if words not in then),
        taken_out=tuple(words for words in then if words not in now),
        is_now=is_now,
    )


def criteria_page(actor: Actor, offer: OfferCard, history: Sequence[CriteriaCard]) -> CriteriaPage:
    """Newest first, each beside the one it replaced."""
    before = [*history[1:], None]
    may_edit = actor.may_reach(Permission.OFFER_EDIT, "offer", offer.id)
    is_over = offer.row.state in (OfferState.FINISHED, OfferState.CANCELLED)
    return CriteriaPage(
        offer=offer,
        offer_href=reverse("learning:offer_show", args=(offer.id,)),
        versions=tuple(
            _version(card, old, is_now=n == 0)
            for n, (card, old) in enumerate(zip(history, before, strict=True))
        ),
        decide_href=reverse("learning:criteria_decide", args=(offer.id,))
        if may_edit and not is_over
        else "",
    )


@dataclass(frozen=True)
class CriteriaFormPage:
    """Deciding a new version, with what that will do."""

    offer: OfferCard
    title: str
    happens: str
    act: str
    back: str


def criteria_form_page(offer: OfferCard) -> CriteriaFormPage:
    """What the decision will do, said beside its button."""
    number = offer.criteria.number + 1 if offer.criteria else 1
    looked_at = sum(offer.counts[state] for state in CAN_BE_SCREENED_AGAIN)
    applications = plural(looked_at, "application")
    return CriteriaFormPage(
        offer=offer,
        title="Who is it for?" if number == 1 else f"Decide criteria, version {number}",
        happens=f"{applications} will be looked at again under the new criteria. Whoever now "
        "clearly meets them does so at once; nobody is newly told no without a person. Everyone "
        "concerned is told. A place once offered is kept, and earlier decisions stay on record."
        if looked_at
        else "",
        act=f"Decide, and look again at {applications}" if looked_at else "Decide the criteria",
        back=reverse("learning:offer_show", args=(offer.id,)),
    )
