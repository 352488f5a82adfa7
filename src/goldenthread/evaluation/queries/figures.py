"""Figures as they were last shown outside the evaluation team."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Exists, OuterRef

from goldenthread.evaluation.models import FigureRelease, Invitation, PlannedWave
from goldenthread.evaluation.queries.rows import Counts
from goldenthread.evaluation.rules import findings as rules
from goldenthread.evaluation.rules import steps
from goldenthread.evaluation.rules.findings import ItemFinding, Reader
from goldenthread.evaluation.rules.steps import Figure
from goldenthread.evaluation.terms import InvitationState, PlanState, WaveKind
from goldenthread.instruments.terms import ItemView
from goldenthread.methods.disclosure import Audience

#: Who reads figures that grow in steps; the evaluation team sees the rows.
OUTSIDE = (Audience.PROGRAMME_TEAM, Audience.BOARD)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One wave as an audience was last shown it."""

    asked: int
    answered: int
    considered: int
    on: date
    questions: Mapping[str, Figure]


def kept_of(plan_id: int, audience: Audience) -> dict[int, Kept]:
    """What this audience was shown of each wave of a plan; nothing for the evaluation team."""
    if audience not in OUTSIDE:
        return {}
    rows = FigureRelease.objects.filter(wave__plan_id=plan_id, audience=audience)
    return {
        row.wave_id: Kept(
            asked=row.asked,
            answered=row.answered,
            considered=row.considered,
            on=row.shown_on,
            questions={key: steps.from_stored(kept) for key, kept in row.questions.items()},
        )
        for row in rows
    }


def with_kept(counts: Counts, kept: Mapping[int, Kept]) -> Counts:
    """Who was asked and who answered, as far as this audience was told."""
    return replace(
        counts,
        asked=_over(counts.asked, kept, "asked"),
        answered=_over(counts.answered, kept, "answered"),
    )


def _over(live: Counter[int], kept: Mapping[int, Kept], name: str) -> Counter[int]:
    told = {wave_id: int(getattr(one, name)) for wave_id, one in kept.items()}
    return Counter({**live, **told})


def as_shown(
    item: ItemView, answers: rules.Answers, *, reader: Reader, kept: Kept | None
) -> ItemFinding:
    """The question as it was last shown; as it is now, where it never was."""
    figure = kept.questions.get(item.key) if kept else None
    if figure is None:
        return rules.finding(item, answers, reader=reader)
    was = replace(
        reader,
        is_open=False,
        invited=None if reader.invited is None else figure.asked,
        organisations=figure.organisations,
    )
    found = steps.shown_of(item, figure.values, reader=was)
    behind = steps.is_behind(figure, rules.values_of(item, answers))
    return replace(found, as_of=figure.on if reader.is_open or behind else None)


def covers_everything(found: ItemFinding, kept: Kept | None) -> bool:
    """Shown in one piece, with every answer there is: then groups may stand side by side."""
    figure = kept.questions.get(found.item.key) if kept else None
    return found.as_of is None and (figure is None or len(figure.steps) == 1)


def plans_to_look_at() -> list[int]:
    """Plans with a wave that nobody can answer now and whose answers have changed since the last
    look. Bare ids, for the worker."""
    open_rows = Invitation.objects.filter(wave=OuterRef("pk"), state=InvitationState.OPEN)
    waves = (
        PlannedWave.objects.filter(kind=WaveKind.QUESTIONNAIRE)
        .exclude(plan__state=PlanState.DRAFT)
        .annotate(n=Count("responses"))
        .filter(~Exists(open_rows), n__gt=0)
    )
    found = {pk: (plan_id, n) for pk, plan_id, n in waves.values_list("pk", "plan_id", "n")}
    looked = Counter(
        (wave_id, considered)
        for wave_id, considered in FigureRelease.objects.filter(wave__in=found).values_list(
            "wave_id", "considered"
        )
    )
    return sorted({plan_id for pk, (plan_id, n) in found.items() if looked[pk, n] < len(OUTSIDE)})
