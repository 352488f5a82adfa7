"""XLSForm: questions as the sheets "survey", "choices" and "settings". Pure.

Source: the XLSForm standard, https://xlsform.org. What it has no word for (the level a question
tells about, whether agreeing is worse…) stands in columns of our own, which other tools pass over.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from goldenthread.instruments.terms import (
    CHOICE_KINDS,
    ItemDraft,
    ItemKind,
    ItemView,
    Option,
    VersionView,
)

SURVEY = "survey"
CHOICES = "choices"
SETTINGS = "settings"
WHY, NOTE = "why_we_ask", "content_note"
SURVEY_COLUMNS = (
    *("type", "name", "label", "hint", "required", "appearance", "constraint"),
    *("gt_kind", "gt_short_label", "gt_level", "gt_marks"),
)
CHOICE_COLUMNS = ("list_name", "name", "label")
SETTING_COLUMNS = ("form_title", "form_id", "version", "default_language")
TYPES: Mapping[ItemKind, tuple[str, str]] = {
    ItemKind.LIKERT: ("select_one", "likert"),
    ItemKind.SINGLE: ("select_one", ""),
    ItemKind.MULTIPLE: ("select_multiple", ""),
    ItemKind.SHORT_TEXT: ("text", ""),
    ItemKind.LONG_TEXT: ("text", "multiline"),
    ItemKind.THREE_WORDS: ("text", ""),
    ItemKind.NUMBER: ("integer", ""),
    ItemKind.DATE: ("date", ""),
}
MARKS = ("sensitive", "anticipated", "reversed", "short")
Row = tuple[str, ...]


def sheets(view: VersionView, *, slug: str) -> dict[str, list[Row]]:
    """Each sheet by name: its heading, then its rows."""
    lists = lists_of(view.items)
    return {
        SURVEY: [SURVEY_COLUMNS, *_survey(view, lists)],
        CHOICES: [CHOICE_COLUMNS, *_choices(lists)],
        SETTINGS: [SETTING_COLUMNS, (view.title, form_id(slug), str(view.number), "English (en)")],
    }


def form_id(slug: str) -> str:
    """The short name as an identifier other tools accept."""
    return re.sub(r"[^a-z0-9_]+", "_", slug.lower()).strip("_") or "form"


def lists_of(items: Sequence[ItemView]) -> dict[tuple[Option, ...], str]:
    """A name for each set of choices; questions that share their choices share the list."""
    found: dict[tuple[Option, ...], str] = {}
    for item in items:
        if item.kind in CHOICE_KINDS and item.options not in found:
            found[item.options] = f"{item.key}_choices"
    return found


def _survey(view: VersionView, lists: Mapping[tuple[Option, ...], str]) -> Iterator[Row]:
    if view.why_we_ask:
        yield _row(type="note", name=WHY, label=view.why_we_ask)
    if view.content_note:
        yield _row(type="note", name=NOTE, label=view.content_note)
    section, number = "", 0
    for item in view.items:
        if item.section != section:
            if section:
                yield _row(type="end_group")
            section = item.section
            number += 1
            if section:
                yield _row(type="begin_group", name=f"section_{number}", label=section)
        yield _question(item, lists)
    if section:
        yield _row(type="end_group")


def _question(item: ItemView, lists: Mapping[tuple[Option, ...], str]) -> Row:
    kind, appearance = TYPES[item.kind]
    return _row(
        type=f"{kind} {lists[item.options]}" if item.kind in CHOICE_KINDS else kind,
        name=item.key,
        label=item.wording,
        hint=item.help_text,
        required="no",
        appearance=appearance,
        constraint=_bounds(item),
        gt_kind=item.kind.value,
        gt_short_label=item.short_label,
        gt_level=str(item.kirkpatrick or ""),
        gt_marks=" ".join(marks_of(item.draft())),
    )


def marks_of(draft: ItemDraft) -> list[str]:
    """The marks a question carries, in our own words."""
    fits = (
        draft.sensitivity.value == "sensitive",
        draft.is_anticipated,
        draft.is_reversed,
        draft.in_short_variant,
    )
    return [mark for mark, holds in zip(MARKS, fits, strict=True) if holds]


def _bounds(item: ItemView) -> str:
    parts = []
    if item.minimum is not None:
        parts.append(f". >= {item.minimum}")
    if item.maximum is not None:
        parts.append(f". <= {item.maximum}")
    return " and ".join(parts)


def _row(**cells: str) -> Row:
    return tuple(cells.get(column, "") for column in SURVEY_COLUMNS)


def _choices(lists: Mapping[tuple[Option, ...], str]) -> Iterator[Row]:
    for options, name in lists.items():
        for option in options:
            yield name, str(option.value), option.label
