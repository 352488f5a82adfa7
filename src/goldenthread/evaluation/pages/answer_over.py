"""Pages for a link that is not open, and for choices that end something: calm and without blame."""

from dataclasses import dataclass
from datetime import datetime

from goldenthread.evaluation.pages.answer import (
    IN_REPORTS,
    PlainPage,
    contact,
    frame,
)
from goldenthread.evaluation.queries.answers import Asked
from goldenthread.evaluation.rules import answers as rules
from goldenthread.evaluation.rules.answers import Standing
from goldenthread.evaluation.terms import PlanState, WaveKind
from goldenthread.instruments.rules import can
from goldenthread.ui import words

#: In the app that puts every page together; it asks for signing in first.
YOUR_PAGE = ("Go to your own page", "/my/")
SHOWS_NOTHING = "This link does not show answers any more."
ELSEWHERE = "If you have an account, your own page says what is held about you."
IS_CLOSED = f"These questions are closed. {SHOWS_NOTHING}"
THANKS, NEXT = "Thank you. Your answers are in.", "What happens next"


@dataclass(frozen=True)
class Facts:
    """What such a page knows besides the invitation."""

    now: datetime
    next_at: datetime | None = None
    has_answers: bool = False


def over_page(asked: Asked, facts: Facts) -> PlainPage:
    """What a link says when there is nothing to answer behind it."""
    if asked.standing is Standing.ANSWERED:
        return _thanks(asked, facts)
    if asked.standing is Standing.DECLINED:
        return _declined(asked, now=facts.now)
    title, sentences = _quiet(asked)
    shared = frame(asked, has_choices=False)
    if not _shows_no_more(asked):
        return PlainPage(shared, title, sentences)
    links = (YOUR_PAGE, *_delete_link(asked, facts))
    return PlainPage(shared, title, (*sentences, SHOWS_NOTHING, ELSEWHERE), links)


def _shows_no_more(asked: Asked) -> bool:
    """Would somebody look for their answers here?"""
    is_over = asked.standing in (Standing.CLOSED, Standing.WITHDRAWN)
    return is_over and asked.is_linked and asked.kind is WaveKind.QUESTIONNAIRE


def _delete_link(asked: Asked, facts: Facts) -> tuple[tuple[str, str], ...]:
    """Taking answers back needs no sight of them."""
    if not (facts.has_answers and may_delete(asked)):
        return ()
    return (("Delete your answers", f"/a/{asked.token}/answers/delete/"),)


def _thanks(asked: Asked, facts: Facts) -> PlainPage:
    shared = frame(asked, has_choices=False)
    if asked.kind is WaveKind.INTERVIEW:
        return PlainPage(
            shared, "Thank you for talking with us", ("There is nothing more to do here.",)
        )
    sentences = [
        "There is nothing more for you to do.",
        "The evaluation team puts everybody’s answers together. " + IN_REPORTS,
    ]
    if facts.next_at is not None:
        day = words.day(words.in_london(facts.next_at).date())
        sentences.append(f"We will ask you again around {day}. You can say no then, too.")
    if not asked.is_linked:
        sentences.append(
            "Nothing joins your answers to you any more, so this link cannot show them, to you or "
            "to anybody else."
        )
        return PlainPage(shared, THANKS, tuple(sentences), heading=NEXT)
    if not may_read(asked, now=facts.now):
        sentences += [IS_CLOSED, ELSEWHERE, f"Questions? Ask {contact(asked)}."]
        first = YOUR_PAGE
    else:
        first = ("See your answers", f"{shared.base}answers/")
    withdraw = ("Withdraw from the evaluation", f"{shared.base}withdraw/")
    links = (first, *_delete_link(asked, facts), withdraw)
    return PlainPage(shared, THANKS, tuple(sentences), links, heading=NEXT)


def _declined(asked: Asked, *, now: datetime) -> PlainPage:
    shared = frame(asked, has_choices=False)
    sentences = ["You told us that you would rather not. We will not remind you."]
    if asked.closes_at <= now:
        return PlainPage(shared, "That is fine", tuple(sentences))
    sentences.append(f"If you change your mind, you can until {rules.until(asked.closes_at)}.")
    act = "Talk after all" if asked.kind is WaveKind.INTERVIEW else "Answer after all"
    return PlainPage(
        shared, "That is fine", tuple(sentences), act=act, action=f"{shared.base}again/"
    )


