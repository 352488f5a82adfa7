"""Joining instructions and calendar entries, parsed back as a calendar would."""

from datetime import timedelta
from typing import Any

import icalendar
import pytest

from goldenthread.access.terms import Refused
from goldenthread.learning import events
from goldenthread.learning.models import Cohort, Session
from goldenthread.learning.operations import add_session, edit_cohort
from goldenthread.learning.operations.facilitators import assign_facilitator
from goldenthread.learning.operations.joining import send_joining
from goldenthread.learning.operations.sessions import (
    cancel_session,
    prepare_session,
    reschedule_session,
)
from goldenthread.learning.terms import CohortPolicy, Mode, SessionState
from goldenthread.messaging.models import Message
from goldenthread.messaging.operations import send_due
from goldenthread.messaging.terms import MessageState
from tests.factories.directory import make_person
from tests.factories.learning_cohorts import (
    BY,
    FIRST,
    NOW,
    TODAY,
    make_cohort,
    make_member,
    make_offer,
    make_session_of,
    make_venue,
    times,
    with_safety_plans,
)

pytestmark = pytest.mark.django_db


def entries(text: str) -> list[Any]:
    objects = icalendar.Calendar.from_ical(text, multiple=True)
    return [event for one in objects for event in one.walk("VEVENT")]


@pytest.fixture
def cohort() -> Cohort:
    room = make_venue("Room 2, Eldmere Library")
    return make_cohort(make_offer("Responding to self-harm"), "Set B", venue_id=room.pk)


def prepare(session: Session, **changes: str) -> int:
    given = {
        "title": "",
        "online_link": "",
        "content_note": "Talks about loss.",
        "safety_plan": "Two facilitators.",
        "on_call_name": "",
        "on_call_phone": "",
        **changes,
    }
    return prepare_session(session_id=session.pk, by=BY, now=NOW, **given)


def test_joining_instructions_bring_every_session(cohort: Cohort) -> None:
    make_member(with_safety_plans(cohort), person=make_person(adjustments=("large_print",)))
    assert send_joining(cohort_id=cohort.pk, now=NOW, by=BY) == 1
    message = Message.objects.get()
    found = entries(message.calendar)
    assert message.calendar_method == "REQUEST"
    assert [event.decoded("dtstart") for event in found] == [start for start, _ in times()]
    uids = set(cohort.sessions.values_list("calendar_uid", flat=True))
    assert {str(event["uid"]) for event in found} == uids
    assert [str(event["summary"]) for event in found] == [
        "Learning session 1 of 2",
        "Learning session 2 of 2",
    ]
    assert all(str(event["location"]) == "Room 2, Eldmere Library" for event in found)
    assert "self-harm" not in message.calendar + message.subject
    for words in ("Bring an issue you would like to work on", "Large print", "about loss"):
        assert words.lower() in message.body.lower()


def test_instructions_wait_for_every_safety_plan_and_then_go_by_themselves(
    cohort: Cohort,
) -> None:
    make_member(cohort)
    with pytest.raises(Refused, match="Sessions 1 and 2 need a safety plan first"):
        send_joining(cohort_id=cohort.pk, now=NOW, by=BY)
    assert prepare(make_session_of(cohort, 1)) == 0
    assert Message.objects.count() == 0
    assert prepare(make_session_of(cohort, 2)) == 1
    assert prepare(make_session_of(cohort, 2)) == 0
    assert Message.objects.get().kind == "joining"


def test_an_online_cohort_says_that_cameras_may_stay_off() -> None:
    cohort = with_safety_plans(make_cohort(mode=Mode.ONLINE))
    make_member(cohort)
    send_joining(cohort_id=cohort.pk, now=NOW, by=BY)
    message = Message.objects.get()
    assert "Your camera can stay off the whole time." in message.body
    assert {str(e["location"]) for e in entries(message.calendar)} == {"Online"}


def test_a_moved_session_keeps_its_entry_and_counts_up(cohort: Cohort) -> None:
    member = make_member(with_safety_plans(cohort))
    marit = make_person(name="Marit Solheim")
    assign_facilitator(cohort_id=cohort.pk, person_id=marit.pk, by=BY, on=TODAY)
    session = make_session_of(cohort, 2)
    start = session.starts_at + timedelta(days=2)
    told = reschedule_session(
        session_id=session.pk,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        why="The room is needed for an election.",
        by=BY,
        now=NOW,
    )
    assert told == 2
    messages = Message.objects.filter(kind="session_moved")
    assert set(messages.values_list("person_id", flat=True)) == {member.person_id, marit.pk}
    for message in messages:
        (event,) = entries(message.calendar)
        assert (str(event["uid"]), event["sequence"]) == (session.calendar_uid, 1)
        assert event.decoded("dtstart") == start
        assert "The room is needed for an election." in message.body


def test_a_second_move_counts_up_again_and_is_told_again(cohort: Cohort) -> None:
    make_member(with_safety_plans(cohort))
    session = make_session_of(cohort, 2)
    for day in (1, 2):
        start = session.starts_at + timedelta(days=day)
        reschedule_session(
            session_id=session.pk,
            starts_at=start,
            ends_at=session.ends_at + timedelta(days=day),
            by=BY,
            now=NOW,
        )
    sequences = [entries(m.calendar)[0]["sequence"] for m in Message.objects.order_by("pk")]
    assert sequences == [1, 2]


