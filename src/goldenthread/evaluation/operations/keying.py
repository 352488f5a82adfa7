"""Answers by phone and on paper, written down twice and settled before they count."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.evaluation.models import (
    Draft,
    Invitation,
    KeyedEntry,
    KeyedForm,
    PlannedWave,
)
from goldenthread.evaluation.operations import keeping
from goldenthread.evaluation.operations.keeping import Sent
from goldenthread.evaluation.queries import keying as queries
from goldenthread.evaluation.queries.answers import standing_of
from goldenthread.evaluation.rules import answers as answer_rules
from goldenthread.evaluation.rules import keying as rules
from goldenthread.evaluation.terms import (
    ConfidentialityMode,
    InvitationState,
    KeyingState,
    PlanState,
    ReachedHow,
)
from goldenthread.instruments import rules as instruments
from goldenthread.instruments.terms import Answer, ParsedAnswers
from goldenthread.ui.words import in_london

FIRST, SECOND = 1, 2


@transaction.atomic
def begin_for_person(
    *, invitation_id: int, how: ReachedHow, said_yes: bool, now: datetime, by: Actor
) -> int:
    """One paper or call of somebody who was asked. A paper begun already is gone on with."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("wave__plan")
    row = rows.filter(pk=invitation_id).order_by().first()
    if row is None:
        raise OutOfReach(f"invitation {invitation_id}")
    by.must_reach(Permission.ANSWER_LINK, "offer", row.wave.plan.offer_id)
    rules.must_be_for_a_person(ConfidentialityMode(row.wave.plan.mode))
    answer_rules.must_be_open(standing_of(row, now=now))
    rules.must_have_said_yes(how, said_yes=said_yes)
    found = queries.form_of_invitation(invitation_id)
    if found is not None:
        return found
    return _begin(row.wave, how=how, said_yes=said_yes, by=by, invitation=row)


@transaction.atomic
def begin_blank(*, wave_id: int, cohort_id: int, how: ReachedHow, said_yes: bool, by: Actor) -> int:
    """A paper that leads to nobody. It is given a number, to be written on it."""
    rows = PlannedWave.objects.select_for_update(of=("self",)).select_related("plan")
    wave = rows.filter(pk=wave_id).order_by().first()
    if wave is None:
        raise OutOfReach(f"wave {wave_id}")
    by.must_reach(Permission.ANSWER_LINK, "offer", wave.plan.offer_id)
    rules.must_be_for_blank_paper(ConfidentialityMode(wave.plan.mode))
    rules.must_be_live(PlanState(wave.plan.state))
    rules.must_have_said_yes(how, said_yes=said_yes)
    if not Invitation.objects.filter(wave=wave, cohort_id=cohort_id).exists():
        raise OutOfReach(f"cohort {cohort_id} in wave {wave_id}")
    asked, answered, in_hand = queries.room(wave_id)
    rules.must_leave_room(asked=asked, answered=answered, in_hand=in_hand)
    return _begin(wave, how=how, said_yes=said_yes, by=by, cohort_id=cohort_id)


def _begin(
    wave: PlannedWave,
    *,
    how: ReachedHow,
    said_yes: bool,
    by: Actor,
    invitation: Invitation | None = None,
    cohort_id: int | None = None,
) -> int:
    latest = KeyedForm.objects.filter(wave=wave).aggregate(n=Max("number"))["n"] or 0
    row = KeyedForm.objects.create(
        wave=wave,
        invitation=invitation,
        cohort_id=cohort_id,
        number=latest + 1,
        how=how,
        said_yes=said_yes,
    )
    _record(row, "paper.begun", by=by, detail={"how": how.value, "said_yes": said_yes})
    return int(row.pk)


@transaction.atomic
def save_entry(*, form_id: int, parsed: ParsedAnswers, by: Actor) -> None:
    """Keep what has been written down so far."""
    _write(queries.form_row(form_id, by=by, lock=True), parsed, is_whole=False, by=by)