def _quiet(asked: Asked) -> tuple[str, tuple[str, ...]]:
    who = contact(asked)
    opens = words.day(words.in_london(asked.opens_at).date())
    return {
        Standing.WITHDRAWN: (
            "You have withdrawn from this evaluation",
            ("We will not ask you again.", f"If you change your mind, tell {who}."),
        ),
        Standing.NOT_YET: (
            "These questions are not open yet",
            (f"They open around {opens}. We will write to you then.",),
        ),
        Standing.NOT_NEEDED: (
            "There is nothing to do here",
            ("These questions are no longer needed.", f"Questions? Ask {who}."),
        ),
    }.get(
        asked.standing,
        (
            "These questions have closed",
            (
                f"They were open until {rules.until(asked.closes_at)}. "
                "Thank you for thinking about it.",
                f"If there is something you would like to say, tell {who}.",
            ),
        ),
    )


def later_page(asked: Asked) -> PlainPage:
    shared = frame(asked)
    until = rules.until(asked.closes_at)
    sentences = (
        "You can close this page. Use the same link to come back.",
        f"The questions stay open until {until}. We keep what you have typed for 7 days.",
        "You do not have to finish.",
    )
    links = (("Go back to the questions", shared.base),)
    return PlainPage(shared, "Kept for later", sentences, links)


def other_ways_page(asked: Asked) -> PlainPage:
    shared = frame(asked)
    sentences = (
        f"By phone, or in a way that suits you better: {contact(asked)}. Somebody reads the "
        "questions out and writes down what you say.",
        "On paper: print the questions, and hand them to the same people.",
        "Whoever writes your answers down keeps them as this page says, and tells nobody.",
    )
    links = (
        ("See the questions for printing", f"{shared.base}paper/"),
        ("Go back to the questions", shared.base),
    )
    return PlainPage(shared, "Answer on paper or by phone", sentences, links)


def decline_sentences(asked: Asked) -> tuple[str, ...]:
    """What happens when somebody says no."""
    what = "this conversation" if asked.kind is WaveKind.INTERVIEW else "these questions"
    found = [f"We will not remind you about {what}."]
    if asked.answers:
        found.append("What you have typed so far is deleted.")
    found.append(f"You can change your mind until {rules.until(asked.closes_at)}.")
    return (*found, "It makes no difference to your place, and nobody asks you why.")


def withdraw_sentences(asked: Asked) -> tuple[str, ...]:
    """What happens when somebody stops altogether, said before anything else."""
    found = ["We will not ask you anything more in this evaluation, later questions included."]
    if asked.answers:
        found.append("What you have typed and not sent is deleted.")
    if not asked.is_linked:
        found.append(
            "Answers that you have already sent stay, because nothing joins them to you and "
            "nobody can find them."
        )
    elif asked.plan_state is PlanState.CLOSED:
        found.append("The evaluation has closed, so answers that you have already sent stay in it.")
    found.append("It makes no difference to your place or your sessions.")
    return tuple(found)


def delete_sentences(asked: Asked) -> tuple[str, ...]:
    """What happens when answers or drafts go."""
    if asked.is_open:
        return (
            "What you have typed so far is deleted at once.",
            "You can start again with the same link.",
        )
    return (
        "Your answers are deleted at once and no report counts them.",
        "Reports that have been written already stay as they are.",
        "This cannot be undone.",
    )


def may_read(asked: Asked, *, now: datetime) -> bool:
    """Does the link still show what was sent?"""
    return can(
        rules.must_be_readable,
        asked.standing,
        asked.mode,
        plan_state=asked.plan_state,
        closes_at=asked.closes_at,
        now=now,
    )


def may_delete(asked: Asked) -> bool:
    """Is there a choice about answers that were sent?"""
    return can(rules.must_still_be_deletable, asked.mode, asked.plan_state)


def ending(asked: Asked, sentences: tuple[str, ...]) -> PlainPage:
    """A page that asks once more before something ends."""
    return PlainPage(frame(asked, has_choices=False), "", sentences)
