"""How one response is kept, mode by mode. Called only from `answers`, inside its transaction."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import SystemRandom

from goldenthread.access import vault
from goldenthread.access.actor import Actor
from goldenthread.access.terms import Refused
from goldenthread.audit import operations as audit
from goldenthread.evaluation.models import Invitation, PersonLink, PlannedWave, Response
from goldenthread.evaluation.terms import Arm, ConfidentialityMode
from goldenthread.learning.models import Cohort
from goldenthread.learning.terms import CohortPolicy

#: How many earlier responses are written again beside a new anonymous one.
MIXED_WITH = 24
CODE_PURPOSE = "own-code"
NOBODY = Actor.link(subject="")
ARMS = {
    CohortPolicy.MIXED: Arm.MIXED,
    CohortPolicy.SINGLE_ORGANISATION: Arm.SINGLE_ORGANISATION,
}


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One set of answers on its way in."""

    invitation: Invitation
    answers: Mapping[str, object]
    code: Sequence[str]
    on: date


def keep(sent: Sent, *, by: Actor) -> None:
    """Write the response as its mode promises, and the record in the same words."""
    plan = sent.invitation.wave.plan
    mode = ConfidentialityMode(plan.mode)
    if mode is ConfidentialityMode.NAMED:
        _keep_named(sent)
    elif mode is ConfidentialityMode.PSEUDONYM:
        _keep_by_pseudonym(sent)
    else:
        _keep_among_others(sent.invitation.wave, sent.answers, sent.code)
    record(sent.invitation, "answers.sent", by=by)


def keep_blank(wave: PlannedWave, answers: Mapping[str, object], code: Sequence[str]) -> None:
    """From a paper that leads to nobody; only where nothing joins answers to people."""
    _keep_among_others(wave, answers, code)
    audit.record(by=NOBODY, action="answers.sent", subject=("wave", wave.pk))


def record(row: Invitation, action: str, *, by: Actor) -> None:
    """In the anonymous modes the record says that the wave had an answer, and not from whom.

    The time of a record is exact and an invitation's is a day, so one must not name the other.
    """
    if ConfidentialityMode(row.wave.plan.mode) in (
        ConfidentialityMode.OWN_CODE,
        ConfidentialityMode.ANONYMOUS,
    ):
        audit.record(by=NOBODY, action=action, subject=("wave", row.wave_id))
    else:
        audit.record(by=by, action=action, subject=("invitation", row.pk), person_id=row.person_id)


def _version_id(wave: PlannedWave) -> int:
    if wave.instrument_version_id is None:
        raise Refused("There is nothing to send here: this is about a conversation.")
    return int(wave.instrument_version_id)


def _keep_named(sent: Sent) -> None:
    row = sent.invitation
    Response.objects.create(
        wave_id=row.wave_id,
        version_id=_version_id(row.wave),
        mode=ConfidentialityMode.NAMED,
        person_id=row.person_id,
        cohort_id=row.cohort_id,
        arm=_arm_of(row),
        submitted_on=sent.on,
        answers=sent.answers,
    )


def _keep_by_pseudonym(sent: Sent) -> None:
    """The join is written in one table, which only evaluators may read, and nowhere else."""
    row = sent.invitation
    Response.objects.create(
        wave_id=row.wave_id,
        version_id=_version_id(row.wave),
        mode=ConfidentialityMode.PSEUDONYM,
        pseudonym=_pseudonym_of(row),
        cohort_id=row.cohort_id,
        arm=_arm_of(row),
        answers=sent.answers,
    )


def _pseudonym_of(row: Invitation) -> str:
    """Made once for a person in a plan, whichever of two waves is sent first: two statements."""
    mine = PersonLink.objects.filter(plan_id=row.wave.plan_id, person_id=row.person_id).order_by()
    new = PersonLink(
        plan_id=row.wave.plan_id, person_id=row.person_id, pseudonym=secrets.token_hex(8)
    )
    PersonLink.objects.bulk_create([new], ignore_conflicts=True)
    return str(mine.values_list("pseudonym", flat=True).get())


def _arm_of(row: Invitation) -> Arm:
    policies = Cohort.objects.filter(pk=row.cohort_id).order_by()
    return ARMS[CohortPolicy(policies.values_list("policy", flat=True).get())]


def digests(plan_id: int, code: Sequence[str]) -> list[str]:
    """A keyed digest of each part, so that codes can be compared part by part but not read."""
    return [
        vault.digest(f"{plan_id}:{place}:{part}", purpose=CODE_PURPOSE) if part else ""
        for place, part in enumerate(code)
    ]


def _keep_among_others(
    wave: PlannedWave, answers: Mapping[str, object], code: Sequence[str]
) -> None:
    """No person, no cohort, no day; and no order, not even that of the rows on the disk.

    A database numbers its rows as they come and marks them with the transaction that wrote them.
    So a new response is written together with earlier ones of the wave, shuffled: whoever reads
    the raw tables finds one transaction and no order to match with the invitations that were spent.
    """
    PlannedWave.objects.select_for_update().get(pk=wave.pk)
    mode = ConfidentialityMode(wave.plan.mode)
    others = list(Response.objects.filter(wave_id=wave.pk).order_by("?")[:MIXED_WITH])
    Response.objects.filter(pk__in=[other.pk for other in others]).delete()
    is_coded = mode is ConfidentialityMode.OWN_CODE
    new = Response(
        id=uuid.uuid4(),
        wave_id=wave.pk,
        version_id=_version_id(wave),
        mode=mode,
        code_digests=digests(wave.plan_id, code) if is_coded else [],
        answers=answers,
    )
    mixed = [*others, new]
    SystemRandom().shuffle(mixed)
    Response.objects.bulk_create(mixed)
