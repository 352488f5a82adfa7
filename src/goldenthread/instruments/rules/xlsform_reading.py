"""An XLSForm made elsewhere, as questions of ours. Pure: rows in, drafts and remarks out.

What we cannot ask is refused with its line; what we ask in another way is remarked on.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from goldenthread.access.terms import Refused
from goldenthread.instruments.rules.items import KEY, key_for, must_be_whole, settled
from goldenthread.instruments.rules.xlsform import CHOICES, MARKS, NOTE, SETTINGS, SURVEY
from goldenthread.instruments.terms import (
    CHOICE_KINDS,
    SCALES,
    ItemDraft,
    ItemKind,
    ItemSensitivity,
    Option,
)

MOST_QUESTIONS = 200
PASSED_OVER = frozenset(
    (
        *("start", "end", "today", "deviceid", "username", "email", "phonenumber", "audit"),
        *("simserial", "subscriberid", "start-geopoint", "calculate", "hidden", "background-audio"),
    )
)
NUMBERS = frozenset(("integer", "decimal", "range"))
BOUND = re.compile(r"\.\s*(>=|<=)\s*(-?\d+)")
JOINED = re.compile(r"\band\b")
REFERENCE = re.compile(r"\$\{[^}]*\}")
OTHER = "or_other"
NO_SURVEY = "This workbook has no sheet called “survey”, so it is not an XLSForm."
Line = tuple[int, Mapping[str, str]]


@dataclass(frozen=True)
class FormRead:
    """A form as ours: its words, its questions, and what is different here."""

    title: str
    why_we_ask: str
    content_note: str
    items: tuple[ItemDraft, ...]
    remarks: tuple[str, ...]


def read(sheets: Mapping[str, Sequence[tuple[int, Sequence[str]]]]) -> FormRead:
    """The form in these sheets: each a list of (line in the file, cells), the heading first."""
    named = {name.strip().lower(): rows for name, rows in sheets.items()}
    if SURVEY not in named:
        raise Refused(NO_SURVEY)
    settings = next(iter(_lines(named.get(SETTINGS, ()))), (0, {}))[1]
    language = settings.get("default_language", "")
    reader = _Reader(choices=_choices(named.get(CHOICES, ()), language), language=language)
    for line in _lines(named[SURVEY]):
        reader.take(line)
    if not reader.items:
        raise Refused("The sheet “survey” holds no question.")
    return FormRead(
        title=settings.get("form_title") or settings.get("form_id", ""),
        why_we_ask="\n".join(reader.notes),
        content_note=reader.content_note,
        items=tuple(reader.items),
        remarks=tuple(dict.fromkeys(reader.remarks)),
    )


def _lines(rows: Sequence[tuple[int, Sequence[str]]]) -> Iterator[Line]:
    if not rows:
        return
    heads = [" ".join(cell.split()).lower() for cell in rows[0][1]]
    for number, cells in rows[1:]:
        found = {head: text for head, text in zip(heads, cells, strict=False) if head and text}
        if found:
            yield number, found


def _said(cells: Mapping[str, str], column: str, language: str) -> str:
    """A text in the form's own language, in English, or in the first there is."""
    ways = {head: text for head, text in cells.items() if head.partition("::")[0].strip() == column}
    for wanted in (language.lower(), "english"):
        for head, text in ways.items():
            if wanted and head.partition("::")[2].strip().startswith(wanted):
                return text
    return ways.get(column) or next(iter(ways.values()), "")


def _choices(
    rows: Sequence[tuple[int, Sequence[str]]], language: str
) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for _, cells in _lines(rows):
        name = cells.get("name", "") or cells.get("value", "")
        label = _said(cells, "label", language) or name
        found.setdefault(cells.get("list_name", cells.get("list name", "")), []).append(
            (name, label)
        )
    return found


