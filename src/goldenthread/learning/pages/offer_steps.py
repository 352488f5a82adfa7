"""What opening or closing an offer would do, said before it is done."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from goldenthread.learning.pages.offers import criteria_words
from goldenthread.learning.queries.offers import OfferCard, OfferRow
from goldenthread.ui.words import day, plural


@dataclass(frozen=True)
class ConfirmOffer:
    """What opening or closing would do, before it is done."""

    offer: OfferRow
    title: str
    happens: tuple[str, ...]
    act: str
    undo: str
    back: str


def confirm_open(card: OfferCard, *, today: date) -> ConfirmOffer:
    row = card.row
    opens = row.opens_on if row.opens_on and row.opens_on > today else None
    until = f" until {day(row.closes_on)}" if row.closes_on else ""
    return ConfirmOffer(
        offer=row,
        title=f"Open {row.name} for applications?",
        happens=(
            f"Anyone with the address can apply{f' from {day(opens)}' if opens else ' from now'}"
            f"{until}.",
            f"It is for: {criteria_words(card.criteria)}",
            "You can still change the words, and the criteria. If you change the criteria, every "
            "application is looked at again and people are told.",
        ),
        act="Open for applications",
        undo="You can close it again at any time.",
        back=reverse("learning:offer_show", args=(row.id,)),
    )


def confirm_close(card: OfferCard) -> ConfirmOffer:
    row = card.row
    waiting = (
        f"{plural(row.applications, 'application')} {'is' if row.applications == 1 else 'are'} "
        "kept and screened."
        if row.applications
        else "Nobody has applied yet."
    )
    return ConfirmOffer(
        offer=row,
        title=f"Close applications for {row.name}?",
        happens=(
            "Nobody new can apply from now.",
            waiting,
            "Anyone who is in the middle of writing is told that applications have closed.",
        ),
        act="Close applications",
        undo="You can open it again.",
        back=reverse("learning:offer_show", args=(row.id,)),
    )
