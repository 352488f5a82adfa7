"""The page on which an evaluator writes down what somebody else says."""

from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.evaluation.pages.answer import PROMISES, mistakes_in
from goldenthread.evaluation.queries.answers import Asked
from goldenthread.instruments.terms import Answer, ItemView, ParsedAnswers


@dataclass(frozen=True)
class ByHandPage:
    """Writing down for somebody else: the questions, and whose answers they will be."""

    title: str
    person: str
    promise: str
    items: tuple[ItemView, ...]
    typed: Mapping[str, list[str]]
    answers: Mapping[str, Answer]
    errors: Mapping[str, str]
    mistakes: tuple[tuple[str, str], ...]


def by_hand_page(asked: Asked, person: str, parsed: ParsedAnswers | None) -> ByHandPage:
    errors = parsed.errors if parsed else {}
    return ByHandPage(
        title=asked.version.title if asked.version else "",
        person=person,
        promise=PROMISES[asked.mode],
        items=asked.items,
        typed=parsed.typed if parsed else {},
        answers=parsed.values if parsed else {},
        errors=errors,
        mistakes=tuple(mistakes_in(asked.items, errors)),
    )
