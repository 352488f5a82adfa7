"""Evaluation plans, worded."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.evaluation.pages.links import unreached_title
from goldenthread.evaluation.queries.plans import PlanCard, PlanRow, WaveRow
from goldenthread.evaluation.queries.waves import Told, WaveStates
from goldenthread.evaluation.rules.plans import MODES, Warned, kept_words, timing_words
from goldenthread.evaluation.terms import InvitationState, PlanState
from goldenthread.ui.words import counted, day, plural, when

STATE_WORDS = {
    PlanState.DRAFT: ("Draft", "settle"),
    PlanState.LIVE: ("Live", "good"),
    PlanState.CLOSED: ("Closed", "quiet"),
}
FINGERPRINT_LENGTH = 8


@dataclass(frozen=True)
class PlanLine:
    """A plan in the list."""

    id: int
    offer: str
    programme: str
    state: str
    tone: str
    words: str
    may_open: bool


@dataclass(frozen=True)
class PlanPage:
    """One plan: what is asked of whom and when, how answers are kept, where each wave stands."""

    id: int
    offer_id: int
    offer: str
    heading: str
    state: str
    tone: str
    is_draft: bool
    is_live: bool
    warnings: tuple[Warned, ...]
    waves: tuple[tuple[str, ...], ...]
    states: tuple[tuple[str, ...], ...]
    facts: tuple[tuple[str, ...], ...]
    may_plan: bool
    may_join: bool
    may_see_findings: bool
    has_interviews: bool
    unreached: str
    people: tuple[tuple[str, str], ...]
    papers: tuple[tuple[str, str], ...]


def heading(rows: Sequence[PlanRow]) -> str:
    return counted(len(rows), "evaluation plan") if rows else "Evaluation"


def lines(rows: Sequence[PlanRow]) -> tuple[PlanLine, ...]:
    return tuple(_line(row) for row in rows)


def _line(row: PlanRow) -> PlanLine:
    state, tone = STATE_WORDS[row.state]
    return PlanLine(
        id=row.id,
        offer=row.offer,
        programme=row.programme,
        state=state,
        tone=tone,
        words=f"{plural(row.waves, 'wave')}. {MODES[row.mode].name}.",
        may_open=row.may_open,
    )


def plan_page(
    card: PlanCard,
    states: Sequence[WaveStates],
    *,
    actor: Actor,
    is_as_frozen: bool,
    unreached: int = 0,
) -> PlanPage:
    """The page of one plan."""
    state, tone = STATE_WORDS[card.state]
    may_plan = actor.may_reach(Permission.WAVE_PLAN, "offer", card.offer_id)
    may_join = actor.may_reach(Permission.ANSWER_LINK, "offer", card.offer_id)
    return PlanPage(
        id=card.id,
        offer_id=card.offer_id,
        offer=card.offer,
        heading=_heading(card),
        state=state,
        tone=tone,
        is_draft=card.state == PlanState.DRAFT,
        is_live=card.state == PlanState.LIVE,
        warnings=card.warnings,
        waves=tuple(_wave(wave) for wave in card.waves),
        states=tuple(_states(one) for one in states) if card.state != PlanState.DRAFT else (),
        facts=_facts(card, is_as_frozen=is_as_frozen, may_plan=may_plan),
        may_plan=may_plan,
        may_join=may_join,
        may_see_findings=any(
            actor.may_reach(permission, "offer", card.offer_id)
            for permission in (
                Permission.FINDING_VIEW_EVALUATION,
                Permission.FINDING_VIEW_PROGRAMME,
                Permission.FINDING_VIEW_BOARD,
            )
        ),
        has_interviews=any(wave.is_interview for wave in card.waves),
        unreached=unreached_title(unreached) if unreached else "",
        people=_per_wave(card, "invitation_list")
        if may_join and card.state != PlanState.DRAFT
        else (),
        papers=_per_wave(card, "paper_choose") if may_join and card.state == PlanState.LIVE else (),
    )


def _per_wave(card: PlanCard, name: str) -> tuple[tuple[str, str], ...]:
    """A page for each round of questions; where there is nothing on it, the page says why."""
    return tuple(
        (wave.label, reverse(f"evaluation:{name}", args=(wave.id,)))
        for wave in card.waves
        if not wave.is_interview
    )


def _heading(card: PlanCard) -> str:
    waves = counted(len(card.waves), "wave")
    if card.state == PlanState.DRAFT:
        return f"{waves} planned, nobody is asked yet"
    if card.state == PlanState.CLOSED:
        return f"{waves}, closed"
    since = f" since {day(card.made_live_at)}" if card.made_live_at else ""
    return f"{waves}, live{since}"


def _wave(wave: WaveRow) -> tuple[str, ...]:
    draft = wave.draft
    reminders = (
        f"{plural(draft.max_reminders, 'reminder')} at most, "
        f"{plural(draft.reminder_gap_days, 'day')} apart"
        if draft.max_reminders
        else "No reminders"
    )
    begins = timing_words(draft)
    return (
        wave.label,
        wave.instrument or "A conversation with the evaluators, for those who agreed",
        begins[:1].upper() + begins[1:],
        "until the first session" if draft.lead_days else plural(draft.open_days, "day"),
        reminders,
    )


#: How each state is said, in the order of a wave's life.
SAID = (
    ((InvitationState.PROVISIONAL,), "will be asked; dates may move", "will be asked"),
    ((InvitationState.PLANNED,), "will be asked, dates set", "will be asked"),
    ((InvitationState.OPEN,), "asked, not answered yet", "invited, not held yet"),
    ((InvitationState.ANSWERED,), "answered", "spoke"),
    ((InvitationState.DECLINED, InvitationState.WITHDRAWN), "said no", "said no"),
    ((InvitationState.CLOSED,), "closed without an answer", "did not come about"),
)
#: Those not asked yet: these numbers tell nothing of an answer.
SAID_BEFORE = SAID[:2]


def _states(one: WaveStates) -> tuple[str, ...]:
    """One wave, and only what there is to say of it."""
    parts = [
        f"{one.count(*states)} {talk if one.wave.is_interview else words}"
        for states, words, talk in (SAID if one.told is None else SAID_BEFORE)
        if one.count(*states)
    ]
    if one.told is not None:
        parts += _told(one.told)
    return one.wave.label, "; ".join(parts) or "Nobody yet"


def _told(told: Told) -> list[str]:
    """Where a number that moves would tell who answered."""
    found = [f"{told.asked} asked"]
    if told.answered is not None:
        as_of = f" as of {day(told.on)}" if told.on else ""
        found.append(f"{told.answered} answered{as_of}")
    return found


STATE_COLUMNS = ("Wave", "People")
WAVE_COLUMNS = ("Wave", "What is asked", "When", "Open for", "Reminders")


def _facts(card: PlanCard, *, is_as_frozen: bool, may_plan: bool) -> tuple[tuple[str, ...], ...]:
    mode = MODES[card.mode]
    kept: tuple[str, ...] = ("How answers are kept", f"{mode.name}. {mode.sentence}")
    if may_plan:
        kept = (*kept, reverse("evaluation:plan_mode", args=(card.id,)), "See when it may change")
    found: list[tuple[str, ...]] = [
        kept,
        ("Who sees them", card.who_sees or "Not written down yet"),
        ("Whom people can ask", card.evaluator_contact or "Not written down yet"),
        ("Kept until", kept_words(card.kept_until)),
    ]
    if card.first_session_at:
        found.append(("First session", day(card.first_session_at)))
    if card.made_live_at:
        found.append(("Frozen", _frozen(card, is_as_frozen=is_as_frozen)))
    return tuple(found)


def _frozen(card: PlanCard, *, is_as_frozen: bool) -> str:
    moment = when(card.made_live_at) if card.made_live_at else ""
    mark = card.content_hash[:FINGERPRINT_LENGTH]
    if is_as_frozen:
        return f"{moment}. Fingerprint {mark}; nothing has changed since."
    return f"{moment}. Fingerprint {mark}; the plan no longer matches it. Ask who changed it."


def freeze_sentences(card: PlanCard, *, people: int) -> list[str]:
    """What happens when the plan is made live."""
    return [
        f"{plural(people, 'person has', 'people have')} a place now. Each is asked on their own "
        "dates; more people follow as they join.",
        "The plan can no longer change: not the questions, not the dates, not how answers are "
        "kept. Its fingerprint shows that.",
        "Nothing is sent before a wave is due.",
    ]


CLOSE_SENTENCES = [
    "Nobody is asked anything more. Personal links stop working.",
    "Answers already given stay until the last day they are kept.",
    "Findings stay as they are.",
]
