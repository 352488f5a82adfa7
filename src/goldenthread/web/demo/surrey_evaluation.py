"""The questions of the Surrey year: one questionnaire, two rounds of interviews."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from goldenthread.access.actor import Actor
from goldenthread.evaluation import operations as evaluation
from goldenthread.evaluation import queries
from goldenthread.evaluation.terms import Anchor, ConfidentialityMode, WaveDraft, WaveKind
from goldenthread.instruments import queries as instruments
from goldenthread.web.demo.surrey_answers import ANSWERS
from goldenthread.web.demo.surrey_data import INTERVIEWED, SETS, STOPPED, STOPPED_REASON

LONDON = ZoneInfo("Europe/London")
KEPT_UNTIL = date(2033, 12, 31)


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), LONDON)


def waves(version_id: int) -> list[WaveDraft]:
    """A questionnaire at the end; interviews one and three months on, for those who agree."""
    after = {"anchor": Anchor.LAST_ATTENDED, "kind": WaveKind.INTERVIEW, "open_days": 60}
    return [
        WaveDraft(
            key="end",
            label="End of the sets",
            anchor=Anchor.LAST_ATTENDED,
            open_days=28,
            instrument_version_id=version_id,
        ),
        WaveDraft(key="interview-1", label="Interview, one month on", months=1, **after),
        WaveDraft(key="interview-3", label="Interview, three months on", months=3, **after),
    ]


def add_plan(offer_id: int, *, by: Actor) -> int:
    """Linked by pseudonym, and frozen before the first session."""
    plan_id = evaluation.create_plan(
        offer_id=offer_id,
        mode=ConfidentialityMode.PSEUDONYM,
        kept_until=KEPT_UNTIL,
        waves=waves(instruments.published_version_id(by, "action-learning-set")),
        evaluator_contact="Imani Brook, imani.brook@demo.example",
        by=by,
    )
    evaluation.make_live(plan_id=plan_id, now=at(date(2022, 10, 4)), by=by)
    return plan_id


def tell(
    plan_id: int, sets: Mapping[str, int], person_ids: Mapping[str, int], *, by: Actor
) -> None:
    """Schedule, ask, answer and interview, set by set, in the order of their last sessions."""
    for plan in sorted(SETS, key=lambda s: s.days[-1]):
        evaluation.schedule_cohort(cohort_id=sets[plan.name], now=at(plan.days[-1], 13), by=by)
        answer_those_asked(plan_id, person_ids, on=plan.days[-1] + timedelta(days=1), by=by)
    interview(plan_id, person_ids, by=by)
    evaluation.close_due(now=at(date(2023, 12, 1)), by=by)


def answer_those_asked(plan_id: int, person_ids: Mapping[str, int], *, on: date, by: Actor) -> None:
    """The ten who answered do so the day after they were asked, by their personal link."""
    evaluation.open_due(now=at(on, 8), by=by)
    open_now = queries.open_invitations(by, plan_id)
    for row in ANSWERS:
        invitation_id = open_now.get(("end", person_ids[row.name]))
        if invitation_id is not None:
            evaluation.submit(
                invitation_id=invitation_id,
                answers=row.values(),
                now=at(on, 19),
                by=Actor.link(subject=f"invitation:{invitation_id}"),
            )


def interview(plan_id: int, person_ids: Mapping[str, int], *, by: Actor) -> None:
    """Seven agree; all are interviewed at one month, six at three; one stops in between."""
    for name in INTERVIEWED:
        evaluation.agree_to_interviews(
            plan_id=plan_id,
            person_id=person_ids[name],
            agreed_on=date(2023, 6, 7),
            now=at(date(2023, 6, 7)),
            by=by,
        )
    record_round(plan_id, "interview-1", INTERVIEWED, person_ids, by=by)
    evaluation.record_interview_withdrawal(
        plan_id=plan_id,
        person_id=person_ids[STOPPED],
        withdrew_on=date(2023, 7, 10),
        reason=STOPPED_REASON,
        by=by,
    )
    stayed = tuple(name for name in INTERVIEWED if name != STOPPED)
    record_round(plan_id, "interview-3", stayed, person_ids, by=by)


def record_round(
    plan_id: int,
    wave: str,
    names: tuple[str, ...],
    person_ids: Mapping[str, int],
    *,
    by: Actor,
) -> None:
    """Each interview takes place a week after it falls due."""
    due = queries.interviews_due(by, plan_id, wave)
    for name in names:
        invitation_id, due_at = due[person_ids[name]]
        evaluation.record_interview(
            invitation_id=invitation_id,
            took_part_on=due_at.date() + timedelta(days=7),
            by=by,
        )
