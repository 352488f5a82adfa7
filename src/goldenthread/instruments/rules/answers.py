"""From what came in to what is kept. Nothing typed is lost, and no input is ever an error page."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from goldenthread.access.terms import Refused
from goldenthread.instruments.terms import Answer, ItemKind, ItemView, Option, ParsedAnswers
from goldenthread.ui import words

SKIP = "skip"
SHORT, LONG, ONE_WORD = 300, 5000, 40
EARLIEST, LATEST = 1900, 2100
# Of what is no answer yet: far more than anybody types, far less than would fill a disk.
MOST_KEPT, MOST_BOXES = 20_000, 20
WHOLE = re.compile(r"[+-]?\d{1,9}", re.ASCII)
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

Typed = list[str]
Outcome = tuple[Answer, str]


def field_name(key: str) -> str:
    """The name of a question's boxes on a page."""
    return f"q-{key}"


def parse_answers(items: Sequence[ItemView], data: Mapping[str, Any]) -> ParsedAnswers:
    """Read a posted page. A ticked "skip" wins over whatever else the question holds."""
    skipped = set(_listed(data, SKIP))
    values: dict[str, Answer] = {}
    errors: dict[str, str] = {}
    kept: dict[str, list[str]] = {}
    for item in items:
        typed = [] if item.key in skipped else _typed(item, data)
        values[item.key], sentence = _read(item, typed)
        if sentence:
            errors[item.key] = sentence
            kept[item.key] = [one[:MOST_KEPT] for one in typed[:MOST_BOXES]]
    return ParsedAnswers(values, errors, kept)


def accept_answers(items: Sequence[ItemView], answers: Mapping[str, object]) -> dict[str, Answer]:
    """Check answers that are already values, key by key; Refused names the first that is not."""
    known = {item.key for item in items}
    for key in answers:
        if key not in known:
            raise Refused(f"This questionnaire has no question called “{key}”.")
    accepted: dict[str, Answer] = {}
    for item in items:
        accepted[item.key], sentence = _read(item, _as_typed(answers.get(item.key)))
        if sentence:
            raise Refused(f"{item.short_label or item.wording}: {sentence}")
    return accepted


def look_again(items: Sequence[ItemView], typed: Mapping[str, Typed]) -> dict[str, str]:
    """The sentence for each question whose words were kept although they are no answer yet."""
    return {item.key: _read(item, typed[item.key])[1] for item in items if item.key in typed}


def said(item: ItemView, value: Answer) -> str:
    """The answer as a person reads it; nothing when the question was skipped."""
    if value is None:
        return ""
    if isinstance(value, list):
        parts = [_label(item.options, one) for one in value]
        return words.listed(parts)
    if item.kind is ItemKind.DATE:
        return words.day(date.fromisoformat(str(value)))
    return _label(item.options, value)


def _label(options: Sequence[Option], value: object) -> str:
    found = (option.label for option in options if str(option.value) == str(value))
    return next(found, str(value))


def _listed(data: Mapping[str, Any], name: str) -> list[str]:
    """Every text under a name, from a form's data or from a plain dictionary."""
    many = getattr(data, "getlist", None)
    found: object = many(name) if many is not None else data.get(name)
    if found is None:
        return []
    if isinstance(found, list | tuple):
        return [_clean(one) for one in found]
    return [_clean(found)]


def _clean(text: object) -> str:
    """Line ends as one kind, and without signs that no database keeps."""
    plain = str(text).replace("\r\n", "\n").replace("\r", "\n")
    return UNPRINTABLE.sub("", plain).strip()


def _typed(item: ItemView, data: Mapping[str, Any]) -> Typed:
    """What was typed, box by box; empty when nothing was."""
    name = field_name(item.key)
    found = _listed(data, name)
    if item.kind is ItemKind.THREE_WORDS:
        boxes = [one for n in (1, 2, 3) for one in _listed(data, f"{name}-{n}")]
        found = [*found, *boxes]
    elif item.kind is ItemKind.DATE and not found:
        parts = [(_listed(data, f"{name}-{p}") or [""])[0] for p in ("day", "month", "year")]
        found = parts if any(parts) else []
    elif item.kind is not ItemKind.MULTIPLE:
        found = found[-1:]
    return found if any(found) else []


def _as_typed(value: object) -> Typed:
    if value is None:
        return []
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    text = _clean(value)
    return [text] if text else []


def _read(item: ItemView, typed: Typed) -> Outcome:
    return READERS[item.kind](item, typed) if typed else (None, "")


def _one(item: ItemView, typed: Typed) -> Outcome:
    found = [option.value for option in item.options if str(option.value) == typed[-1]]
    return (found[0], "") if found else (None, "Choose one of the answers, or skip the question.")


def _several(item: ItemView, typed: Typed) -> Outcome:
    chosen = set(typed) - {""}
    if chosen - {str(option.value) for option in item.options}:
        return None, "Choose from the answers, or skip the question."
    return [str(o.value) for o in item.options if str(o.value) in chosen], ""


def _text(longest: int) -> Callable[[ItemView, Typed], Outcome]:
    def read(item: ItemView, typed: Typed) -> Outcome:
        text = typed[-1]
        if len(text) > longest:
            return None, f"Make it {words.plural(len(text) - longest, 'letter')} shorter."
        return text, ""

    return read


def _three_words(item: ItemView, typed: Typed) -> Outcome:
    """One word a box; several in one box with commas between them are welcome too."""
    found = list(dict.fromkeys(_pieces(typed)))
    if len(found) > 3:
        return None, "Choose up to three words."
    if any(len(one) > ONE_WORD for one in found):
        return None, f"Make each word {ONE_WORD} letters or shorter."
    return (found, "") if found else (None, "")


def _pieces(typed: Typed) -> Iterable[str]:
    for box in typed:
        for piece in re.split(r"[,;\n]", box):
            if word := " ".join(piece.split()).strip(" .!"):
                yield word


def _number(item: ItemView, typed: Typed) -> Outcome:
    text = re.sub(r"[\s,]", "", typed[-1])
    if not WHOLE.fullmatch(text):
        return None, "Enter a whole number, like 12."
    number = int(text)
    if item.minimum is not None and number < item.minimum:
        return None, f"Enter {words.number(item.minimum)} or more."
    if item.maximum is not None and number > item.maximum:
        return None, f"Enter {words.number(item.maximum)} or fewer."
    return number, ""


def _date(item: ItemView, typed: Typed) -> Outcome:
    """Day, month and year from three boxes, or one text like 2026-03-03."""
    parts = typed if len(typed) == 3 else typed[-1].split("-")[::-1]
    try:
        day, month, year = (int(part) for part in parts)
        found = date(year, month, day)
    except (ValueError, OverflowError):
        return None, "Enter a day, month and year, like 3 3 2026."
    if not EARLIEST <= found.year <= LATEST:
        return None, f"Enter a year from {EARLIEST} to {LATEST}."
    return found.isoformat(), ""


READERS: Mapping[ItemKind, Callable[[ItemView, Typed], Outcome]] = {
    ItemKind.LIKERT: _one,
    ItemKind.SINGLE: _one,
    ItemKind.MULTIPLE: _several,
    ItemKind.SHORT_TEXT: _text(SHORT),
    ItemKind.LONG_TEXT: _text(LONG),
    ItemKind.THREE_WORDS: _three_words,
    ItemKind.NUMBER: _number,
    ItemKind.DATE: _date,
}
