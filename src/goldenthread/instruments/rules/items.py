"""What a question must have before it can be asked."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from goldenthread.access.terms import Refused
from goldenthread.instruments.terms import (
    CHOICE_KINDS,
    TEXT_KINDS,
    ItemDraft,
    ItemKind,
    ItemSensitivity,
    Option,
)

KEY = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
KEY_LENGTH = 60
SMALL_WORDS = frozenset(
    re.findall(r"\w+", "a an and are as for how i in is it my of or that the this to was we")
)


def key_for(words: str, *, taken: Collection[str] = ()) -> str:
    """A key made from the short label or the wording, unlike any that is taken."""
    found = re.findall(r"[a-z0-9]+", words.lower())
    telling = [word for word in found if word not in SMALL_WORDS] or found
    stem = "_".join(telling[:5])[: KEY_LENGTH - 10].strip("_")
    stem = stem if stem[:1].isalpha() else f"question_{stem}".strip("_")
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}_{number}"
    return key


def options_of(lines: str, *, kind: ItemKind, kept: Sequence[Option] = ()) -> tuple[Option, ...]:
    """One choice a line. A scale is kept as 1, 2, 3…; other choices by a key of their own.

    A choice in `kept` whose words stay the same keeps its key.
    """
    labels = [line.strip() for line in lines.splitlines() if line.strip()]
    if kind is ItemKind.LIKERT:
        return tuple(Option(value, label) for value, label in enumerate(labels, start=1))
    known = {option.label: str(option.value) for option in kept}
    taken = [known[label] for label in labels if label in known]
    found = []
    for label in labels:
        key = known.get(label) or key_for(label, taken=taken)
        taken.append(key)
        found.append(Option(key, label))
    return tuple(found)


def settled(draft: ItemDraft) -> ItemDraft:
    """People's own words always count as sensitive, whoever writes the question."""
    if draft.kind in TEXT_KINDS:
        return replace(draft, sensitivity=ItemSensitivity.SENSITIVE)
    return draft


def must_be_whole(draft: ItemDraft) -> None:
    """Refuse a question that nobody could answer or no report could count."""
    if not draft.wording.strip():
        raise Refused("Write the question.")
    if not KEY.fullmatch(draft.key) or len(draft.key) > KEY_LENGTH:
        raise Refused(
            f"“{draft.key}” cannot be the key of a question: use small letters, figures and _."
        )
    if draft.kirkpatrick not in (None, 1, 2, 3, 4):
        raise Refused("Choose one of the four levels, or none.")
    _must_have_fitting_options(draft)
    if _out_of_order(draft.minimum, draft.maximum):
        raise Refused("The smallest number must not be larger than the largest.")


def _must_have_fitting_options(draft: ItemDraft) -> None:
    if draft.kind not in CHOICE_KINDS:
        if draft.options:
            raise Refused("Only questions with choices can have a list of choices.")
        return
    if len(draft.options) < 2:
        raise Refused("Write at least two choices, one on each line.")
    _must_be_distinct([option.label for option in draft.options])
    _must_be_distinct([str(option.value) for option in draft.options])
    whole = all(isinstance(option.value, int) for option in draft.options)
    if draft.kind is ItemKind.LIKERT and not whole:
        raise Refused("The steps of a scale are kept as whole numbers.")


def _must_be_distinct(words: Sequence[str]) -> None:
    seen: set[str] = set()
    for word in words:
        if word in seen:
            raise Refused(f"The choice “{word}” is there twice. Keep one of them.")
        seen.add(word)


def _out_of_order(minimum: int | None, maximum: int | None) -> bool:
    return minimum is not None and maximum is not None and minimum > maximum
