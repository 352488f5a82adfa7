"""The part of the invented people: replying to places and answering questions."""

from collections.abc import Mapping
from datetime import datetime
from random import Random

from goldenthread.access.actor import Actor
from goldenthread.evaluation.operations import answers, reminders
from goldenthread.evaluation.queries.open_invitations import open_invitations
from goldenthread.instruments import queries as instruments
from goldenthread.instruments.terms import ItemKind, ItemView
from goldenthread.learning.operations import places
from goldenthread.learning.queries.places import places as places_of
from goldenthread.messaging.operations import send_due
from goldenthread.ui.words import plural
from goldenthread.web.demo import finding

WORDS = (
    *("calmer", "hopeful", "moved", "tired", "ready", "together", "clearer", "thoughtful"),
    *("grateful", "stretched", "braver", "kinder"),
)
SENTENCES = (
    "I would like to practise with my team.",
    "Hearing from other services helped most.",
    "A second session would help me keep it going.",
    "I will ask what would help before I say what we can do.",
)


def actor() -> Actor:
    return Actor.system(reason="the demonstration plays the other people's part")


def reply(*, now: datetime) -> str:
    """Nineteen in twenty take their place; the next person is offered what comes free."""
    by, chance = actor(), Random(4)
    taken = passed_on = 0
    for place in places_of(by, finding.live_offer_id(), on=now.date()).open:
        if chance.random() < 0.95:
            places.accept_place(place_offer_id=place.id, now=now, by=by)
            taken += 1
        else:
            places.decline_place(place_offer_id=place.id, now=now, by=by)
            passed_on += 1
    send_due(now=now, by=by)
    if not taken + passed_on:
        return "Nobody has an open place just now."
    return f"{plural(taken, 'person', 'people')} took their place and {passed_on} passed it on."


def answer(*, now: datetime) -> str:
    """Six in seven of those asked answer; the first is left for the visitor."""
    by = actor()
    reminders.open_due(now=now, by=by)
    send_due(now=now, by=by)
    done = 0
    for asked in open_invitations(by, finding.live_plan_id())[1:]:
        chance = Random(asked.id)
        if asked.instrument_version_id is None or chance.random() > 6 / 7:
            continue
        version = instruments.version(by, asked.instrument_version_id)
        answers.submit(
            invitation_id=asked.id,
            answers=made_up(version.items, chance),
            now=now,
            by=Actor.link(subject=f"invitation:{asked.id}"),
        )
        done += 1
    if not done:
        return "Nobody is being asked just now. Finish a register first."
    return f"{plural(done, 'person', 'people')} answered."


def made_up(items: tuple[ItemView, ...], chance: Random) -> Mapping[str, object]:
    """Plausible answers, with some questions skipped, the same for the same person."""
    found: dict[str, object] = {}
    for item in items:
        if chance.random() < 0.06:
            continue
        if item.kind is ItemKind.LIKERT:
            found[item.key] = chance.choices((1, 2, 3, 4, 5), weights=(1, 2, 5, 12, 9))[0]
        elif item.kind is ItemKind.THREE_WORDS:
            found[item.key] = chance.sample(WORDS, 3)
        elif item.kind is ItemKind.LONG_TEXT and chance.random() < 0.4:
            found[item.key] = chance.choice(SENTENCES)
        elif item.kind is ItemKind.SINGLE:
            found[item.key] = chance.choice(item.options).value
    return found
