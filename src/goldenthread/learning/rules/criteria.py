"""Who an offer is for: what may be a criterion, what an answer means, and what carries over."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.access.terms import Refused
from goldenthread.learning.terms import ApplicationState, ApplicationStep, CriterionKind

CAUTION = (
    "“{wording}” asks for a trauma or ACE score. Such scores describe groups of people; they "
    "were not made to decide who may come in, and asking for one can do harm. Ask what the "
    "person does in their work, or what training they have had, instead."
)

_NAMED = (
    r"ace[\s-]?q\b|pcl[\s-]?5?\b|pc[\s-]?ptsd[\s-]?5?|ies[\s-]?r\b|ctq\b|tsq\b|itq\b|lec[\s-]?5|caps[\s-]?5"
    r"|ptsd checklist|life events checklist|impact of events? scale|davidson trauma scale"
    r"|(?:childhood|international|harvard|brief) trauma questionnaire"
    r"|trauma (?:history|screening|symptom)s? (?:questionnaire|checklist|inventory|tool|form|scale)"
)
_ACES = r"aces?\b|adverse childhood experiences?"
_MEASURE = (
    r"(?:scor\w*|screen\w*|counts?|questionnaires?|checklists?|inventor\w+|tests?|tall\w+|totals?"
    r"|results?|points?|cut[\s-]?offs?|thresholds?|scales?|ratings?)"
)
_MANY = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"\s*(?:\+|plus|or (?:more|fewer|less|above))"
)
_LEARNING = (
    r"(?:train\w*|course\w*|workshop\w*|module\w*|e[\s-]?learning|learn\w*|taught|teach\w*|webinar\w*"
    r"|qualif\w*|certificat\w*|briefing\w*|studied|read(?:ing)?)"
)
# Asking about prior training is welcome: these stretches are taken out before the check.
_ABOUT_TRAINING = (
    re.compile(
        rf"{_LEARNING}\s+(?:(?:in|on|about|around|for|of|to|with|that covered|covering|the|use"
        rf"|using|how|deliver|understand|score)\s+)*"
        rf"(?:{_NAMED}|{_ACES}|trauma)(?:\s*\([^)]*\))?"
        rf"(?:[\s-]+(?:{_MEASURE}|informed\w*|aware\w*|practice))*"
    ),
    re.compile(
        rf"(?:{_NAMED}|{_ACES}|trauma)(?:\s*\([^)]*\))?(?:[\s-]+(?:aware\w*|informed\w*|{_MEASURE}|and))*"
        rf"[\s-]+{_LEARNING}"
    ),
)
_GATES = (
    re.compile(rf"\b(?:{_NAMED})"),
    re.compile(rf"\b(?:{_ACES})(?:\s*\([^)]*\))?\W+(?:\w+\W+){{0,3}}?{_MEASURE}\b"),
    re.compile(rf"\b(?:{_MEASURE}|numbers?|how many|how high)\W+(?:\w+\W+){{0,4}}?(?:{_ACES})"),
    re.compile(rf"\b{_MANY}\W+(?:\w+\W+){{0,2}}?(?:{_ACES}|traumatic)"),
    re.compile(
        r"\b(?:trauma|ptsd|post[\s-]?traumatic stress)\W+(?:symptoms?\W+)?"
        r"(?:scor\w*|screen\w*|questionnaires?|checklists?|inventor\w+|ratings?|cut[\s-]?offs?)\b"
    ),
    re.compile(rf"\bscreen\w*\W+(?:\w+\W+){{0,4}}?for\W+(?:\w+\W+){{0,2}}?(?:trauma|ptsd|{_ACES})"),
    re.compile(
        r"\b(?:have|had|has|experienc\w+|(?:lived|been|went) through|suffer\w*|surviv\w+)"
        rf"\W+(?:\w+\W+){{0,4}}?(?:{_ACES}|childhood trauma|childhood abuse)"
    ),
)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("‑", "-").replace("–", "-")).lower()


def asks_for_a_trauma_score(text: str) -> bool:
    """True when these words would gate a place on an ACE or trauma-screening score.

    Training about ACEs or about a tool is fine to ask for; a score, a count, or a person's own
    childhood is not.
    """
    rest = _plain(text)
    for about_training in _ABOUT_TRAINING:
        rest = about_training.sub(" training ", rest)
    return any(gate.search(rest) for gate in _GATES)


@dataclass(frozen=True)
class CriterionDraft:
    """One criterion before it is decided. `key` may be left for us to make."""

    wording: str
    question: str = ""
    kind: CriterionKind = CriterionKind.YES_NO
    why: str = ""
    key: str = ""


def must_be_fit_to_decide(drafts: Sequence[CriterionDraft], *, why: str, decided_by: str) -> None:
    """A decision has someone who made it, a reason, and criteria nobody is harmed by."""
    if not decided_by.strip():
        raise Refused("Say who decided, for example “Steering group”.")
    if not why.strip():
        raise Refused("Say why, in a sentence that an applicant may read.")
    for draft in drafts:
        if not draft.wording.strip():
            raise Refused("Write each criterion in a few words, or take its line out.")
        for text in (draft.wording, draft.question, draft.why):
            if asks_for_a_trauma_score(text):
                raise Refused(CAUTION.format(wording=draft.wording.strip()))
    asked = [_plain(draft.wording).strip() for draft in drafts]
    if len(set(asked)) < len(asked):
        raise Refused("Two criteria say the same. Keep one of them.")


def is_same_question(
    *, key: str, kind: str, question: str, other_key: str, other_kind: str, other_question: str
) -> bool:
    """An answer carries over to a new version only where nothing about the question changed."""
    same_words = _plain(question).strip() == _plain(other_question).strip()
    return key == other_key and kind == other_kind and same_words


@dataclass(frozen=True)
class Proposal:
    """What the answer suggests for one criterion. A person decides."""

    criterion_id: int
    is_met: bool | None
    reason: str


def propose(
    criterion_id: int, kind: CriterionKind, *, value: bool | None, text: str = ""
) -> Proposal:
    """Yes means met, no means not met; anything else is for a person to read."""
    if kind == CriterionKind.JUDGEMENT:
        said = "Read what they wrote." if text.strip() else "Nothing was written here."
        return Proposal(criterion_id, None, said)
    if value is None:
        return Proposal(criterion_id, None, "Not answered.")
    return Proposal(criterion_id, value, "Said yes." if value else "Said no.")


def is_clear(proposals: Sequence[Proposal]) -> bool:
    """Every criterion is met on the answers alone."""
    return all(proposal.is_met is True for proposal in proposals)


@dataclass(frozen=True)
class Earlier:
    """What was decided before about a criterion that has not changed."""

    is_met: bool | None
    reason: str


def propose_again(fresh: Proposal, *, earlier: Earlier | None, number: int) -> Proposal:
    """A decision a person made about the same criterion stands; otherwise the answer speaks."""
    if earlier is None or earlier.is_met is None:
        return fresh
    kept = earlier.reason.partition(" (as decided")[0]
    return Proposal(
        fresh.criterion_id, earlier.is_met, f"{kept} (as decided under criteria {number})"
    )


def step_after_change(state: ApplicationState, proposals: Sequence[Proposal]) -> ApplicationStep:
    """What a new version of the criteria does to an application that is still open.

    Everyone who now clearly meets the criteria does so at once. Nobody is newly told no by a
    rule: that takes a person, so the application is looked at again.
    """
    if is_clear(proposals):
        return ApplicationStep.FIND_ELIGIBLE
    if state == ApplicationState.NOT_ELIGIBLE and any(p.is_met is False for p in proposals):
        return ApplicationStep.FIND_NOT_ELIGIBLE
    return ApplicationStep.LOOK_AGAIN


def outcome(is_met: Sequence[bool | None]) -> bool:
    """Not eligible when one criterion is not met; eligible only when every one is known to be."""
    if any(met is False for met in is_met):
        return False
    if any(met is None for met in is_met):
        raise Refused("Choose met or not met for every criterion before you confirm.")
    return True
