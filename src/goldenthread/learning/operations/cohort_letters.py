"""What people are told about places and sessions. Calm, plain, and true; nothing sensitive in a
subject or a first line, because a phone shows them to whoever is near.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from goldenthread.learning.operations import letter_templates as templates
from goldenthread.messaging.kinds import Template
from goldenthread.messaging.rules.wording import fill
from goldenthread.ui.words import day, listed, plural, span, when


@dataclass(frozen=True)
class Letter:
    """One message, before it has an address. `application_id`: whose own page it links to."""

    kind: str
    why: str
    subject: str
    body: str
    application_id: int | None = None
    programme_id: int | None = None
    fields: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Offered:
    """What a letter may say about a cohort and its offer."""

    offer: str
    cohort: str
    sessions: Sequence[tuple[datetime, datetime]]
    where: str
    contact: str = ""
    what_to_expect: str = ""
    words_used: str = ""
    what_to_bring: str = ""
    content_note: str = ""
    is_online: bool = False
    programme_id: int | None = None


def own_link(application_id: int | None) -> str:
    return f"[[link:application:{application_id}]]" if application_id else ""


def paragraphs(*parts: str) -> str:
    return "\n\n".join(part.strip() for part in parts if part and part.strip())


def dates(facts: Offered) -> str:
    return "\n".join(f"- {span(start, end)}" for start, end in facts.sessions)


def _titled(title: str, words: str) -> str:
    return f"{title}\n{words.strip()}" if words.strip() else ""


def questions(facts: Offered) -> str:
    who = f"Write to {facts.contact}" if facts.contact else "Reply to this message"
    return f"{who} with any question. No question is too small."


def _common(name: str, facts: Offered) -> dict[str, str]:
    """What every message about a cohort may hold."""
    return {
        "name": name,
        "offer": facts.offer,
        "cohort": facts.cohort,
        "where": facts.where,
        "contact": questions(facts),
    }


def _letter(
    template: Template,
    why: str,
    fields: Mapping[str, str],
    *,
    application_id: int | None = None,
    programme_id: int | None,
) -> Letter:
    """In our own words; the programme's, where it has some, are filled in when it is written."""
    return Letter(
        kind=template.kind,
        why=why,
        subject=fill(template.subject, fields),
        body=fill(template.body, fields),
        application_id=application_id,
        programme_id=programme_id,
        fields=fields,
    )


def place_offered(name: str, facts: Offered, *, until: datetime, application_id: int) -> Letter:
    return _letter(
        templates.PLACE_OFFER,
        "A place is kept for them and they have until the date in it to answer.",
        {
            **_common(name, facts),
            "until": when(until),
            "until_day": day(until),
            "dates": dates(facts),
            "link": own_link(application_id),
        },
        application_id=application_id,
        programme_id=facts.programme_id,
    )


def waiting(
    name: str,
    *,
    offer: str,
    contact: str,
    sentence: str,
    application_id: int,
    programme_id: int | None = None,
) -> Letter:
    facts = Offered(offer=offer, cohort="", sessions=(), where="", contact=contact)
    return _letter(
        templates.WAITING_LIST,
        "Places were shared out and they are on the waiting list.",
        {**_common(name, facts), "reason": sentence, "link": own_link(application_id)},
        application_id=application_id,
        programme_id=programme_id,
    )


def place_expired(name: str, facts: Offered, *, application_id: int) -> Letter:
    return _letter(
        templates.PLACE_EXPIRED,
        "The place kept for them has gone to the next person.",
        {**_common(name, facts), "link": own_link(application_id)},
        application_id=application_id,
        programme_id=facts.programme_id,
    )


def place_taken_back(name: str, facts: Offered, *, why: str, application_id: int) -> Letter:
    return Letter(
        kind="place_taken_back",
        why="The place offered to them could not be kept.",
        subject="A change to the place we kept for you",
        body=paragraphs(
            f"Hello {name},",
            f"We are sorry: we cannot keep the place in {facts.cohort} for you. {why}",
            "You are on the waiting list, with the same place in the draw as before.",
            own_link(application_id),
            questions(facts),
        ),
        application_id=application_id,
    )


