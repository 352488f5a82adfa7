"""Who is asked what when, and what the messages say. Worded; never who answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.conf import settings
from django.urls import reverse

from goldenthread.evaluation.queries.offers import OfferChoice
from goldenthread.evaluation.queries.plans import PlanCard, WaveRow
from goldenthread.evaluation.queries.waves import CalendarLine, NextWave, Opening
from goldenthread.evaluation.rules import letters
from goldenthread.evaluation.rules.letters import LINK_KIND, Letter, LetterFacts
from goldenthread.evaluation.rules.waves import closing_time
from goldenthread.evaluation.terms import PlanState
from goldenthread.learning.terms import OfferState
from goldenthread.ui.slots import Todo
from goldenthread.ui.words import counted, day, near_day, plural

EXAMPLE_NAME = "Sam Example"
EXAMPLE_LINK = "(the person’s own link)"


@dataclass(frozen=True)
class CalendarDay:
    """One day of the calendar: what goes to how many people of which cohort."""

    day: str
    lines: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class LetterPreview:
    """A message as someone would get it."""

    title: str
    subject: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class WavePreview:
    """Everything one wave would send."""

    wave: str
    letters: tuple[LetterPreview, ...]
    is_first: bool


def calendar_heading(card: PlanCard, lines: Sequence[CalendarLine]) -> str:
    people = sum(line.people for line in lines)
    if not lines:
        return "Nobody is to be asked"
    days = len({line.on for line in lines})
    would = "would go" if card.state == PlanState.DRAFT else "to go"
    return f"{counted(people, 'invitation')} {would} out on {plural(days, 'day')}"


def calendar_days(lines: Sequence[CalendarLine]) -> tuple[CalendarDay, ...]:
    return tuple(
        CalendarDay(day(on), tuple(_calendar_line(line) for line in group))
        for on, group in groupby(lines, key=lambda line: line.on)
    )


def _calendar_line(line: CalendarLine) -> tuple[str, str, str]:
    people = plural(line.people, "person", "people")
    note = "may move until the last register closes" if line.is_provisional else ""
    return line.wave, f"{people} of {line.cohort}", note


def previews(card: PlanCard, *, now: datetime) -> tuple[WavePreview, ...]:
    """Every message of the plan, with an invented name in it. Nothing is sent."""
    return tuple(
        WavePreview(wave.label, _letters(card, wave, now=now), place == 0)
        for place, wave in enumerate(card.waves)
    )


def first_letter(card: PlanCard, *, now: datetime) -> LetterPreview | None:
    """What people read first of the plan, when it asks any questions."""
    waves = [wave for wave in card.waves if not wave.is_interview]
    return _letters(card, waves[0], now=now)[0] if waves else None


def _letters(card: PlanCard, wave: WaveRow, *, now: datetime) -> tuple[LetterPreview, ...]:
    facts = LetterFacts(
        invitation_id=0,
        name=EXAMPLE_NAME,
        partnership=settings.ENVIRONMENT.partnership,
        offer=card.offer,
        wave=wave.label,
        mode=card.mode,
        who_sees=card.who_sees,
        evaluator_contact=card.evaluator_contact,
        closes_at=closing_time(now, open_days=wave.draft.open_days),
    )
    if wave.is_interview:
        return (_preview("When it is time", letters.interview(facts)),)
    found = [_preview("When it is time", letters.invitation(facts))]
    for number in range(1, wave.draft.max_reminders + 1):
        to_all = letters.is_for_everyone(card.mode)
        write = letters.general_reminder if to_all else letters.reminder
        who = "everyone who was asked" if to_all else "those who have not answered"
        found.append(_preview(f"Reminder {number}, to {who}", write(facts, number=number)))
    return tuple(found)


def _preview(title: str, letter: Letter) -> LetterPreview:
    body = letter.body.replace(f"[[link:{LINK_KIND}:0]]", EXAMPLE_LINK)
    return LetterPreview(title, letter.subject, tuple(body.split("\n\n")))


def next_sentences(waves: Sequence[NextWave]) -> tuple[str, ...]:
    """What is open and what comes next, for a panel."""
    return tuple(_next(wave) for wave in waves)


def _next(wave: NextWave) -> str:
    if wave.people is None:
        return f"“{wave.wave}” is open; the first closes on {day(wave.on)}."
    people = plural(wave.people, "person", "people")
    if wave.is_open:
        return f"“{wave.wave}” is open for {people}; the first closes on {day(wave.on)}."
    moves = ", if the calendar stays as it is" if wave.is_provisional else ""
    return f"“{wave.wave}” goes to {people} from {day(wave.on)}{moves}."


def opening_todo(opening: Opening, *, today: date) -> Todo:
    opens = near_day(opening.on, today=today)
    return Todo(
        when=opens[:1].upper() + opens[1:],
        title=f"“{opening.wave}” opens for {plural(opening.people, 'person', 'people')}",
        why=f"{opening.offer}. It goes out by itself; you can read the messages first.",
        action="Read the messages",
        href=reverse("evaluation:message_list", args=(opening.plan_id,)),
        urgency=45,
    )


def missing_todo(offer: OfferChoice) -> Todo:
    running = offer.state == OfferState.RUNNING
    return Todo(
        when="Now" if running else "Before the first session",
        title=f"Plan the evaluation of {offer.name}",
        why="People are in sessions already, so a baseline may be lost."
        if running
        else "A baseline must be asked before the first session.",
        action="Draw up the plan",
        href=f"{reverse('evaluation:plan_add')}?offer={offer.id}",
        urgency=25 if running else 60,
    )