class _Reader:
    """Takes the lines of a survey one by one."""

    def __init__(self, *, choices: Mapping[str, list[tuple[str, str]]], language: str) -> None:
        self.choices, self.language = choices, language
        self.items: list[ItemDraft] = []
        self.notes: list[str] = []
        self.remarks: list[str] = []
        self.sections: list[str] = []
        self.content_note = ""

    def take(self, line: Line) -> None:
        """One line: a question, a note, a group, or nothing of ours."""
        number, cells = line
        words = cells.get("type", "").split()
        kind = "_".join(words[:2]) if words[:1] in (["begin"], ["end"]) else "".join(words[:1])
        if kind == "begin_group":
            self.sections.append(_said(cells, "label", self.language))
        elif kind == "end_group":
            self.sections = self.sections[:-1]
        elif kind == "note":
            self._note(cells)
        elif kind in PASSED_OVER:
            self.remarks.append(f"Line {number} ({kind}) is not asked here and is left out.")
        else:
            self._question(number, cells, kind, words[1:])

    def _note(self, cells: Mapping[str, str]) -> None:
        text = _said(cells, "label", self.language)
        if cells.get("name") == NOTE:
            self.content_note = text
        elif text and not self.items:
            self.notes.append(text)
        elif text:
            self.remarks.append(f"A note between questions is left out: “{text[:80]}”.")

    def _question(
        self, number: int, cells: Mapping[str, str], kind: str, rest: Sequence[str]
    ) -> None:
        if len(self.items) >= MOST_QUESTIONS:
            raise Refused(f"The form has more than {MOST_QUESTIONS} questions. Split it in two.")
        wording = _said(cells, "label", self.language)
        self._remark_on(number, cells, wording)
        draft = ItemDraft(
            key=self._key(cells.get("name", ""), wording),
            kind=_kind(number, cells, kind),
            wording=REFERENCE.sub("…", wording),
            section=next((name for name in reversed(self.sections) if name), "")[:200],
            short_label=cells.get("gt_short_label", "")[:120],
            help_text=_said(cells, "hint", self.language)[:300],
            kirkpatrick=_level(cells.get("gt_level", "")),
        )
        draft = _marked(draft, cells.get("gt_marks", ""))
        draft = self._with_choices(number, draft, cells, rest)
        if draft.kind is ItemKind.NUMBER:
            bounds = _bounds(cells)
            draft = replace(draft, minimum=bounds.get("minimum"), maximum=bounds.get("maximum"))
        try:
            must_be_whole(draft)
        except Refused as refused:
            raise Refused(f"Line {number} of the sheet “survey”: {refused}") from refused
        self.items.append(settled(draft))

    def _key(self, name: str, wording: str) -> str:
        taken = {item.key for item in self.items}
        plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:60]
        if KEY.fullmatch(plain) and plain not in taken:
            return plain
        return key_for(name or wording, taken=taken)

    def _remark_on(self, number: int, cells: Mapping[str, str], wording: str) -> None:
        if cells.get("required", "").lower() in ("yes", "true", "true()", "y", "1"):
            self.remarks.append("Every question can be skipped here, also those marked required.")
        if cells.get("relevant"):
            self.remarks.append(
                f"Line {number} is asked of some people only there; here everyone meets it."
            )
        if REFERENCE.search(wording):
            self.remarks.append(
                f"Line {number} repeats an earlier answer in its words; here it does not."
            )
        if JOINED.sub("", BOUND.sub("", cells.get("constraint", ""))).strip():
            self.remarks.append(f"The rule for answers on line {number} is not kept.")
        others = {head.partition("::")[2] for head in cells if head.startswith("label::")}
        if len(others) > 1:
            self.remarks.append("Only one language of the form is kept.")

    def _with_choices(
        self, number: int, draft: ItemDraft, cells: Mapping[str, str], rest: Sequence[str]
    ) -> ItemDraft:
        if draft.kind not in CHOICE_KINDS:
            return draft
        name = rest[0] if rest else ""
        if name not in self.choices:
            raise Refused(f"Line {number} names the choices “{name}”, and no such list is there.")
        pairs = list(self.choices[name])
        if OTHER in rest:
            pairs.append(("other", "Something else"))
        options, is_scale = _options(pairs, is_asked="likert" in cells.get("appearance", ""))
        if draft.kind is ItemKind.SINGLE and is_scale and cells.get("gt_kind") != "single":
            return replace(draft, kind=ItemKind.LIKERT, options=options)
        if draft.kind is ItemKind.LIKERT:
            return replace(draft, options=options)
        return replace(draft, options=tuple(Option(key, label) for key, label in _keyed(pairs)))


def _kind(number: int, cells: Mapping[str, str], kind: str) -> ItemKind:
    own = cells.get("gt_kind", "")
    if own in [one.value for one in ItemKind]:
        return ItemKind(own)
    if kind == "select_one":
        return ItemKind.SINGLE
    if kind == "select_multiple":
        return ItemKind.MULTIPLE
    if kind == "text":
        is_long = "multiline" in cells.get("appearance", "")
        return ItemKind.LONG_TEXT if is_long else ItemKind.SHORT_TEXT
    if kind in NUMBERS:
        return ItemKind.NUMBER
    if kind == "date":
        return ItemKind.DATE
    raise Refused(
        f"Line {number} asks for “{kind or 'nothing'}”, which cannot be asked here. "
        "Take the line out and try again."
    )


def _options(
    pairs: Sequence[tuple[str, str]], *, is_asked: bool
) -> tuple[tuple[Option, ...], bool]:
    """The steps, and whether they are those of a scale: asked for as one, or one of ours."""
    labels = tuple(label for _, label in pairs)
    ours = next(
        (s.options for s in SCALES.values() if tuple(o.label for o in s.options) == labels), ()
    )
    if ours:
        return ours, True
    if all(re.fullmatch(r"-?\d+", name) for name, _ in pairs):
        numbers = tuple(Option(int(name), label) for name, label in pairs)
        return numbers, is_asked
    return tuple(Option(at, label) for at, label in enumerate(labels, start=1)), is_asked


def _keyed(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, label in pairs:
        plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
        taken = {key for key, _ in found}
        key = plain if KEY.fullmatch(plain) and plain not in taken else key_for(label, taken=taken)
        found.append((key, label))
    return found


def _level(text: str) -> int | None:
    return int(text) if text in ("1", "2", "3", "4") else None


def _marked(draft: ItemDraft, text: str) -> ItemDraft:
    said = {mark for mark in text.split() if mark in MARKS}
    return replace(
        draft,
        sensitivity=ItemSensitivity("sensitive" if "sensitive" in said else "low"),
        is_anticipated="anticipated" in said,
        is_reversed="reversed" in said,
        in_short_variant="short" in said,
    )


def _bounds(cells: Mapping[str, str]) -> dict[str, int]:
    found = {}
    for sign, number in BOUND.findall(cells.get("constraint", "")):
        found["minimum" if sign == ">=" else "maximum"] = int(number)
    for key, name in (("start", "minimum"), ("end", "maximum")):
        said = re.search(rf"\b{key}\s*=\s*(-?\d+)", cells.get("parameters", ""))
        if said:
            found[name] = int(said[1])
    return found
