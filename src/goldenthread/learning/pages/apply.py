"""The public application: worded here, shaped in the templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from goldenthread.learning.forms.application import (
    BY_NAME,
    STEPS,
    Typed,
    bound,
    details_of,
)
from goldenthread.learning.forms.application_steps import Asked, StepForm
from goldenthread.learning.pages.apply_links import Links
from goldenthread.learning.queries.applicants import (
    DatesRow,
    Draft,
    PublishedOffer,
    Writing,
)
from goldenthread.learning.rules.offers import KIND_NAMES
from goldenthread.learning.terms import Mode
from goldenthread.ui.words import day, plural, span

LEFT_OPEN = "Left open"
PRIVATE = "Written, for the facilitator only"


@dataclass(frozen=True)
class Group:
    """A group's dates as the landing page shows them."""

    name: str
    where: str
    times: tuple[str, ...]


@dataclass(frozen=True)
class StartPage:
    """The page anyone may open: what it is, when, and how to apply."""

    offer: PublishedOffer
    kind: str
    groups: tuple[Group, ...]
    closes: str
    criteria: tuple[str, ...]
    how_places_are_given: tuple[str, ...]


@dataclass(frozen=True)
class StepCard:
    """One step on the thread down the page."""

    number: int
    title: str
    state: str
    said: str
    href: str


@dataclass(frozen=True)
class StepPage:
    """One step open, the others as cards before and after it."""

    offer: PublishedOffer
    number: int
    whole: int
    title: str
    before: tuple[StepCard, ...]
    after: tuple[StepCard, ...]
    next_href: str
    can_be_skipped: bool
    kept_until: str
    links: Links


@dataclass(frozen=True)
class Section:
    """One step on the check page."""

    title: str
    href: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CheckPage:
    """Everything typed, once more, before it is sent."""

    offer: PublishedOffer
    sections: tuple[Section, ...]
    missing: tuple[tuple[str, str], ...]
    how_places_are_given: tuple[str, ...]
    organisation_note: str
    links: Links


def asked_of(offer: PublishedOffer) -> Asked:
    """What the forms need to know of the offer."""
    return Asked(criteria=offer.criteria, dates=offer.dates)


def how_places_are_given(offer: PublishedOffer) -> tuple[str, ...]:
    """Said before anyone applies: the draw, and what waiting may mean."""
    return (
        "If more people apply than there are places, people with the greatest need go first. "
        "For everyone else the order is drawn by lot within groups of similar work and place, so "
        "that nobody is chosen for who they know or how fast they type.",
        "Each group mixes organisations, and people are never put with the person who manages "
        "them. We tell you why you got a place or why you wait.",
        "If you wait, we may ask whether you would answer the same few questions as those who "
        "start first. That shows whether the sessions help. You choose, and it changes nothing "
        "about your place.",
        f"When we offer you a place, we keep it for {plural(offer.place_offer_days, 'day')}.",
    )


def group(row: DatesRow) -> Group:
    """One cohort, with every session in words."""
    where = "Online" if row.mode == Mode.ONLINE else f"In person: {row.venue}".rstrip(": ")
    return Group(row.name, where, tuple(span(start, end) for start, end in row.sessions))


def start_page(offer: PublishedOffer) -> StartPage:
    return StartPage(
        offer=offer,
        kind=KIND_NAMES[offer.kind],
        groups=tuple(group(row) for row in offer.dates),
        closes=day(offer.closes_on) if offer.closes_on else "",
        criteria=tuple(criterion.wording for criterion in offer.criteria),
        how_places_are_given=how_places_are_given(offer),
    )


def _said_in(form: StepForm, draft: Draft) -> list[tuple[str, str]]:
    """Each question of a step with what was typed or chosen, in the words of the page."""
    rows = []
    for name, field in form.fields.items():
        if name == "hard_note":
            said = PRIVATE if draft.has_note else ""
        elif name == "wants_a_call":
            said = "Yes, please ring me" if draft.wants_a_call else ""
        else:
            said = _shown(field, form[name].value())
        rows.append((str(field.label), said))
    return rows


def _shown(field: Any, value: Any) -> str:
    choices = {str(own): str(label) for own, label in getattr(field, "choices", ())}
    if isinstance(value, list):
        return "; ".join(choices.get(str(one), str(one)) for one in value)
    return (
        choices.get(str(value), str(value or "").strip()) if choices else str(value or "").strip()
    )


def _summary(rows: Sequence[tuple[str, str]]) -> str:
    said = [words for _, words in rows if words and words != PRIVATE]
    line = " · ".join(said) or (PRIVATE if any(words for _, words in rows) else LEFT_OPEN)
    return line if len(line) <= 90 else line[:88].rstrip() + "…"


def step_page(at: Writing, step: str) -> StepPage:
    """The step of this name, with what was said in the others."""
    asked, links = asked_of(at.offer), Links(at.offer.slug, at.token)
    names = [form.step for form in STEPS]
    here = names.index(step)
    cards = []
    for place, form in enumerate(STEPS):
        rows = _said_in(bound(form, at.draft.typed, asked), at.draft)
        is_done = place < here or any(words for _, words in rows)
        cards.append(
            StepCard(
                number=place + 1,
                title=form.title,
                state="done" if is_done else "todo",
                said=_summary(rows),
                href=links.step(form.step),
            )
        )
    following = names[here + 1 :]
    return StepPage(
        offer=at.offer,
        number=here + 1,
        whole=len(STEPS),
        title=BY_NAME[step].title,
        before=tuple(cards[:here]),
        after=tuple(cards[here + 1 :]),
        next_href=links.step(following[0]) if following else links.check,
        can_be_skipped=step not in ("you", "work"),
        kept_until=day(at.draft.kept_until),
        links=links,
    )


def step_form(at: Writing, step: str) -> StepForm:
    """The step's form with what was typed before, and the person's own note in its box."""
    initial: dict[str, Any] = {**at.draft.typed}
    if step == "hopes":
        initial["hard_note"] = at.draft.hard_note
        initial["wants_a_call"] = ["yes"] if at.draft.wants_a_call else []
    return BY_NAME[step](asked=asked_of(at.offer), initial=initial)


def first_open_step(typed: Typed) -> str:
    """Where to go on: the first step in which nothing was typed; empty when there is none."""
    for form in STEPS:
        fields = {"you": ("name",), "work": ("organisation",)}.get(form.step, ())
        if any(not typed.get(field) for field in fields):
            return form.step
    later = {"dates": "mode", "sharing": "may_be_compared"}
    return next((step for step, field in later.items() if field not in typed), "")


def check_page(at: Writing) -> CheckPage:
    asked, links = asked_of(at.offer), Links(at.offer.slug, at.token)
    sections = tuple(
        Section(
            form.title,
            links.step(form.step),
            tuple(
                (label, said or LEFT_OPEN)
                for label, said in _said_in(bound(form, at.draft.typed, asked), at.draft)
            ),
        )
        for form in STEPS
    )
    _, missing = details_of(at.draft.typed, asked)
    typed = str(at.draft.typed.get("organisation", ""))
    return CheckPage(
        offer=at.offer,
        sections=sections,
        missing=tuple((one.words, links.step(one.step)) for one in missing),
        how_places_are_given=how_places_are_given(at.offer),
        organisation_note=""
        if at.organisation_id is not None or not typed
        else f"“{typed}” is not in our list yet. That is fine: we will add it.",
        links=links,
    )
