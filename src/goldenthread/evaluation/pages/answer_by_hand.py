"""The page on which an evaluator begins to write down what somebody else says."""

from dataclasses import dataclass

from goldenthread.evaluation.pages.answer import PROMISES
from goldenthread.evaluation.queries.answers import Asked


@dataclass(frozen=True)
class ByHandPage:
    """Writing down for somebody else: what is asked, and whose answers they will be."""

    title: str
    person: str
    promise: str


def by_hand_page(asked: Asked, person: str) -> ByHandPage:
    return ByHandPage(
        title=asked.version.title if asked.version else "",
        person=person,
        promise=PROMISES[asked.mode],
    )
