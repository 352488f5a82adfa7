"""Rules for evaluation plans: what a sound plan holds, when it freezes, what it cannot show."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from goldenthread.access.terms import Refused
from goldenthread.evaluation.terms import (
    Anchor,
    ConfidentialityMode,
    PlanState,
    WaveDraft,
    WaveKind,
)
from goldenthread.instruments import rules as instruments
from goldenthread.instruments.terms import Licence, VersionState
from goldenthread.ui.words import day

LASTING_MONTHS = 6
LONGEST_OPEN_DAYS = 90
MOST_REMINDERS = 4


@dataclass(frozen=True, kw_only=True)
class ModeWords:
    """A confidentiality mode: its name, and its promise in one sentence."""

    name: str
    sentence: str


MODES: Mapping[ConfidentialityMode, ModeWords] = {
    ConfidentialityMode.NAMED: ModeWords(
        name="Named",
        sentence="Answers are kept with the person's name. Only the evaluators can see both.",
    ),
    ConfidentialityMode.PSEUDONYM: ModeWords(
        name="Linked by a pseudonym",
        sentence="A made-up code joins one person's answers over time. "
        "Only the evaluators can join the code to a name.",
    ),
    ConfidentialityMode.OWN_CODE: ModeWords(
        name="Anonymous, with a code the person makes",
        sentence="The person makes a code only they know. It joins their answers over time, "
        "and nobody can join it to a name.",
    ),
    ConfidentialityMode.ANONYMOUS: ModeWords(
        name="Fully anonymous",
        sentence="Nothing joins an answer to a person, so once sent it cannot be taken back, "
        "and nobody's answers can be compared over time.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class VersionFacts:
    """What a plan must know of the questionnaire it asks."""

    id: int
    name: str
    state: VersionState
    digest: str
    licence: Licence
    has_evidence: bool
    licence_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Warned:
    """A limit of the plan, said before it starts: a short title and why it matters."""

    key: str
    title: str
    sentence: str


NO_BASELINE_LATE = Warned(
    key="no_baseline",
    title="No baseline",
    sentence="The sessions began before this plan did. Nobody was asked before, and no comparison "
    "was named in advance, so the answers can be described but not compared.",
)
NO_BASELINE_PLANNED = Warned(
    key="no_baseline",
    title="No baseline",
    sentence="Nobody is asked before the first session, so nothing may be said to have changed.",
)
NOTHING_LASTS = Warned(
    key="nothing_lasts",
    title="Nothing may be called lasting",
    sentence=f"No wave is {LASTING_MONTHS} months or more after the last session. "
    "Early results cannot show that anything lasts.",
)


def must_be_draft(state: PlanState) -> None:
    if state != PlanState.DRAFT:
        raise Refused("This plan is frozen, so that nobody can fit it to the answers later.")


def must_be_live(state: PlanState) -> None:
    if state != PlanState.LIVE:
        raise Refused("This plan is not live yet. Approve and freeze it first.")


def must_be_the_only_one(plans: int) -> None:
    if plans:
        raise Refused("This offer has an evaluation plan already. Open it and change it there.")


def must_be_sound(waves: Sequence[WaveDraft]) -> None:
    """Waves that can be asked: at least one, each complete, none twice."""
    if not waves:
        raise Refused("Choose at least one moment when people are asked.")
    keys = [wave.key for wave in waves]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise Refused(f"Two waves have the key “{twice[0]}”. Give each its own.")
    for wave in waves:
        _must_be_askable(wave)


def _must_be_askable(wave: WaveDraft) -> None:
    if wave.kind == WaveKind.QUESTIONNAIRE and wave.instrument_version_id is None:
        raise Refused(f"Choose the questionnaire for “{wave.label}”.")
    if wave.anchor == Anchor.FIRST_SESSION and (wave.months or wave.lead_days < 1):
        raise Refused(f"“{wave.label}” is asked 1 day or more before the first session.")
    if not 1 <= wave.open_days <= LONGEST_OPEN_DAYS:
        raise Refused(f"“{wave.label}” stays open for 1 to {LONGEST_OPEN_DAYS} days.")
    if not 0 <= wave.max_reminders <= MOST_REMINDERS:
        raise Refused(f"“{wave.label}” may have up to {MOST_REMINDERS} reminders.")
    if wave.max_reminders and wave.reminder_gap_days < 2:
        raise Refused(f"Leave 2 days or more between reminders of “{wave.label}”.")


def must_be_usable(versions: Sequence[VersionFacts], *, today: date | None = None) -> None:
    """Only published questionnaires are asked, and a licensed one only with its licence.

    Without `today` a licence counts whether or not it has run out.
    """
    for version in versions:
        try:
            instruments.must_be_usable(
                version.state,
                licence=version.licence,
                has_evidence=version.has_evidence,
                licence_until=version.licence_until if today else None,
                today=today or date.min,
            )
        except Refused as no:
            raise Refused(f"{version.name}: {no}") from no


def warnings(
    waves: Sequence[WaveDraft], *, settled_at: datetime, first_session_at: datetime | None
) -> tuple[Warned, ...]:
    """Limits of the plan. `settled_at` is when it was frozen, or now while it is a draft."""
    late = first_session_at is not None and first_session_at <= settled_at
    has_baseline = any(wave.anchor == Anchor.FIRST_SESSION for wave in waves)
    found = []
    if late:
        found.append(NO_BASELINE_LATE)
    elif not has_baseline:
        found.append(NO_BASELINE_PLANNED)
    if max((wave.months for wave in waves), default=0) < LASTING_MONTHS:
        found.append(NOTHING_LASTS)
    return tuple(found)


def content_hash(
    *,
    offer_id: int,
    mode: ConfidentialityMode,
    kept_until: date,
    waves: Sequence[WaveDraft],
    digests: Mapping[int, str],
    single_entry: bool = False,
) -> str:
    """A fingerprint of everything the plan promises, questionnaires included.

    Writing down twice is the rule and leaves no trace in it; once is a choice, and does.
    """
    content: dict[str, object] = {
        "offer": offer_id,
        "mode": mode.value,
        "kept_until": kept_until.isoformat(),
        "waves": [asdict(wave) for wave in waves],
        "questionnaires": {str(pk): digests[pk] for pk in sorted(digests)},
    }
    if single_entry:
        content["single_entry"] = True
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def timing_words(wave: WaveDraft) -> str:
    """When a wave is asked, in words."""
    if wave.anchor == Anchor.FIRST_SESSION:
        days = "day" if wave.lead_days == 1 else "days"
        return f"{wave.lead_days} {days} before the cohort's first session"
    if not wave.months:
        return "as soon as the last register is closed"
    months = "month" if wave.months == 1 else "months"
    return f"{wave.months} {months} after the last session each person came to"


def kept_words(kept_until: date) -> str:
    return f"Answers are deleted after {day(kept_until)}."
