"""What people said, kept as the mode of their plan promises."""

import uuid
from collections.abc import Sequence

from goldenthread.evaluation.models import Invitation, PersonLink, Response
from goldenthread.evaluation.operations.keeping import ARMS, NOBODY, digests
from goldenthread.evaluation.queries.answers import link_actor
from goldenthread.evaluation.rules.answers import items_for
from goldenthread.evaluation.terms import ConfidentialityMode, InvitationState, Variant
from goldenthread.instruments.rules import accept_answers
from goldenthread.learning.models import Cohort
from goldenthread.learning.terms import CohortPolicy
from goldenthread.web.demo.others import made_up
from goldenthread.web.seed.asking import Asked
from goldenthread.web.seed.bulk import add
from goldenthread.web.seed.world import OneOffer, World

Mode = ConfidentialityMode
ARM = ARMS[CohortPolicy(Cohort._meta.get_field("policy").default)]


def answer(world: World, one: OneOffer, asked: Sequence[Asked]) -> None:
    """Every invitation that was answered has its response, and no other has."""
    answered = [
        [row for row in wave.invitations if row.state == InvitationState.ANSWERED] for wave in asked
    ]
    pseudonyms: dict[int, str] = {}
    if asked and asked[0].mode is Mode.PSEUDONYM:
        people = sorted({row.person_id for rows in answered for row in rows})
        plan_id = asked[0].wave.plan_id
        pseudonyms = {person_id: f"{world.chance.getrandbits(64):016x}" for person_id in people}
        add(
            [
                PersonLink(plan_id=plan_id, person_id=person_id, pseudonym=pseudonym)
                for person_id, pseudonym in pseudonyms.items()
            ]
        )
    for wave, rows in zip(asked, answered, strict=True):
        responses = [_response(world, wave, row, pseudonyms) for row in rows]
        world.chance.shuffle(responses)
        add(responses)
        world.answers += sum(_said(response) for response in responses)
        _note(world, wave, rows)


def _response(world: World, wave: Asked, row: Invitation, pseudonyms: dict[int, str]) -> Response:
    items = items_for(wave.version.items, variant=Variant(row.variant), mode=wave.mode)
    made = Response(
        id=uuid.UUID(int=world.chance.getrandbits(128), version=4),
        mode=wave.mode,
        wave=wave.wave,
        version_id=wave.version.id,
        answers=accept_answers(items, made_up(items, world.chance)),
    )
    if wave.mode is Mode.NAMED:
        made.person_id, made.submitted_on = row.person_id, row.ended_on
    elif wave.mode is Mode.PSEUDONYM:
        made.pseudonym = pseudonyms[row.person_id]
    elif wave.mode is Mode.OWN_CODE:
        made.code_digests = digests(wave.wave.plan_id, _code(row.person_id))
    if wave.mode in (Mode.NAMED, Mode.PSEUDONYM):
        made.cohort_id, made.arm = row.cohort_id, ARM
    return made


def _said(response: Response) -> int:
    return sum(value is not None for value in response.answers.values())


def _code(person_id: int) -> tuple[str, ...]:
    """The same person writes the same code each time."""
    return (f"{person_id % 28 + 1:02}", chr(65 + person_id % 26), str(person_id % 10), "ab")


def _note(world: World, wave: Asked, rows: Sequence[Invitation]) -> None:
    """In the words of the operation: anonymous answers are on record for the wave alone."""
    for row in rows:
        if wave.mode in (Mode.NAMED, Mode.PSEUDONYM):
            subject = ("invitation", row.pk)
            by = link_actor(row.pk)
            world.record.note(by, "answers.sent", subject, person_id=row.person_id)
        else:
            world.record.note(NOBODY, "answers.sent", ("wave", wave.wave.pk))
