"""Screening the Surrey year twice: against the first criteria, and against the wider ones."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from goldenthread.access.actor import Actor
from goldenthread.learning import operations as learning
from goldenthread.learning.queries.applications import all_applications
from goldenthread.learning.queries.offers import criteria_now
from goldenthread.learning.queries.screening import SheetLine, screening_sheet
from goldenthread.learning.terms import ApplicationState
from goldenthread.web.demo.surrey_data import APPLICANTS
from goldenthread.web.demo.surrey_texts import WHY_WIDER, WIDER_CRITERIA

LONDON = ZoneInfo("Europe/London")
NOT_YET = (
    "Thank you for applying. Not every criterion is met this time: {reasons}. You are welcome "
    "to apply for the next round."
)


def at(day: date) -> datetime:
    return datetime.combine(day, time(11), LONDON)


def screen(offer_id: int, *, by: Actor) -> None:
    """The criteria are widened in November, and everyone is screened again."""
    screen_all(offer_id, on=date(2022, 11, 1), by=by)
    learning.decide_criteria(
        offer_id=offer_id,
        criteria=WIDER_CRITERIA,
        why=WHY_WIDER,
        decided_on=date(2022, 11, 7),
        decided_by="Programme team",
        now=at(date(2022, 11, 7)),
        by=by,
    )
    answer_the_new_question(offer_id, by=by)
    screen_all(offer_id, on=date(2022, 11, 14), by=by)


def screen_all(offer_id: int, *, on: date, by: Actor) -> None:
    """Those who clearly meet the criteria in one step; the rest one by one, with a sentence."""
    learning.screen_clear_ones(offer_id=offer_id, now=at(on), by=by)
    for row in all_applications(by, offer_id, state=ApplicationState.SUBMITTED):
        sheet = screening_sheet(by, row.id)
        reasons = {line.criterion_id: (bool(line.is_met), reason(line)) for line in sheet.lines}
        unmet = [line.wording.lower() for line in sheet.lines if not line.is_met]
        learning.screen_application(
            application_id=row.id,
            reasons=reasons,
            sentence=NOT_YET.format(reasons=" and ".join(unmet)),
            now=at(on),
            by=by,
        )


def reason(line: SheetLine) -> str:
    return line.reason or ("They said yes." if line.is_met else "They said no.")


def answer_the_new_question(offer_id: int, *, by: Actor) -> None:
    """Everyone still open is asked whether they lead something, whatever their grade."""
    leads = {applicant.name: applicant.leads for applicant in APPLICANTS}
    card = criteria_now(offer_id)
    new = [criterion.id for criterion in card.criteria if criterion.key == "leads"] if card else []
    for row in all_applications(by, offer_id, state=ApplicationState.SUBMITTED):
        learning.answer_new_questions(
            application_id=row.id, answers={new[0]: leads[row.name]}, by=by
        )