def joining(
    name: str, facts: Offered, *, adjustments: Sequence[str], application_id: int | None
) -> Letter:
    """What to expect, what to bring, and what is said before it is heard."""
    noted = (
        f"We have noted: {listed(adjustments)}. Tell us if that has changed."
        if adjustments
        else "If anything would make it easier to take part, tell us at any time."
    )
    online = (
        "Your camera can stay off the whole time. The link to join comes with the calendar entry."
        if facts.is_online
        else ""
    )
    bring = facts.what_to_bring or "Bring an issue you would like to work on, if you have one."
    return Letter(
        kind="joining",
        why="They have said yes to a place and every session is ready.",
        subject="Your learning sessions: what to expect",
        body=paragraphs(
            f"Hello {name},",
            f"We look forward to meeting you in {facts.cohort}. Here is everything you need.",
            _titled("When", dates(facts)),
            _titled("Where", facts.where),
            _titled("What to expect", facts.what_to_expect),
            online,
            _titled("Words you will hear", facts.words_used),
            _titled("What to bring", bring),
            _titled("Before you come", facts.content_note),
            "You can step out at any time, and nobody will ask why.",
            _titled("What helps you", noted),
            "The calendar entries with this message hold the dates, one each: open each one to add"
            " it. If you cannot come after all, tell us, and the seat goes to someone on the"
            " waiting list.",
            own_link(application_id),
            questions(facts),
        ),
        application_id=application_id,
    )


def session_moved(
    name: str, facts: Offered, *, was: datetime, start: datetime, end: datetime, why: str
) -> Letter:
    return _letter(
        templates.SESSION_MOVED,
        "A session they belong to has a new time.",
        {
            **_common(name, facts),
            "old_time": when(was),
            "new_time": span(start, end),
            "new_day": day(start),
            "why": why,
        },
        programme_id=facts.programme_id,
    )


def session_added(name: str, facts: Offered, *, start: datetime, end: datetime) -> Letter:
    return Letter(
        kind="session_added",
        why="Their cohort has one more session.",
        subject=f"One more learning session: {day(start)}",
        body=paragraphs(
            f"Hello {name},",
            "Your group meets one more time.",
            f"It is on {span(start, end)}.",
            f"Where: {facts.where}",
            "The calendar entry with this message holds the date. If it does not suit you, tell us;"
            " we would rather know.",
            questions(facts),
        ),
    )


def new_place(name: str, facts: Offered, *, why: str = "") -> Letter:
    return Letter(
        kind="new_place",
        why="Their sessions have moved to another place.",
        subject="Your learning sessions have a new place",
        body=paragraphs(
            f"Hello {name},",
            "Your sessions stay on the same days and times, in a new place.",
            f"Where: {facts.where}",
            dates(facts),
            why,
            "The calendar entries with this message take the place of the earlier ones. If the new"
            " place does not work for you, tell us; we would rather know.",
            questions(facts),
        ),
    )


def session_link(name: str, facts: Offered, *, start: datetime, link: str) -> Letter:
    return Letter(
        kind="session_link",
        why="A session they belong to has a new link to join.",
        subject=f"Link to join your learning session on {day(start)}",
        body=paragraphs(
            f"Hello {name},",
            f"Here is the link to join on {when(start)}. Please use this one:",
            link,
            "Your camera can stay off the whole time.",
            questions(facts),
        ),
    )


def session_cancelled(name: str, facts: Offered, *, was: datetime, why: str) -> Letter:
    return _letter(
        templates.SESSION_CANCELLED,
        "A session they belong to is called off.",
        {**_common(name, facts), "old_time": when(was), "old_day": day(was), "why": why},
        programme_id=facts.programme_id,
    )


def left(name: str, facts: Offered, *, sessions: int, is_move: bool) -> Letter:
    """The calendar is tidied after someone leaves or moves; no guilt in it."""
    entries = plural(sessions, "calendar entry", "calendar entries")
    return Letter(
        kind="left_cohort",
        why="They no longer belong to this cohort, so its dates leave their calendar.",
        subject="Your calendar is updated",
        body=paragraphs(
            f"Hello {name},",
            f"This removes {entries} of {facts.cohort} from your calendar.",
            "Your new dates come in a message of their own."
            if is_move
            else "Thank you for telling us. You are welcome to apply again at any time.",
            questions(facts),
        ),
    )
