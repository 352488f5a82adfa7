"""On somebody's own page: what they were asked, and how it stands. Answers never stand there."""

from collections.abc import Mapping

from goldenthread.evaluation.queries.mine import OwnAsking
from goldenthread.evaluation.rules import answers as rules
from goldenthread.evaluation.rules.answers import Standing
from goldenthread.evaluation.terms import WaveKind
from goldenthread.ui.slots import Panel

TEMPLATE, POSITION = "evaluation/_panel_asked.jinja", 30
TALK = "A conversation about how it went"
PROMISE = (
    "What you answered is not shown on this page. Where your answers can be found, they stand "
    "under “What you answered” below; where nobody can find them, they are nowhere."
)
STANDS: Mapping[Standing, str] = {
    Standing.ANSWERED: "You answered. Thank you.",
    Standing.DECLINED: "You said that you would rather not.",
    Standing.WITHDRAWN: "You have withdrawn from this evaluation.",
    Standing.NOT_NEEDED: "No longer needed.",
    Standing.NOT_YET: "Not open yet.",
}


def panel(found: tuple[OwnAsking, ...]) -> Panel | None:
    """Each asking with its own link, which says what can still be done."""
    if not found:
        return None
    told: set[str] = set()
    rows = [
        {
            "href": one.path,
            "title": one.title or TALK,
            "offer": one.offer,
            "words": _words(one),
            "leave_href": _withdraw(one, told),
        }
        for one in sorted(found, key=lambda one: one.standing is not Standing.OPEN)
    ]
    context = {"rows": rows, "promise": PROMISE}
    return Panel(TEMPLATE, context, POSITION, anchor="asked", title="What you were asked")


def _withdraw(one: OwnAsking, told: set[str]) -> str:
    """A way out once for each evaluation, however often it asks."""
    if one.standing is Standing.WITHDRAWN or one.offer in told:
        return ""
    told.add(one.offer)
    return f"{one.path}withdraw/"


def _words(one: OwnAsking) -> str:
    until = rules.until(one.closes_at)
    if one.standing is Standing.OPEN:
        return f"Open until {until}."
    if one.standing is Standing.CLOSED:
        return f"Closed. It was open until {until}."
    if one.standing is Standing.ANSWERED and one.kind is WaveKind.INTERVIEW:
        return "You took part. Thank you."
    return STANDS[one.standing]
