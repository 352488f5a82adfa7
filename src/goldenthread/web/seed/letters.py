"""The outbox: what people were written about their place, their sessions and the questions."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from goldenthread.evaluation.rules.letters import LINK_KIND
from goldenthread.evaluation.terms import InvitationState
from goldenthread.learning.operations.telling import MEMBERSHIP, PLACE
from goldenthread.learning.terms import PlaceState
from goldenthread.messaging.models import Message
from goldenthread.messaging.terms import MessageState
from goldenthread.ui.words import day
from goldenthread.web.seed import texts
from goldenthread.web.seed.asking import Asked
from goldenthread.web.seed.bulk import add
from goldenthread.web.seed.placing import Placed
from goldenthread.web.seed.world import SYSTEM, OneOffer, Staff, World

ASKED = frozenset({InvitationState.OPEN, InvitationState.ANSWERED, InvitationState.CLOSED})


def write_of_places(world: World, one: OneOffer, placed: Placed) -> None:
    """One when the place was offered, one to join."""
    people = {each.row.pk: (each, group) for _, each, group in placed.members}
    rows = []
    for offered in placed.places:
        if offered.application_id not in people or offered.state != PlaceState.ACCEPTED:
            continue
        each, group = people[offered.application_id]
        words = texts.PLACE_LETTER.format(
            name=each.person.name, cohort=group.row.name, id=each.row.pk
        )
        key, check = f"place:{offered.pk}", (PLACE, offered.pk)
        rows.append(_letter(one, each.person, "place_offer", words, key, check, offered.offered_at))
    for member, each, group in placed.members:
        words = texts.JOINING_LETTER.format(
            name=each.person.name, cohort=group.row.name, day=day(group.begins), id=each.row.pk
        )
        key, check = f"joining:{member.pk}", (MEMBERSHIP, member.pk)
        moment = one.on(37) + timedelta(days=(member.starts_on - one.on(37).date()).days)
        rows.append(_letter(one, each.person, "joining", words, key, check, moment))
    _send(world, rows)


def write_of_questions(world: World, one: OneOffer, asked: Sequence[Asked]) -> None:
    people = {person.id: person for person in world.staff}
    rows = []
    for wave in asked:
        for row in wave.invitations:
            if row.state in ASKED:
                person = people[row.person_id]
                words = texts.ASKING_LETTER.format(name=person.name, id=row.pk)
                key, check = f"{LINK_KIND}:{row.pk}:open", (LINK_KIND, row.pk)
                rows.append(_letter(one, person, "wave_invitation", words, key, check, row.due_at))
    _send(world, rows)


def _letter(
    one: OneOffer,
    to: Staff,
    kind: str,
    words: str,
    key: str,
    check: tuple[str, int],
    due_at: datetime,
) -> Message:
    return Message(
        person_id=to.id,
        to_name=to.name,
        to_address=to.email,
        kind=kind,
        why="You applied for these sessions.",
        subject="About your sessions",
        body=words,
        scope_kind="offer",
        scope_id=one.row.pk,
        check_kind=check[0],
        check_id=check[1],
        dedupe_key=key,
        due_at=due_at,
        state=MessageState.SENT,
        attempts=1,
        sent_at=due_at + timedelta(minutes=1),
    )


def _send(world: World, rows: Sequence[Message]) -> None:
    add(rows)
    for row in rows:
        world.record.note(SYSTEM, "message.sent", ("message", row.pk), person_id=row.person_id)
