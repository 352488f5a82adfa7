"""The questions of the Surrey year: one questionnaire, two rounds of interviews."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from goldenthread.access.actor import Actor
from goldenthread.evaluation.operations import answers, plans, reminders
from goldenthread.evaluation.operations import interviews as interview_operations
from goldenthread.evaluation.operations import waves as wave_operations
from goldenthread.evaluation.queries.interviews import interviewees
from goldenthread.evaluation.queries.open_invitations import open_invitations
from goldenthread.evaluation.terms import Anchor, ConfidentialityMode, WaveDraft, WaveKind
from goldenthread.instruments import queries as instruments
from goldenthread.learning.queries.belonging import members_on
from goldenthread.messaging.operations import send_due
from goldenthread.web.demo.surrey_answers import ANSWERS
from goldenthread.web.demo.surrey_data import (
    INTERVIEWED,
    SETS,
    STOPPED,
    STOPPED_REASON,
    SetPlan,
)

LONDON = ZoneInfo("Europe/London")
KEPT_UNTIL = date(2033, 12, 31)


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), LONDON)


def interviews(months: int, words: str) -> WaveDraft:
    return WaveDraft(
        key=f"interview-{months}",
        label=f"Interview, {words} on",
        anchor=Anchor.LAST_ATTENDED,
        kind=WaveKind.INTERVIEW,
        months=months,
        open_days=60,
    )


def waves(version_id: int) -> list[WaveDraft]:
    """A questionnaire at the end; interviews one and three months on, for those who agree."""
    return [
        WaveDraft(
            key="end",
            label="End of the sets",
            anchor=Anchor.LAST_ATTENDED,
            open_days=28,
            instrument_version_id=version_id,
        ),
        interviews(1, "one month"),
        interviews(3, "three months"),
    ]


def add_plan(offer_id: int, *, by: Actor) -> int:
    """Linked by pseudonym, and frozen before the first session."""
    plan_id = plans.create_plan(
        offer_id=offer_id,
        mode=ConfidentialityMode.PSEUDONYM,
        kept_until=KEPT_UNTIL,
        waves=waves(instruments.published_version_id(by, "action-learning-set")),
        evaluator_contact="Imani Brook, imani.brook@demo.example",
        by=by,
    )
    plans.make_live(plan_id=plan_id, now=at(date(2022, 10, 4)), by=by)
    return plan_id


def tell(
    plan_id: int, sets: Mapping[str, int], person_ids: Mapping[str, int], *, by: Actor
) -> None:
    """Schedule, ask, answer and interview, set by set, in the order of their last sessions."""
    for plan in sorted(SETS, key=lambda s: s.days[-1]):
        last = plan.days[-1]
        wave_operations.schedule_cohort(cohort_id=sets[plan.name], now=at(last, 13), by=by)
        agree(plan_id, set(plan_people(plan, sets)), person_ids, on=last, by=by)
        answer_those_asked(plan_id, person_ids, on=last + timedelta(days=1), by=by)
    reminders.close_due(now=at(date(2023, 7, 5)), by=by)
    interview(plan_id, person_ids, by=by)
    reminders.close_due(now=at(date(2023, 12, 1)), by=by)
    send_due(now=at(date(2023, 12, 1)), by=by)


def plan_people(plan: SetPlan, sets: Mapping[str, int]) -> Iterable[int]:
    """Who belongs to the set on the day of its last session."""
    return members_on(sets[plan.name], plan.days[-1])


def agree(
    plan_id: int, members: set[int], person_ids: Mapping[str, int], *, on: date, by: Actor
) -> None:
    """People who would like to be interviewed say so at their set's last session."""
    for name in INTERVIEWED:
        if person_ids[name] in members:
            interview_operations.agree_to_interviews(
                plan_id=plan_id, person_id=person_ids[name], agreed_on=on, now=at(on, 14), by=by
            )


def answer_those_asked(plan_id: int, person_ids: Mapping[str, int], *, on: date, by: Actor) -> None:
    """The ten who answered do so the day they were asked, by their personal link."""
    reminders.open_due(now=at(on, 8), by=by)
    send_due(now=at(on, 8), by=by)
    asked = {(i.wave_key, i.person_id): i.id for i in open_invitations(by, plan_id)}
    for row in ANSWERS:
        invitation_id = asked.get(("end", person_ids[row.name]))
        if invitation_id is not None:
            answers.submit(
                invitation_id=invitation_id,
                answers=row.values(),
                now=at(on, 19),
                by=Actor.link(subject=f"invitation:{invitation_id}"),
            )


def interview(plan_id: int, person_ids: Mapping[str, int], *, by: Actor) -> None:
    """All seven are interviewed at one month, six at three; one stops in between."""
    record_round(plan_id, 0, INTERVIEWED, person_ids, by=by)
    interview_operations.record_interview_withdrawal(
        plan_id=plan_id,
        person_id=person_ids[STOPPED],
        withdrew_on=date(2023, 7, 10),
        reason=STOPPED_REASON,
        by=by,
    )
    stayed = tuple(name for name in INTERVIEWED if name != STOPPED)
    record_round(plan_id, 1, stayed, person_ids, by=by)


def record_round(
    plan_id: int,
    number: int,
    names: tuple[str, ...],
    person_ids: Mapping[str, int],
    *,
    by: Actor,
) -> None:
    """Each interview takes place a week after it falls due."""
    wanted = {person_ids[name] for name in names}
    for person in interviewees(by, plan_id):
        if person.person_id in wanted:
            conversation = person.conversations[number]
            interview_operations.record_interview(
                invitation_id=conversation.invitation_id,
                took_part_on=conversation.due_on + timedelta(days=7),
                by=by,
            )
