"""What evaluation adds to the pages of the floors below."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from goldenthread.access.actor import Actor
from goldenthread.evaluation.pages import waves as pages
from goldenthread.evaluation.queries import later, offers, waves
from goldenthread.evaluation.queries.later import Progress
from goldenthread.evaluation.rules.steps import FEWEST_ASKED
from goldenthread.evaluation.terms import InvitationState, PlanState
from goldenthread.learning.queries.thread import LaterSteps
from goldenthread.ui.slots import Panel, Todo
from goldenthread.ui.words import LONDON, plural

TEMPLATE = "evaluation/_wave_panel.jinja"
DAYS_AHEAD = 7
POSITION = 60


def offer_panel(actor: Actor, offer_id: int) -> Panel | None:
    """What is open and what comes next, over the whole offer."""
    return _panel(waves.next_waves(actor, offer_id=offer_id))


def cohort_panel(actor: Actor, cohort_id: int) -> Panel | None:
    """The same for one cohort."""
    return _panel(waves.next_waves(actor, cohort_id=cohort_id))


def _panel(found: Sequence[waves.NextWave]) -> Panel | None:
    if not found:
        return None
    context = {"sentences": pages.next_sentences(found), "plan_id": found[0].plan_id}
    return Panel(TEMPLATE, context, POSITION)


def todos(actor: Actor, today: date) -> Sequence[Todo]:
    """Plans that are missing, and waves about to open."""
    until = datetime.combine(today + timedelta(days=DAYS_AHEAD), time(23, 59), tzinfo=LONDON)
    missing = [pages.missing_todo(offer) for offer in offers.offers_in_need(actor)]
    opening = [pages.opening_todo(one, today=today) for one in waves.openings(actor, until=until)]
    return [*missing, *opening]


def later_steps(actor: Actor, offer_ids: Collection[int]) -> Mapping[int, LaterSteps]:
    """Waves are done when everyone was asked; findings, when someone answered too."""
    return {
        offer_id: LaterSteps(
            waves=progress.is_asked,
            findings=progress.is_asked and progress.is_answered,
            note=_note(progress),
        )
        for offer_id, progress in later.progress_of(actor, offer_ids).items()
    }


def _note(progress: Progress) -> str:
    if progress.state is None:
        return "No evaluation plan yet"
    if progress.state == PlanState.DRAFT:
        return "The evaluation plan is a draft"
    if progress.is_asked:
        return "Findings can be read"
    waiting = progress.count([InvitationState.OPEN])
    if progress.may_count and waiting >= FEWEST_ASKED:
        return f"{plural(waiting, 'person has', 'people have')} questions open"
    return "People are being asked"
