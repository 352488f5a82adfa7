"""One application and its screening sheet, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.learning.forms.application_steps import ADJUSTMENT_NAMES
from goldenthread.learning.pages.offers import APPLICATION_TONES
from goldenthread.learning.queries.applications import ApplicationCard
from goldenthread.learning.queries.screening import ScreeningSheet
from goldenthread.learning.rules import applications as rules
from goldenthread.learning.terms import (
    ApplicationSource,
    ApplicationState,
    ApplicationStep,
    Mode,
)
from goldenthread.ui.words import day, plural, short_day, when

NOT_SAID = "Left open"
SOURCES: Mapping[ApplicationSource, str] = {
    ApplicationSource.PUBLIC_PAGE: "the application page",
    ApplicationSource.IMPORT: "a list that was imported",
    ApplicationSource.COORDINATOR: "a coordinator",
}
MODE_NAMES: Mapping[str, str] = {Mode.IN_PERSON: "In person", Mode.ONLINE: "Online"}


@dataclass(frozen=True)
class Decision:
    """One decision in the history of an application."""

    words: str
    who: str
    sentence: str
    reasons: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True)
class ApplicationPage:
    """One application, for those who run the offer."""

    card: ApplicationCard
    state: str
    tone: str
    caption: str
    offer_href: str
    list_href: str
    facts: tuple[tuple[str, str], ...]
    contact: tuple[tuple[str, str], ...]
    said: tuple[tuple[str, str], ...]
    decisions: tuple[Decision, ...]
    screen_label: str
    screen_href: str
    needs_match: str
    manager_href: str
    dates_href: str
    withdraw_href: str


MET_WORDS: Mapping[bool | None, tuple[str, str]] = {
    True: ("Met", "good"),
    False: ("Not met", "settle"),
    None: ("Not known", "quiet"),
}


def decisions(card: ApplicationCard) -> tuple[Decision, ...]:
    return tuple(
        Decision(
            words="Meets the criteria" if s.is_eligible else "Does not meet the criteria",
            who=f"{s.decided_by or 'Golden Thread'}, {when(s.decided_at)}, criteria {s.number}",
            sentence=s.sentence,
            reasons=tuple((*MET_WORDS[r.is_met], r.wording, r.reason) for r in s.reasons),
        )
        for s in card.screenings
    )


def _helps(card: ApplicationCard) -> str:
    names = {code.value: name for code, name in ADJUSTMENT_NAMES.items()}
    codes = card.person.adjustments if card.person else ()
    return "; ".join(names.get(code, "Something else, in their own words") for code in codes)


def _facts(card: ApplicationCard) -> tuple[tuple[str, str], ...]:
    dates = [
        f"{one.name} ({short_day(one.starts_at)})" if one.starts_at else one.name
        for one in card.dates
    ]
    agreed = {True: "Yes", False: "No", None: NOT_SAID}
    rows = (
        ("Dates they can come to", "; ".join(dates)),
        ("How they take part", " or ".join(MODE_NAMES[m] for m in card.modes if m in MODE_NAMES)),
        ("What helps", _helps(card)),
        ("How they like to learn", card.learning_style),
        ("What they would like to work on", card.hopes),
        ("Training so far", card.prior_training),
        ("Line manager, as they wrote it", card.line_manager),
        ("May be asked how it went", agreed[card.may_contact_for_evaluation]),
        ("May be asked while waiting", "Yes" if card.may_be_compared else "No, or left open"),
    )
    return tuple((key, value or NOT_SAID) for key, value in rows)


def application_page(actor: Actor, card: ApplicationCard) -> ApplicationPage:
    row = card.row
    may_screen = actor.may_reach(Permission.APPLICATION_SCREEN, "offer", row.offer_id)
    can_screen = may_screen and row.state in rules.CAN_BE_SCREENED_AGAIN
    is_new = row.state == ApplicationState.SUBMITTED
    can_withdraw = may_screen and rules.may(row.state, ApplicationStep.WITHDRAW)
    person = card.person
    return ApplicationPage(
        card=card,
        state=row.state_name,
        tone=APPLICATION_TONES.get(row.state, "quiet"),
        caption=f"Came on {day(row.submitted_at)} by {SOURCES[row.source]}",
        offer_href=reverse("learning:offer_show", args=(row.offer_id,)),
        list_href=reverse("learning:application_list", args=(row.offer_id,)),
        facts=_facts(card),
        contact=(
            ("Where they work", row.organisation or NOT_SAID),
            ("Job title", row.title or NOT_SAID),
            ("Pronouns", (person.pronouns if person else "") or NOT_SAID),
            ("Email", (person.email if person else "") or NOT_SAID),
            ("Phone", (person.phone if person else "") or NOT_SAID),
        ),
        said=tuple(
            (
                one.question,
                one.text or {True: "Yes", False: "No", None: NOT_SAID}[one.value],
            )
            for one in card.said
        ),
        decisions=decisions(card),
        screen_label="Screen this application" if is_new else "Look at the decision again",
        screen_href=reverse("learning:application_screen", args=(row.id,)) if can_screen else "",
        needs_match=row.organisation if may_screen and not row.is_organisation_known else "",
        manager_href=reverse("learning:application_manager", args=(row.id,))
        if may_screen and card.line_manager
        else "",
        dates_href=reverse("learning:application_dates", args=(row.id,))
        if may_screen and row.state in rules.MAY_CHANGE_DATES
        else "",
        withdraw_href=reverse("learning:application_withdraw", args=(row.id,))
        if can_withdraw
        else "",
    )


@dataclass(frozen=True)
class SheetPage:
    """The screening sheet."""

    sheet: ScreeningSheet
    title: str
    caption: str
    lead: str
    about: tuple[tuple[str, str], ...]
    before: str
    application_href: str
    list_href: str


def sheet_page(sheet: ScreeningSheet, *, left: int) -> SheetPage:
    card, row = sheet.card, sheet.card.row
    latest = sheet.latest
    return SheetPage(
        sheet=sheet,
        title=f"Screen {row.name}",
        caption=f"{card.offer_name}, criteria {card.criteria_number}",
        lead=f"{plural(left, 'application')} to screen, this one included."
        if left > 1
        else "The last one to screen."
        if left
        else "",
        about=(
            ("Where they work", row.organisation or NOT_SAID),
            ("Job title", row.title or NOT_SAID),
            ("Training so far", card.prior_training or NOT_SAID),
            ("What they would like to work on", card.hopes or NOT_SAID),
        ),
        before=f"{latest.decided_by or 'Someone'} decided on {when(latest.decided_at)}. "
        "Confirming again adds a decision; the earlier one is kept."
        if latest
        else "",
        application_href=reverse("learning:application_show", args=(row.id,)),
        list_href=f"{reverse('learning:application_list', args=(row.offer_id,))}?state=submitted",
    )


@dataclass(frozen=True)
class WithdrawFor:
    """Taking an application back on someone's behalf."""

    title: str
    happens: tuple[str, ...]
    act: str
    action: str
    back: str


def withdraw_for_page(card: ApplicationCard) -> WithdrawFor:
    row = card.row
    gives_up = row.state in (ApplicationState.OFFERED, ApplicationState.PLACED)
    return WithdrawFor(
        title=f"Take back the application of {row.name}?",
        happens=(
            "Do this when they have asked you to.",
            *(("Their place goes to the next person on the waiting list.",) if gives_up else ()),
            "Anything they told the facilitator is deleted at once.",
            "They are told, and can apply again while applications are open.",
        ),
        act=f"Take it back for {row.name}",
        action=reverse("learning:application_withdraw", args=(row.id,)),
        back=reverse("learning:application_show", args=(row.id,)),
    )
