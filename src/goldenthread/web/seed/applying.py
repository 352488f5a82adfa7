"""Applications as people sent them, and the decision on each once the offer has closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from goldenthread.access.actor import Actor
from goldenthread.learning.models import (
    Application,
    Availability,
    CriterionAnswer,
    Screening,
    ScreeningReason,
)
from goldenthread.learning.terms import (
    ApplicationSource,
    ApplicationState,
    Mode,
    OfferKind,
)
from goldenthread.web.seed import texts
from goldenthread.web.seed.bulk import add
from goldenthread.web.seed.offers import SET_SHARE
from goldenthread.web.seed.world import OneOffer, Staff, World

SCREENED, WITHDRAWN = 30, 33  # days after the offer opened
S = ApplicationState
OPEN_STATES = (*(S.SUBMITTED,) * 13, *(S.ELIGIBLE,) * 6, S.NOT_ELIGIBLE)
CLOSED_STATES = (*(S.ELIGIBLE,) * 45, *(S.NOT_ELIGIBLE,) * 3, *(S.WITHDRAWN,) * 2)


@dataclass
class Applied:
    """One application and who sent it; `dates` are the places in the list of its cohorts."""

    row: Application
    person: Staff
    dates: tuple[int, ...]


def apply(world: World, one: OneOffer) -> list[Applied]:
    """Those who applied by now, with what they answered and which dates suit."""
    is_set = one.row.kind == OfferKind.ACTION_LEARNING_SET
    usual = world.size.applicants // (SET_SHARE if is_set else 1)
    count = round(usual * (0.85 + 0.3 * world.chance.random()) * min(1.0, (one.age + 1) / 28))
    crew = {group.facilitator.id for group in one.groups}
    learner = [world.staff[1]] if one.age >= 43 else []
    others = world.chance.sample(world.staff[2:], count + len(crew))
    people = [*learner, *(person for person in others if person.id not in crew)][:count]
    found = [_one(world, one, person) for person in people]
    add([each.row for each in found])
    _keep_answers(world, one, found)
    _screen(world, one, [each.row for each in found])
    if one.age <= 28:
        _begin(world, one, count // 10)
    return found


def _one(world: World, one: OneOffer, person: Staff) -> Applied:
    day = world.chance.randint(0, min(27, max(0, one.age - 1)))
    sent = min(one.on(day, hour=world.chance.randint(7, 21)), world.now)
    states = CLOSED_STATES if one.age > 28 else OPEN_STATES
    state = world.chance.choice(states) if person is not world.staff[1] else S.ELIGIBLE
    row = Application(
        offer=one.row,
        person_id=person.id,
        state=state,
        source=world.chance.choice((ApplicationSource.PUBLIC_PAGE, ApplicationSource.IMPORT)),
        nonce=world.nonce(),
        started_at=sent - timedelta(minutes=9),
        last_saved_at=sent,
        submitted_at=sent,
        modes=[mode.value for mode in Mode],
        criteria_version_id=one.criteria_version_id,
        hopes=world.chance.choice(texts.HOPES),
        may_contact_for_evaluation=True,
        withdrawn_at=one.on(WITHDRAWN) if state == S.WITHDRAWN else None,
    )
    groups = len(one.groups)
    return Applied(row, person, tuple(world.chance.sample(range(groups), min(4, groups))))


def _keep_answers(world: World, one: OneOffer, found: Sequence[Applied]) -> None:
    """Whoever meets the criteria said yes twice."""
    add(
        [
            CriterionAnswer(
                application=each.row,
                criterion_id=criterion_id,
                value=each.row.state != S.NOT_ELIGIBLE or number == 0,
            )
            for each in found
            for number, criterion_id in enumerate(one.criterion_ids)
        ]
    )
    add(
        [
            Availability(application=each.row, cohort=one.groups[place].row)
            for each in found
            for place in sorted(each.dates)
        ]
    )
    for each in found:
        world.record.note(
            Actor.link(subject=f"application:{each.row.pk}"),
            "application.sent",
            ("application", each.row.pk),
            person_id=each.person.id,
            detail={"source": each.row.source},
        )


def _screen(world: World, one: OneOffer, rows: Sequence[Application]) -> None:
    """One decision for each application that is not new, with a reason for each criterion."""
    decided_at = min(one.on(SCREENED), world.now)
    decided = [row for row in rows if row.state != S.SUBMITTED]
    screenings = add(
        [
            Screening(
                application=row,
                criteria_version_id=one.criteria_version_id,
                is_eligible=row.state != S.NOT_ELIGIBLE,
                decided_by=one.coordinator.id,
                decided_at=decided_at,
                sentence=texts.NOT_YET if row.state == S.NOT_ELIGIBLE else "",
            )
            for row in decided
        ]
    )
    add(
        [
            ScreeningReason(
                screening=screening,
                criterion_id=criterion_id,
                is_met=(is_met := screening.is_eligible or number == 0),
                reason=texts.YES if is_met else texts.NO,
            )
            for screening in screenings
            for number, criterion_id in enumerate(one.criterion_ids)
        ]
    )
    for row in decided:
        world.record.note(
            one.coordinator,
            "application.screened",
            ("application", row.pk),
            person_id=row.person_id,
            detail={"state": row.state, "criteria": one.criteria_version_id},
        )


def _begin(world: World, one: OneOffer, count: int) -> None:
    """Some have begun and not sent yet; what they typed waits a week."""
    rows = add(
        [
            Application(
                offer=one.row,
                nonce=world.nonce(),
                draft={"name": "Someone who began", "hopes": texts.HOPES[0]},
                started_at=(moment := world.now - timedelta(hours=world.chance.randint(1, 90))),
                last_saved_at=moment,
            )
            for _ in range(count)
        ]
    )
    for row in rows:
        by = Actor.link(subject=f"application:{row.pk}")
        world.record.note(by, "application.started", ("application", row.pk))
