"""What calling off an offer would do, said before it is done."""

from dataclasses import dataclass

from django.urls import reverse

from goldenthread.learning.queries.cancelling import Cancelling, Counted, Ending
from goldenthread.learning.rules import offers as rules
from goldenthread.learning.terms import OfferStep
from goldenthread.ui.words import plural, span


@dataclass(frozen=True)
class EndingLine:
    """A cohort that would not go on."""

    name: str
    words: str
    dates: tuple[str, ...]


@dataclass(frozen=True)
class CancelPage:
    """The page before the one button."""

    name: str
    back: str
    refused: str
    told: tuple[str, ...]
    by_hand: str
    cohorts: tuple[EndingLine, ...]
    kept: tuple[str, ...]
    follows: tuple[str, ...]
    act: str


def cancel_page(found: Cancelling) -> CancelPage:
    people = found.counted
    count = len(people.contacts)
    may = rules.may(found.state, OfferStep.CANCEL)
    tell = f" and tell {plural(count, 'person', 'people')}" if count else ""
    return CancelPage(
        name=found.name,
        back=reverse("learning:offer_show", args=(found.offer_id,)),
        refused="" if may else rules.WHERE_IT_STANDS[found.state],
        told=_told(people),
        by_hand=_by_hand(people.by_hand),
        cohorts=tuple(_line(one, people) for one in found.endings),
        kept=_kept(found),
        follows=_follows(found),
        act=f"Call it off{tell}",
    )


def _told(people: Counted) -> tuple[str, ...]:
    groups = (
        (len({row.person_id for row in people.members}), "with a place"),
        (len(people.facilitators), "running the sessions"),
        (len(people.deciding), "deciding about a place"),
        (len(people.hoping), "waiting to hear"),
    )
    return tuple(f"{plural(n, 'person', 'people')} {who}" for n, who in groups if n)


def _by_hand(count: int) -> str:
    if not count:
        return ""
    who = plural(count, "person does", "people do")
    return f"{who} not use email with us. You find them under Messages, so that you can ring."


def _line(one: Ending, people: Counted) -> EndingLine:
    members = sum(row.cohort_id == one.cohort.pk for row in people.members)
    words = plural(members, "member") if members else "nobody in it yet"
    if one.met:
        words += f", {plural(len(one.met), 'session')} held and kept"
    dates = tuple(span(session.starts_at, session.ends_at) for session in one.coming)
    return EndingLine(one.cohort.name, words, dates)


def _kept(found: Cancelling) -> tuple[str, ...]:
    kept = ["Every application, with what was decided about it."]
    if any(one.met for one in found.endings):
        kept.append("Sessions held, their registers, and who belonged until now.")
    kept.append("Answers people have given. They still count where there are enough of them.")
    return tuple(kept)


def _follows(found: Cancelling) -> tuple[str, ...]:
    people, lines = found.counted, []
    if any(one.coming for one in found.endings) and people.members:
        lines.append("Sessions to come leave everyone’s calendar.")
    if people.deciding:
        places = plural(len(people.deciding), "place")
        lines.append(f"{places} kept for people who are deciding are kept no longer.")
    lines.append("People who have not started are not asked any more questions.")
    if any(one.met for one in found.endings):
        lines.append("People who came to a session may still be asked about what they came to.")
    lines.append("Notes for the facilitator are deleted at once, for good.")
    if found.drafts:
        lines.append(
            f"{plural(found.drafts, 'application')} being written can no longer be sent. The page"
            " says so."
        )
    return tuple(lines)
