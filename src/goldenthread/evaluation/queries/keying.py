"""Papers and calls in hand, for evaluators over the offer. Whoever writes second never sees what
the first wrote down."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.evaluation.models import Invitation, KeyedForm, PlannedWave, Response
from goldenthread.evaluation.queries.answers import items_of, version_of_wave
from goldenthread.evaluation.rules.answers import LINKED
from goldenthread.evaluation.terms import ASKED, ConfidentialityMode, KeyingState, ReachedHow
from goldenthread.instruments.terms import Answer, ItemView

LOADED = (
    "wave__plan__offer",
    "wave__instrument_version",
    "invitation__person",
    "invitation__wave__plan",
)


@dataclass(frozen=True, kw_only=True)
class InHand:
    """One paper or call: whose turn it is, and what this reader has written down so far."""

    form_id: int
    wave_id: int
    wave: str
    plan_id: int
    offer: str
    label: str
    person_id: int | None
    person: str
    how: ReachedHow
    state: KeyingState
    mode: ConfidentialityMode
    single_entry: bool
    title: str
    items: tuple[ItemView, ...]
    keyers: Mapping[int, str]
    answers: Mapping[str, Answer]
    typed: Mapping[str, list[str]]


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What the first and the second wrote down."""

    first: Mapping[str, Answer]
    second: Mapping[str, Answer]


@dataclass(frozen=True, kw_only=True)
class PaperRow:
    """A paper in the list."""

    form_id: int
    label: str
    state: KeyingState
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class WaveInHand:
    """Every paper of one wave that is being written down, and how often both agreed."""

    wave_id: int
    wave: str
    plan_id: int
    offer: str
    is_named: bool
    single_entry: bool
    papers: tuple[PaperRow, ...]
    settled: int
    compared: int
    agreed: int
    groups: tuple[tuple[int, str], ...]


def form_row(form_id: int, *, by: Actor, lock: bool = False) -> KeyedForm:
    """The paper, for evaluators over its offer; else it is not there."""
    rows = KeyedForm.objects.select_related(*LOADED)
    if lock:
        rows = KeyedForm.objects.select_for_update(of=("self",)).select_related(*LOADED)
    row = rows.filter(pk=form_id).order_by().first()
    if row is None:
        raise OutOfReach(f"paper {form_id}")
    by.must_reach(Permission.ANSWER_LINK, "offer", row.wave.plan.offer_id)
    return row


def items_on(row: KeyedForm) -> tuple[ItemView, ...]:
    """What is asked on this paper."""
    version = version_of_wave(row.wave)
    if row.invitation is not None:
        return items_of(row.invitation, version)
    return version.items if version else ()


def label_of(row: KeyedForm) -> str:
    """What stands at the foot of the paper."""
    return f"Paper {row.invitation_id}" if row.invitation_id else f"Blank paper {row.number}"


def in_hand(actor: Actor, form_id: int) -> InHand:
    """For whoever writes down: their own entry, and who else has one. Two queries."""
    row = form_row(form_id, by=actor)
    entries = list(row.entries.all())
    mine = next((one for one in entries if one.keyed_by == actor.id), None)
    plan, version = row.wave.plan, version_of_wave(row.wave)
    person = row.invitation.person if row.invitation else None
    return InHand(
        form_id=row.pk,
        wave_id=row.wave.pk,
        wave=row.wave.label,
        plan_id=plan.pk,
        offer=plan.offer.name,
        label=label_of(row),
        person_id=person.pk if person else None,
        person=person.name if person else "",
        how=ReachedHow(row.how),
        state=KeyingState(row.state),
        mode=ConfidentialityMode(plan.mode),
        single_entry=plan.single_entry,
        title=version.title if version else "",
        items=items_on(row),
        keyers={one.place: one.keyed_by for one in entries},
        answers=mine.answers if mine else {},
        typed=mine.typed if mine else {},
    )


def in_hand_beside(actor: Actor, form_id: int) -> tuple[InHand, Beside]:
    """The same with both entries, once both are whole."""
    return in_hand(actor, form_id), beside(actor, form_id)


def beside(actor: Actor, form_id: int) -> Beside:
    """Both entries, once both are whole; else there is nothing to stand side by side."""
    row = form_row(form_id, by=actor)
    if row.state != KeyingState.DIFFERS:
        raise OutOfReach(f"paper {form_id} side by side")
    first, second = row.entries.order_by("place")
    return Beside(first=first.answers, second=second.answers)


def form_of_invitation(invitation_id: int) -> int | None:
    """The paper that is being written down for this asking; the caller has checked reach."""
    rows = KeyedForm.objects.filter(invitation_id=invitation_id)
    return rows.order_by().values_list("pk", flat=True).first()


def wave_in_hand(actor: Actor, wave_id: int) -> WaveInHand:
    """The papers of one wave, those that wait first. Four queries."""
    wave = PlannedWave.objects.select_related("plan__offer").filter(pk=wave_id).first()
    if wave is None:
        raise OutOfReach(f"wave {wave_id}")
    actor.must_reach(Permission.ANSWER_LINK, "offer", wave.plan.offer_id)
    rows = list(KeyedForm.objects.filter(wave=wave).prefetch_related("entries").order_by("number"))
    settled = [row for row in rows if row.state == KeyingState.SETTLED]
    return WaveInHand(
        wave_id=wave.pk,
        wave=wave.label,
        plan_id=wave.plan.pk,
        offer=wave.plan.offer.name,
        is_named=ConfidentialityMode(wave.plan.mode) in LINKED,
        single_entry=wave.plan.single_entry,
        papers=tuple(_paper(row, actor) for row in rows if row.state != KeyingState.SETTLED),
        settled=len(settled),
        compared=sum(row.compared or 0 for row in settled),
        agreed=sum(row.agreed or 0 for row in settled),
        groups=_groups(wave_id),
    )


def _paper(row: KeyedForm, actor: Actor) -> PaperRow:
    return PaperRow(
        form_id=row.pk,
        label=label_of(row),
        state=KeyingState(row.state),
        is_mine=any(one.keyed_by == actor.id for one in row.entries.all()),
    )


def _groups(wave_id: int) -> tuple[tuple[int, str], ...]:
    rows = Invitation.objects.filter(wave_id=wave_id, state__in=ASKED)
    found = Counter(rows.order_by().values_list("cohort_id", "cohort__name"))
    return tuple(sorted(found, key=lambda one: str(one[1])))


def room(wave_id: int) -> tuple[int, int, int]:
    """How many were asked, how many answers are in, and how many blank papers are in hand."""
    blank = KeyedForm.objects.filter(wave_id=wave_id, invitation__isnull=True)
    return (
        Invitation.objects.filter(wave_id=wave_id, state__in=ASKED).count(),
        Response.objects.filter(wave_id=wave_id).count(),
        blank.exclude(state=KeyingState.SETTLED).count(),
    )
