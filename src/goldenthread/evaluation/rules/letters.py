"""What people are told about a wave: short and calm, and nothing that a glance would give away."""

from dataclasses import dataclass
from datetime import datetime

from goldenthread.evaluation.rules.plans import MODES
from goldenthread.evaluation.terms import ConfidentialityMode
from goldenthread.ui.words import day, in_london

LINK_KIND = "evaluation.invitation"


@dataclass(frozen=True, kw_only=True)
class LetterFacts:
    """What a letter says, for one person and one wave."""

    invitation_id: int
    name: str
    partnership: str
    offer: str
    wave: str
    mode: ConfidentialityMode
    who_sees: str
    evaluator_contact: str
    closes_at: datetime


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A message as it goes into the outbox."""

    kind: str
    why: str
    subject: str
    body: str


def invitation(facts: LetterFacts) -> Letter:
    """The first word about a wave."""
    return Letter(
        kind="wave_invitation",
        why=f"They take part in {facts.offer}, and it is time for “{facts.wave}”.",
        subject=f"A few questions from {facts.partnership}",
        body=_body(
            facts,
            f"{facts.partnership} would like to hear from you. It is a few questions, and you can "
            "leave out any of them.",
        ),
    )


def reminder(facts: LetterFacts, *, number: int) -> Letter:
    """Another word, in a linked mode only to those who have not answered yet."""
    return Letter(
        kind="wave_reminder",
        why=f"They take part in {facts.offer}; reminder {number} for “{facts.wave}”.",
        subject=f"Still time: a few questions from {facts.partnership}",
        body=_body(
            facts,
            "There is still time to answer, and there is no need to. If you would rather not, the "
            "page lets you say so, and we will not remind you again.",
        ),
    )


def general_reminder(facts: LetterFacts, *, number: int) -> Letter:
    """In the anonymous modes: the same words to everyone who was asked, answered or not."""
    return Letter(
        kind="wave_reminder",
        why=f"Everyone asked for “{facts.wave}” gets the same reminder {number}, answered or not.",
        subject=f"A few questions from {facts.partnership}",
        body=_body(
            facts,
            "This goes to everyone who was asked, because we do not look at who has answered. If "
            "you already answered, thank you, and there is nothing more to do.",
        ),
    )


def interview(facts: LetterFacts) -> Letter:
    """To someone who agreed to talk: the time has come, and they may still say no."""
    contact = facts.evaluator_contact or "the evaluators"
    return Letter(
        kind="interview_invitation",
        why=f"They agreed to talk about {facts.offer}, and it is time for “{facts.wave}”.",
        subject=f"A conversation you agreed to, from {facts.partnership}",
        body="\n\n".join(
            [
                _greeting(facts),
                "Some time ago you said that you would be happy to talk with the evaluators. It "
                f"takes about half an hour. {contact} will find a time that suits you.",
                "You can change your mind at any time, without giving a reason: "
                f"[[link:{LINK_KIND}:{facts.invitation_id}]]",
                f"This is about {facts.offer}.",
                facts.partnership,
            ]
        ),
    )


def is_for_everyone(mode: ConfidentialityMode) -> bool:
    """Modes in which no reminder is personal."""
    return mode == ConfidentialityMode.ANONYMOUS


def _greeting(facts: LetterFacts) -> str:
    return f"Hello {facts.name}," if facts.name else "Hello,"


def _body(facts: LetterFacts, opening: str) -> str:
    paragraphs = [
        _greeting(facts),
        opening,
        f"[[link:{LINK_KIND}:{facts.invitation_id}]]",
        f"The link is yours alone. It works until {day(in_london(facts.closes_at))}.",
        f"Why you get this: you have a place in {facts.offer}. {MODES[facts.mode].sentence}",
    ]
    if facts.who_sees:
        paragraphs.append(f"Who sees the answers: {facts.who_sees}")
    if facts.evaluator_contact:
        paragraphs.append(f"Questions? Write to {facts.evaluator_contact}.")
    return "\n\n".join([*paragraphs, facts.partnership])
