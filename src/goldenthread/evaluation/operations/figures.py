"""Keeping what is shown outside the evaluation team, so that it changes only in safe steps."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.audit import operations as audit
from goldenthread.evaluation.models import FigureRelease, Plan
from goldenthread.evaluation.queries import figures, findings
from goldenthread.evaluation.queries.figures import OUTSIDE, Kept
from goldenthread.evaluation.queries.funnel import funnel_of
from goldenthread.evaluation.queries.plans import MAY_KNOW, PlanCard, WaveRow, plan
from goldenthread.evaluation.queries.rows import Rows, rows_of
from goldenthread.evaluation.rules import findings as finding_rules
from goldenthread.evaluation.rules import steps
from goldenthread.evaluation.rules.findings import Reader
from goldenthread.evaluation.rules.steps import Look
from goldenthread.methods.disclosure import Audience
from goldenthread.ui.words import in_london

KEEPER = Actor.system(reason="figures are kept as they were shown")


def keep_changed(*, now: datetime, by: Actor) -> int:
    """Look at every plan whose answers changed; returns how many waves were kept anew.

    Comes before anybody new is asked: from then on figures stay as they were.
    """
    return sum(keep_figures(plan_id=pk, now=now, by=by) for pk in figures.plans_to_look_at())


@transaction.atomic
def keep_figures(*, plan_id: int, now: datetime, by: Actor) -> int:
    """Begin or grow the figures of each wave that nobody can answer now."""
    Plan.objects.select_for_update().get(pk=plan_id)
    card = plan(KEEPER, plan_id, permissions=MAY_KNOW)
    on = in_london(now).date()
    changed = {
        wave_id for audience in OUTSIDE for wave_id in _keep_for(card, audience=audience, on=on)
    }
    for wave_id in sorted(changed):
        audit.record(by=by, action="figures.kept", subject=("wave", wave_id))
    return len(changed)


def _keep_for(card: PlanCard, *, audience: Audience, on: date) -> list[int]:
    rows = rows_of(card, audience=audience)
    kept = figures.kept_of(card.id, audience)
    counts = findings.counts_of(rows)
    funnel = funnel_of(card, counts, audience=audience)
    signed = findings.signed_for(card.id, audience)
    changed = []
    for wave in findings.answered_waves(card, rows):
        reader = findings.reader_of(wave, rows, funnel, signed=signed, audience=audience)
        now = counts.asked[wave.id], counts.answered[wave.id]
        before = kept.get(wave.id)
        if reader.is_open or (before and before.considered == now[1]):
            continue
        _keep(wave, rows, reader, before, now=now, on=on)
        changed.append(wave.id)
    return changed


def _keep(
    wave: WaveRow,
    rows: Rows,
    reader: Reader,
    before: Kept | None,
    *,
    now: tuple[int, int],
    on: date,
) -> None:
    told, told_on = now, on
    if before and not steps.may_count(
        (before.asked, before.answered), now, audience=reader.audience
    ):
        told, told_on = (before.asked, before.answered), before.on
    FigureRelease.objects.update_or_create(
        wave_id=wave.id,
        audience=reader.audience,
        defaults={
            "questions": _questions(wave, rows, reader, before, asked=now[0], on=on),
            "asked": told[0],
            "answered": told[1],
            "considered": now[1],
            "shown_on": told_on,
        },
    )


def _questions(
    wave: WaveRow, rows: Rows, reader: Reader, before: Kept | None, *, asked: int, on: date
) -> Mapping[str, object]:
    answers = [row.answers for row in rows.answered[wave.id]]
    found = {}
    for item in rows.items.get(wave.id, ()):
        was = before.questions.get(item.key) if before else None
        look = Look(
            on=on,
            reader=reader,
            joining=_joining(wave, rows, reader, since=was.on if was else date.min),
            values=tuple(finding_rules.values_of(item, answers)),
            asked=asked,
        )
        figure = steps.next_figure(item, was, look)
        if figure is not None:
            found[item.key] = steps.as_stored(figure)
    return found


def _joining(wave: WaveRow, rows: Rows, reader: Reader, *, since: date) -> Reader:
    """The same reader over those asked since: whoever was asked before is in the figure."""
    asked = [row for row in rows.asked.get(wave.id, ()) if row.on >= since]
    return replace(reader, organisations=len(rows.organisations_of(asked)))
