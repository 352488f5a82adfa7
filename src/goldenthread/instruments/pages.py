"""Pages of instruments, already worded."""

from dataclasses import dataclass

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.instruments.forms import KINDS, LEVELS
from goldenthread.instruments.terms import (
    InstrumentCard,
    InstrumentView,
    ItemSensitivity,
    ItemView,
    Licence,
    SubscaleDraft,
    VersionRow,
    VersionState,
    VersionView,
)
from goldenthread.ui import words

LICENCE_WORDS = {
    Licence.OPEN: "Open: anyone may use the questions",
    Licence.OWN: "Our own: this partnership wrote the questions",
    Licence.LICENSED: "Licensed: we keep scores, never the questions",
}
STATE_WORDS = {
    VersionState.DRAFT: ("Draft", "settle"),
    VersionState.PUBLISHED: ("Published", "good"),
    VersionState.RETIRED: ("Retired", "quiet"),
}
MOST_REMARKS = 8
KIND_WORDS = dict(KINDS)
LEVEL_WORDS = {int(value): label.split(":")[0] for value, label in LEVELS}


@dataclass(frozen=True)
class InstrumentRow:
    """One line of the list."""

    id: int
    name: str
    purpose: str
    tags: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class InstrumentPage:
    """One instrument."""

    id: int
    name: str
    facts: tuple[tuple[str, str], ...]
    versions: tuple[tuple[VersionRow, str, str, str], ...]
    subscales: tuple[tuple[str, str, str], ...]
    tags: tuple[tuple[str, str], ...]
    draft_id: int | None
    is_licensed: bool
    needs_licence: bool
    may_edit: bool


@dataclass(frozen=True)
class VersionPage:
    """One version, with the marks that only the team sees."""

    version: VersionView
    heading: str
    state: tuple[str, str]
    items: tuple[ItemView, ...]
    rows: tuple[tuple[str, ...], ...]
    short_count: int
    is_short: bool
    is_draft: bool
    may_edit: bool
    questions: str


def validity(is_validated: bool) -> tuple[str, str]:
    """Said wherever an instrument is chosen or its findings are shown."""
    return ("Tested as a measure", "good") if is_validated else ("Not validated", "settle")


def instrument_rows(cards: tuple[InstrumentCard, ...]) -> tuple[InstrumentRow, ...]:
    return tuple(
        InstrumentRow(card.id, card.name, card.purpose, tuple(_tags(card))) for card in cards
    )


def _tags(card: InstrumentCard) -> list[tuple[str, str]]:
    found = [validity(card.is_validated)]
    if card.licence is Licence.LICENSED:
        found.append(("Licensed, scores only", "quiet"))
        if not card.has_evidence:
            found.append(("Licence not recorded", "settle"))
    if card.published and card.published.questions:
        found.append((words.plural(card.published.questions, "question"), "quiet"))
    if card.has_draft and card.licence is not Licence.LICENSED:
        found.append(("Draft", "accent"))
    return found


def instrument_page(actor: Actor, view: InstrumentView) -> InstrumentPage:
    drafts = [v.id for v in view.versions if v.state is VersionState.DRAFT]
    licensed = view.licence is Licence.LICENSED
    facts = [("What it is for", view.purpose), ("Where it comes from", view.citation)]
    facts.append(("Who may use the questions", LICENCE_WORDS[view.licence]))
    if licensed:
        facts.append(("Licence held by", view.licence_evidence or "Not recorded yet"))
    if view.licence_until:
        facts.append(("Licence runs until", words.day(view.licence_until)))
    return InstrumentPage(
        id=view.id,
        name=view.name,
        facts=tuple((label, value) for label, value in facts if value),
        versions=tuple(_version_line(row) for row in view.versions),
        subscales=tuple(_score_line(one) for one in view.subscales),
        tags=(validity(view.is_validated),),
        draft_id=drafts[0] if drafts else None,
        is_licensed=licensed,
        needs_licence=licensed and not view.licence_evidence,
        may_edit=actor.may(Permission.INSTRUMENT_EDIT),
    )


def _version_line(row: VersionRow) -> tuple[VersionRow, str, str, str]:
    said, tone = STATE_WORDS[row.state]
    day = words.day(row.published_at) if row.published_at else "Not published yet"
    return row, said, tone, day


def _score_line(one: SubscaleDraft) -> tuple[str, str, str]:
    if one.minimum is None or one.maximum is None:
        return one.name, "As the licence gives it", one.higher_means
    return one.name, f"{one.minimum.normalize():f} to {one.maximum.normalize():f}", one.higher_means


def version_page(actor: Actor, view: VersionView, *, is_short: bool = False) -> VersionPage:
    short = tuple(item for item in view.items if item.in_short_variant)
    return VersionPage(
        version=view,
        heading=f"{view.instrument}, version {view.number}",
        state=STATE_WORDS[view.state],
        items=short if is_short else view.items,
        rows=tuple(item_row(item) for item in view.items),
        short_count=len(short),
        is_short=is_short,
        is_draft=view.state is VersionState.DRAFT,
        may_edit=actor.may(Permission.INSTRUMENT_EDIT),
        questions=words.plural(len(view.items), "question"),
    )


def item_row(item: ItemView) -> tuple[str, ...]:
    """What the team must know of a question: label, kind, level, sensitivity, marks."""
    marks = [
        word
        for word, holds in (
            ("expected, not seen", item.is_anticipated),
            ("reversed", item.is_reversed),
            ("also for who came once", item.in_short_variant),
        )
        if holds
    ]
    return (
        item.short_label or item.wording,
        KIND_WORDS[item.kind.value],
        LEVEL_WORDS.get(item.kirkpatrick or 0, "–"),
        "Sensitive" if item.sensitivity is ItemSensitivity.SENSITIVE else "Low",
        words.listed(marks).capitalize() or "–",
    )


def item_note(item: ItemView) -> str:
    """One line under a question in the editor."""
    choices = ": " + words.listed(option.label for option in item.options) if item.options else ""
    return KIND_WORDS[item.kind.value] + choices


def editor_items(view: VersionView) -> tuple[tuple[ItemView, str], ...]:
    return tuple((item, item_note(item)) for item in view.items)


def publishing(view: VersionView) -> tuple[str, ...]:
    """What happens when the draft is published."""
    what = words.plural(len(view.items), "question")
    found = [f"{what[0].upper()}{what[1:]} become version {view.number} of {view.instrument}."]
    if view.licence is Licence.LICENSED:
        found = [
            f"Version {view.number} of {view.instrument} can hold scores. No question is kept."
        ]
    found.append("From then on nobody can change a word; a change needs a new version.")
    found.append("New waves may ask it. Waves that ask an earlier version carry on with theirs.")
    return tuple(found)


def instruments_with_questions(cards: tuple[InstrumentCard, ...]) -> list[tuple[int, str]]:
    """Instruments a form can become a draft of: not licensed, and without a draft already."""
    return [
        (card.id, card.name)
        for card in cards
        if card.licence is not Licence.LICENSED and not card.has_draft
    ]


def brought_in_words(remarks: tuple[str, ...]) -> str:
    """What became of the form, and what is different here."""
    said = "The form is a draft now. Nobody is asked anything until you publish it."
    more = len(remarks) - MOST_REMARKS
    rest = (f"And {words.plural(more, 'more remark')} like these.",) if more > 0 else ()
    return " ".join((said, *remarks[:MOST_REMARKS], *rest))
