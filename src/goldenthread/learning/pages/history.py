"""What happened to an offer, worded: who did what, and when."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from goldenthread.learning.queries.history import Happened, History
from goldenthread.learning.rules.history import PART_WORDS, Part, phrases
from goldenthread.ui.words import when

WHO = {
    "user": "Someone who has left",
    "link": "Someone, by their own link,",
    "system": "The software",
}


@dataclass(frozen=True)
class Line:
    """One act on the timeline."""

    when: str
    words: str
    href: str


@dataclass(frozen=True)
class HistoryPage:
    """The timeline, what it is narrowed to, and the way to what is older."""

    offer_id: int
    offer: str
    lines: tuple[Line, ...]
    parts: tuple[tuple[str, str, bool], ...]
    older_href: str
    empty: str


def history_page(found: History, *, part: Part | None) -> HistoryPage:
    words = phrases()
    return HistoryPage(
        offer_id=found.offer_id,
        offer=found.offer,
        lines=tuple(_line(one, words[one.action]) for one in found.lines),
        parts=(
            ("", "Everything", part is None),
            *((one.value, PART_WORDS[one], one == part) for one in Part),
        ),
        older_href=_older(found, part),
        empty="Nothing of this kind has happened yet.",
    )


def _line(one: Happened, phrase: str) -> Line:
    who = one.who or WHO.get(one.actor_kind, "Someone")
    did = phrase.format(
        person=one.person or "a person",
        cohort=one.cohort or "a cohort",
        session=one.session or "of a cohort",
    )
    href = reverse("learning:cohort_show", args=[one.cohort_id]) if one.cohort_id else ""
    return Line(when(one.at), f"{who} {did}.", href)


def _older(found: History, part: Part | None) -> str:
    if found.older_before is None:
        return ""
    asked = {"part": part.value} if part else {}
    path = reverse("learning:history_list", args=[found.offer_id])
    return f"{path}?{urlencode({**asked, 'before': found.older_before})}"