def test_a_session_called_off_leaves_the_calendar_under_its_own_title(cohort: Cohort) -> None:
    make_member(with_safety_plans(cohort))
    session = make_session_of(cohort, 2)
    assert cancel_session(session_id=session.pk, by=BY, why="Snow.", now=NOW) == 1
    message = Message.objects.get()
    (event,) = entries(message.calendar)
    assert message.calendar_method == "CANCEL"
    assert (str(event["status"]), event["sequence"]) == ("CANCELLED", 1)
    assert str(event["summary"]) == "Learning session 2 of 2"
    session.refresh_from_db()
    assert session.state == SessionState.CANCELLED
    with pytest.raises(Refused, match="cancelled"):
        cancel_session(session_id=session.pk, by=BY, now=NOW)


def test_moves_that_cannot_be_are_refused(cohort: Cohort) -> None:
    first, second = (make_session_of(cohort, n) for n in (1, 2))
    for start, end in (
        (second.starts_at, second.ends_at),
        (first.starts_at, first.ends_at),
        (second.ends_at, second.starts_at),
    ):
        with pytest.raises(Refused):
            reschedule_session(session_id=second.pk, starts_at=start, ends_at=end, by=BY, now=NOW)
    assert Message.objects.count() == 0


def test_a_move_into_a_room_that_is_taken_is_refused(cohort: Cohort) -> None:
    hour = timedelta(hours=4)
    later = [(start + hour, end + hour) for start, end in times()]
    other = make_cohort(cohort.offer, "Set C", venue_id=cohort.venue_id, session_times=later)
    session = make_session_of(other, 1)
    with pytest.raises(Refused, match="Set B has Room 2, Eldmere Library on Tue 14 April"):
        reschedule_session(
            session_id=session.pk, starts_at=FIRST, ends_at=FIRST + hour, by=BY, now=NOW
        )


def test_a_new_link_is_told_once_people_have_their_instructions() -> None:
    cohort = with_safety_plans(make_cohort(mode=Mode.ONLINE))
    make_member(cohort)
    send_joining(cohort_id=cohort.pk, now=NOW, by=BY)
    session = make_session_of(cohort, 1)
    prepare(session, online_link="https://meet.example.org/one")
    message = Message.objects.get(kind="session_link")
    (event,) = entries(message.calendar)
    assert "https://meet.example.org/one" in str(event["description"])
    assert event["sequence"] == 1
    prepare(session, online_link="https://meet.example.org/one")
    assert Message.objects.filter(kind="session_link").count() == 1


def test_one_more_session_is_told_with_its_own_entry(cohort: Cohort) -> None:
    make_member(with_safety_plans(cohort))
    ((start, end),) = times(FIRST + timedelta(days=90), sessions=1)
    add_session(cohort_id=cohort.pk, starts_at=start, ends_at=end, by=BY, now=NOW)
    message = Message.objects.get(kind="session_added")
    (event,) = entries(message.calendar)
    assert event.decoded("dtstart") == start
    assert str(event["summary"]) == "Learning session 3 of 3"


def test_a_new_room_moves_every_entry_and_a_new_name_none(cohort: Cohort) -> None:
    make_member(with_safety_plans(cohort))
    kept: dict[str, Any] = {
        "cohort_id": cohort.pk,
        "policy": CohortPolicy.MIXED,
        "mode": Mode.IN_PERSON,
        "minimum": 2,
        "maximum": 6,
        "by": BY,
        "now": NOW,
    }
    edit_cohort(name="Renamed", venue_id=cohort.venue_id, **kept)
    assert Message.objects.count() == 0
    edit_cohort(name="Renamed", venue_id=make_venue("Saltby Hall").pk, **kept)
    message = Message.objects.get(kind="new_place")
    found = entries(message.calendar)
    assert {str(event["location"]) for event in found} == {"Saltby Hall"}
    assert [event["sequence"] for event in found] == [1, 1]


def test_someone_who_has_left_hears_no_more(cohort: Cohort) -> None:
    member = make_member(with_safety_plans(cohort))
    send_joining(cohort_id=cohort.pk, now=NOW, by=BY)
    member.ends_on = TODAY
    member.save()
    send_due(now=NOW, by=BY)
    assert Message.objects.get().state == MessageState.STOPPED


def test_those_above_hear_of_a_move_on_commit(
    cohort: Cohort, django_capture_on_commit_callbacks: Any
) -> None:
    heard: list[tuple[int, int]] = []

    def hear(session_id: int, cohort_id: int, **_: object) -> None:
        heard.append((session_id, cohort_id))

    events.session_moved.connect(hear)
    session = make_session_of(cohort, 2)
    with django_capture_on_commit_callbacks(execute=True):
        cancel_session(session_id=session.pk, by=BY, now=NOW)
    events.session_moved.disconnect(hear)
    assert heard == [(session.pk, cohort.pk)]
