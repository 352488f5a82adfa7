"""One calm page: what is held about me, who looked, and everything I can do about it."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from goldenthread.access.table import TABLE
from goldenthread.directory.queries import own as directory
from goldenthread.directory.rules import PAUSES
from goldenthread.directory.terms import (
    ADJUSTMENT_WORDS,
    CONTACT_WORDS,
    CORRECTABLE,
    DIGEST_WORDS,
    OwnDetails,
    RequestKind,
    RequestRow,
    RequestState,
)
from goldenthread.ui import held, slots
from goldenthread.ui.held import Kind
from goldenthread.ui.slots import Panel
from goldenthread.ui.words import clock, day, listed
from goldenthread.web.own.door import Own
from goldenthread.web.own.looks import Looks, looks

SummaryRow = tuple[str, str] | tuple[str, str, str, str]
PAUSE_HAPPENS = (
    "Until the day you choose we ask you nothing and remind you of nothing. Questions that close "
    "before that day close without you. Nobody is told that you paused."
)


@dataclass(frozen=True)
class Asked:
    """Something the person asked of us, and where it stands."""

    title: str
    words: str
    asked: str
    stands: str
    answer: str


@dataclass(frozen=True)
class MyPage:
    """Everything on one page; panels come from the apps that hold more about the person."""

    name: str
    is_person: bool
    is_by_link: bool
    contents: tuple[tuple[str, str], ...]
    about: tuple[SummaryRow, ...]
    contact: tuple[SummaryRow, ...]
    paused: str
    pauses: tuple[int, ...]
    pause_happens: str
    panels: tuple[Panel, ...]
    asked: tuple[Asked, ...]
    kinds: tuple[Kind, ...]
    looks: Looks
    roles: tuple[str, ...]
    waits_to_be_forgotten: bool


NO_LOOKS = Looks((), (), None)


def my_page(own: Own, *, today: date, before: int | None = None) -> MyPage:
    """For the person and nobody else."""
    roles = tuple(TABLE[role].name for role in own.actor.roles)
    if own.person_id is None:
        return _empty(own, roles)
    found = directory.own_details(own.actor, own.id)
    requests = directory.own_requests(own.actor, own.id) if found.has_asked else ()
    panels = tuple(slots.panels("my.panels", own.actor, own.id))
    return MyPage(
        name=found.name,
        is_person=True,
        is_by_link=own.is_by_link,
        contents=_contents(panels, has_asked=bool(requests)),
        about=_about(found),
        contact=_contact(found),
        paused=_paused(found, today),
        pauses=PAUSES,
        pause_happens=PAUSE_HAPPENS,
        panels=panels,
        asked=tuple(_asked(row) for row in requests),
        kinds=held.kinds(),
        looks=looks(own.id, you=own.actor.id, before=before),
        roles=roles,
        waits_to_be_forgotten=any(_waits(row) for row in requests),
    )


def _empty(own: Own, roles: tuple[str, ...]) -> MyPage:
    return MyPage(
        name=own.actor.name,
        is_person=False,
        is_by_link=False,
        contents=(),
        about=(),
        contact=(),
        paused="",
        pauses=(),
        pause_happens="",
        panels=(),
        asked=(),
        kinds=(),
        looks=NO_LOOKS,
        roles=roles,
        waits_to_be_forgotten=False,
    )


def _contents(panels: tuple[Panel, ...], *, has_asked: bool) -> tuple[tuple[str, str], ...]:
    return (
        ("about", "About you"),
        ("contact", "How we write to you"),
        *((panel.anchor, panel.title) for panel in panels if panel.anchor),
        ("held", "What is held about you"),
        *((("asked-us", "What you asked us"),) if has_asked else ()),
        ("looks", "Who looked"),
        ("leave", "Leave, or be forgotten"),
    )


def _about(found: OwnDetails) -> tuple[SummaryRow, ...]:
    details, correct = reverse("own:details"), reverse("own:correct")
    needs = [note or ADJUSTMENT_WORDS[code] for code, note in found.needs]
    return (
        ("Name", found.name, details, "Change"),
        ("Pronouns", found.pronouns or "Not given", details, "Change"),
        ("Phone", found.phone or "Not given", details, "Change"),
        ("What helps you", listed(needs) if needs else "Nothing asked for", details, "Change"),
        ("Email", found.email or "Not given", f"{correct}?about=email", "Ask to change"),
        ("Work", found.work or "Not given", f"{correct}?about=work", "Ask to change"),
    )


def _contact(found: OwnDetails) -> tuple[SummaryRow, ...]:
    change = reverse("own:contact")
    quiet = "None"
    if found.quiet_from and found.quiet_until:
        quiet = f"{clock(found.quiet_from)} to {clock(found.quiet_until)}"
    return (
        ("We reach you by", CONTACT_WORDS[found.contact_by], change, "Change"),
        ("How often", DIGEST_WORDS[found.digest], change, "Change"),
        ("Quiet hours", quiet, change, "Change"),
    )


def _paused(found: OwnDetails, today: date) -> str:
    until = found.paused_until
    return day(until) if until and until > today else ""


def _waits(row: RequestRow) -> bool:
    return row.kind is RequestKind.FORGET and row.state is RequestState.WAITING


STANDS = {
    RequestState.WAITING: "Waiting. You hear from us within one month.",
    RequestState.DONE: "Done",
    RequestState.KEPT: "Answered",
}


def _asked(row: RequestRow) -> Asked:
    is_forget = row.kind is RequestKind.FORGET
    return Asked(
        title="To be forgotten" if is_forget else CORRECTABLE[row.about],
        words=row.words,
        asked=day(row.asked_at),
        stands=STANDS[row.state],
        answer=row.answer,
    )


FORGET_HAPPENS = (
    "At once: you leave every group and waiting list, and your places go to the next people.",
    "At once: notes for facilitators, what you typed and did not send, and your answers to "
    "questions that can be found are deleted. Answers in a report that is already written stay in "
    "it, without your name.",
    "At once: nobody asks you any more questions.",
    "Then a person looks, within one month, and deletes your name, your addresses, what helps you, "
    "whom you report to and every word you wrote.",
    "What stays: that somebody came to a session, as a number without a name, because the count "
    "was already reported. Who opened your record stays as numbers: nobody can hide a look.",
    "What cannot be found: answers to questions that promised nobody could find yours.",
    "What went at once cannot be brought back.",
)