@transaction.atomic
def finish_entry(
    *, form_id: int, parsed: ParsedAnswers, now: datetime, by: Actor, code: Sequence[str] = ()
) -> KeyingState:
    """This entry is whole. Settled at once where both say the same, or once is enough."""
    if parsed.errors:
        raise Refused("Look again at the questions that are marked.")
    row = queries.form_row(form_id, by=by, lock=True)
    entry = _write(row, parsed, is_whole=True, by=by)
    _record(row, "paper.written_down", by=by, detail={"time": entry.place})
    items = queries.items_on(row)
    if row.wave.plan.single_entry:
        _settle(row, entry.answers, code, compared=None, agreed=None, now=now, by=by)
    elif entry.place == FIRST:
        _move(row, KeyingState.SECOND)
    else:
        first = row.entries.get(place=FIRST)
        differ = rules.differences(items, first.answers, entry.answers)
        if differ:
            _move(row, KeyingState.DIFFERS)
        else:
            n = len(items)
            _settle(row, first.answers, code, compared=n, agreed=n, now=now, by=by)
    return KeyingState(row.state)


@transaction.atomic
def settle(
    *,
    form_id: int,
    chosen: Mapping[str, int],
    now: datetime,
    by: Actor,
    code: Sequence[str] = (),
) -> None:
    """What the paper says, question by question where the two differ: 1, 2, or 0 for nothing."""
    row = queries.form_row(form_id, by=by, lock=True)
    both = queries.beside(by, form_id)
    items = queries.items_on(row)
    differ = rules.differences(items, both.first, both.second)
    told: dict[str, Answer] = {}
    for key in differ:
        if key in chosen:
            told[key] = {FIRST: both.first.get(key), SECOND: both.second.get(key)}.get(chosen[key])
    rules.must_be_settled_whole(differ, told)
    answers = {**both.first, **told}
    n = len(items)
    _settle(row, answers, code, compared=n, agreed=n - len(differ), now=now, by=by)


@transaction.atomic
def start_over(*, form_id: int, by: Actor) -> None:
    """Put a paper aside before it is settled; what was written down goes."""
    row = queries.form_row(form_id, by=by, lock=True)
    if row.state == KeyingState.SETTLED:
        raise Refused("These answers are settled and count already.")
    _record(row, "paper.put_aside", by=by)
    row.delete()


def _write(row: KeyedForm, parsed: ParsedAnswers, *, is_whole: bool, by: Actor) -> KeyedEntry:
    keyers = dict(row.entries.values_list("place", "keyed_by"))
    place = rules.place_of(KeyingState(row.state), keyers, by.id)
    entry, _ = KeyedEntry.objects.update_or_create(
        form=row,
        place=place,
        defaults={
            "keyed_by": by.id,
            "answers": parsed.values,
            "typed": parsed.typed,
            "is_whole": is_whole,
        },
    )
    return entry


def _move(row: KeyedForm, state: KeyingState) -> None:
    row.state = state.value
    row.save(update_fields=["state"])


def _settle(
    row: KeyedForm,
    answers: Mapping[str, Answer],
    code: Sequence[str],
    *,
    compared: int | None,
    agreed: int | None,
    now: datetime,
    by: Actor,
) -> None:
    """The answers count as the plan's mode promises; both entries go, and the counts stay."""
    accepted = instruments.accept_answers(queries.items_on(row), answers)
    rules.must_be_live(PlanState(row.wave.plan.state))
    if row.invitation is None:
        keeping.keep_blank(row.wave, accepted, code)
    else:
        _spend(row.invitation, accepted, now=now, by=by)
    row.entries.all().delete()
    row.state, row.compared, row.agreed = KeyingState.SETTLED.value, compared, agreed
    row.save(update_fields=["state", "compared", "agreed"])
    detail = {"compared": compared, "agreed": agreed}
    _record(row, "paper.settled", by=by, detail=detail)


def _spend(row: Invitation, answers: Mapping[str, object], *, now: datetime, by: Actor) -> None:
    rules.must_still_count(standing_of(row, now=now))
    Draft.objects.filter(invitation=row).delete()
    on = in_london(now).date()
    row.state, row.ended_on = InvitationState.ANSWERED.value, on
    row.save(update_fields=["state", "ended_on"])
    keeping.keep(Sent(invitation=row, answers=answers, code=(), on=on), by=by)


def _record(
    row: KeyedForm, action: str, *, by: Actor, detail: Mapping[str, object] | None = None
) -> None:
    """A blank paper is about nobody, so its record names nobody."""
    person_id = row.invitation.person_id if row.invitation else None
    audit.record(
        by=by, action=action, subject=("paper", row.pk), person_id=person_id, detail=detail
    )
