"""Registers of the sessions that were held: a mark for everyone who belonged that day."""

from goldenthread.access.actor import Actor
from goldenthread.learning.models import Attendance
from goldenthread.learning.rules.memberships import belongs_on
from goldenthread.learning.terms import Mark, SessionState
from goldenthread.ui.words import in_london
from goldenthread.web.seed.bulk import add
from goldenthread.web.seed.placing import Placed
from goldenthread.web.seed.world import OneOffer, World

MARKS = (*(Mark.WHOLE,) * 88, *(Mark.PART,) * 5, *(Mark.NOT_ABLE,) * 7)


def take_registers(world: World, one: OneOffer, placed: Placed) -> None:
    members = {group.row.pk: [] for group in one.groups}  # type: dict[int, list]
    for row, _, _ in placed.members:
        members[row.cohort_id].append(row)
    rows = []
    for group in one.groups:
        by = _actor(group.facilitator.user_id)
        for session in group.sessions:
            if session.state != SessionState.HELD:
                continue
            day = in_london(session.starts_at).date()
            rows += [
                Attendance(
                    session=session,
                    person_id=row.person_id,
                    mark=world.chance.choice(MARKS),
                    marked_by=by.id or by.kind,
                    marked_at=session.ends_at,
                )
                for row in members[group.row.pk]
                if belongs_on(row.starts_on, row.ends_on, on=day)
            ]
            world.record.note(by, "register.closed", ("session", session.pk))
    add(rows)
    for mark in rows:
        subject = ("session", mark.session_id)
        world.record.note(
            Actor(kind="user", id=mark.marked_by),
            "attendance.marked",
            subject,
            person_id=mark.person_id,
        )


def _actor(user_id: int | None) -> Actor:
    return Actor(kind="user", id=str(user_id))
